import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startTikTokSimulator } from '../../local/platforms/tiktok/index.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { ContentAsset, JobContent, JobMedia, Step } from '../../shared/domain/publish-job.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, Confirmation, PostContext } from '../../shared/platforms/contract.ts'
import { classify, PlatformFailure } from '../../shared/platforms/failures.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { errors } from '../../shared/platforms/tiktok/errors.ts'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'

export const redirectUri = 'https://app.example/callback'

/** Every choice a video asks for. */
export const videoChoices = {
  privacy_level: 'PUBLIC_TO_EVERYONE',
  disable_comment: false,
  disable_duet: true,
  disable_stitch: true,
  brand_organic_toggle: false,
  brand_content_toggle: false,
}

/** Every choice a photo post asks for. */
export const photoChoices = {
  privacy_level: 'PUBLIC_TO_EVERYONE',
  disable_comment: false,
  brand_organic_toggle: false,
  brand_content_toggle: false,
}

/** A file in memory, as if measured and in our bucket. */
export interface TestFile extends Omit<JobMedia, 'key' | 'bytes'> {
  data: Buffer
}

export interface Draft {
  text?: string
  post_type?: string
  options?: Record<string, unknown>
  files: TestFile[]
}

export const photo = (width = 720, height = 960): TestFile => ({
  kind: 'image',
  mime: 'image/jpeg',
  width,
  height,
  data: jpeg({ width, height }),
})

/** A film, padded by a box that players skip until it has so many bytes. */
export async function film({ bytes = 0, seconds = 4 } = {}): Promise<TestFile> {
  const shape = { width: 360, height: 640 }
  const data = await mp4({ ...shape, seconds })
  const about = { kind: 'video', mime: 'video/mp4', ...shape, duration_s: seconds } as const
  if (bytes <= data.length) return { ...about, data }
  const padding = Buffer.alloc(bytes - data.length)
  padding.writeUInt32BE(padding.length, 0)
  padding.write('free', 4, 'latin1')
  return { ...about, data: Buffer.concat([data, padding]) }
}

/** A simulated TikTok, a host it pulls from, and what the engine would hold of one job. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startTikTokSimulator(options)
  const { clock } = simulator
  const shelf = await openShelf()
  const lines: Record<string, unknown>[] = []
  const network = createNetwork({
    platform: tiktok.definition.platform,
    app: { clientId: 'local-tiktok-client', clientSecret: 'local-tiktok-secret' },
    hosts: { web: simulator.url, api: simulator.url },
    dialect: tiktok.dialect,
    errors,
    now: () => clock.now(),
    retries: { max: 2, delayMs: 1, factor: 1 },
    log: (line) => lines.push(line),
  })

  const control = async (command: string, input?: Record<string, unknown>) => {
    const response = await fetch(`${simulator.url}/_control/${command}`, {
      method: input ? 'POST' : 'GET',
      ...(input ? { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
    return response.json()
  }

  const consent = async (account = 'alice', wanted: Record<string, unknown> = {}): Promise<URL> => {
    await control('consent', { auto: true, account, ...wanted })
    const url = tiktok.oauth.authorizationUrl(network, { state: 'state 1', redirectUri, codeChallenge: '' })
    const response = await fetch(url, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'about:blank')
  }

  const connect = async (account = 'alice', scopes?: string[]) => {
    const code = (await consent(account, scopes ? { scopes } : {})).searchParams.get('code') ?? ''
    return tiktok.oauth.exchange(network, { code, redirectUri, codeVerifier: '' })
  }

  const job = async (draft: Draft, account = 'alice'): Promise<PostContext> => {
    const { tokens } = await connect(account)
    const { files } = draft
    return {
      network,
      accessToken: tokens.access_token,
      target: null,
      account: { id: account, username: null },
      content: contentOf(draft),
      media: files.map(({ data, ...file }, index) => ({ ...file, key: String(index), bytes: data.length })),
      mediaUrl: ({ key }) => shelf.serve(files[Number(key)]!.data),
      async mediaBytes({ key }, start, end) {
        return new Uint8Array(files[Number(key)]!.data.subarray(start, end))
      },
      handles: {},
      steps: [{}],
    }
  }

  /** One look, its handles through JSON as in the table. */
  const look = async (context: PostContext) => {
    const preparation = await tiktok.publisher.prepare(context)
    const handles = JSON.parse(JSON.stringify(preparation.handles)) as Record<string, unknown>
    return { preparation, context: { ...context, handles } }
  }

  /** Prepares until ready; waits are spent by moving the clock. */
  const prepare = async (context: PostContext): Promise<PostContext> => {
    let current = context
    for (let looks = 0; looks < 60; looks += 1) {
      const { preparation, context: next } = await look(current)
      current = next
      if (preparation.state === 'ready') return current
      clock.advance(preparation.seconds * 1000)
    }
    throw new Error('never ready')
  }

  /** Arms and sends the one request; the context then has its step armed. */
  const commit = async (context: PostContext, timeoutMs = 5_000) => {
    const request = await tiktok.publisher.commit(context, 0)
    const armed: Armed = { index: 0, armed_at: clock.now(), commit_deadline: clock.now() + timeoutMs }
    const steps: Step[] = [{ ...context.steps[0], attempt_id: 'a', ...armed }]
    const sent = { ...context, steps }
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, timeoutMs)
    if (ending.kind !== 'answer') return { context: sent, armed, ending: ending.kind }
    const { answer } = ending
    const accepted = answer.status >= 200 && answer.status < 300
    const made = accepted ? tiktok.publisher.committed(answer, sent, 0) : undefined
    const failure = accepted
      ? undefined
      : classify(network.errors, network.dialect, network.dialect.read(answer), {
          onCommit: true,
          now: clock.now(),
        })
    return { context: sent, armed, ending: ending.kind, status: answer.status, made, failure }
  }

  /** Follows an accepted post to its end. */
  const confirm = async (context: PostContext, made: unknown): Promise<Confirmation> => {
    const id = (made as { id: string }).id
    for (let looks = 0; looks < 400; looks += 1) {
      const confirmation = await tiktok.publisher.confirm!(context, id)
      if (confirmation.state !== 'wait') return confirmation
      clock.advance(confirmation.seconds * 1000)
      // What TikTok does next happens behind its answers.
      await new Promise((done) => setImmediate(done))
    }
    throw new Error('never confirmed')
  }

  const publish = async (context: PostContext) => {
    const ready = await prepare(context)
    const sent = await commit(ready)
    return { ...sent, confirmation: await confirm(sent.context, sent.made) }
  }

  return {
    simulator,
    clock,
    network,
    lines,
    control,
    consent,
    connect,
    job,
    look,
    prepare,
    commit,
    confirm,
    publish,
    fault: (fault: Record<string, unknown>) => control('faults', fault),
    settings: (settings: Record<string, unknown>) => control('settings', settings),
    requests: async (route: string): Promise<unknown[]> =>
      ((await control('requests')) as { route: string }[]).filter((one) => one.route === route),
    settle: () => clock.advance(tiktok.definition.settlingMs + 5_000),
    async close() {
      await simulator.close()
      await shelf.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** What the work was refused with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof PlatformFailure) return error.failure
  throw error
}

function contentOf(draft: Draft): JobContent {
  const isFilm = draft.files.some(({ kind }) => kind === 'video')
  return {
    v: 1,
    user_id: 'u1',
    job_id: 'j1',
    content_version: 1,
    text: draft.text ?? '',
    assets: draft.files.map(
      ({ kind, mime }, index): ContentAsset => ({
        url: `https://files.example/${index}`,
        asset_type: kind === 'video' ? 'video' : 'image',
        mime_type: mime,
      }),
    ),
    post_type: draft.post_type ?? (isFilm ? 'video' : 'photo'),
    target: null,
    options: draft.options ?? (isFilm ? videoChoices : photoChoices),
    warnings: [],
  }
}

/** A host with files, as our bucket is to the networks. */
async function openShelf() {
  const files: Buffer[] = []
  const server = createServer((request, response) => {
    const file = files[Number(request.url?.slice(1))]
    response.writeHead(file ? 200 : 404, { 'content-type': 'image/jpeg' })
    response.end(file)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    serve: (data: Buffer) => `http://127.0.0.1:${port}/${files.push(data) - 1}`,
    close: () => new Promise((done) => server.close(done)),
  }
}
