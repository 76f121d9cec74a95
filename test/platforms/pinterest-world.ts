import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startPinterestSimulator } from '../../local/platforms/pinterest/index.ts'
import type { Failure } from '../../shared/domain/failure.ts'
import type { ContentAsset, JobContent, JobMedia } from '../../shared/domain/publish-job.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, PostContext } from '../../shared/platforms/contract.ts'
import { classify, PlatformFailure } from '../../shared/platforms/failures.ts'
import { errors } from '../../shared/platforms/pinterest/errors.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { createNetwork } from '../../shared/platforms/request.ts'

export const redirectUri = 'https://app.example/callback'
export const inspiration = '512636375000000201'
export const recipes = '512636375000000202'
export const breakfast = '5126363750000003001'

/** A file in memory, as if measured and in our bucket. */
export interface TestFile extends Omit<JobMedia, 'key' | 'bytes'> {
  data: Buffer
}

export interface Draft {
  text?: string
  post_type?: string
  options?: Record<string, unknown>
  files?: TestFile[]
  board?: string
}

/** A simulated Pinterest, a host it fetches from, and what the engine would hold of one job. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startPinterestSimulator(options)
  const { clock } = simulator
  const shelf = await openShelf()
  const lines: Record<string, unknown>[] = []
  const networkAt = (api: string) =>
    createNetwork({
      platform: pinterest.definition.platform,
      app: { clientId: 'local-pinterest-client', clientSecret: 'local-pinterest-secret' },
      hosts: { web: simulator.url, api, upload: simulator.url },
      dialect: pinterest.dialect,
      errors,
      now: () => clock.now(),
      retries: { max: 2, delayMs: 1, factor: 1 },
      log: (line) => lines.push(line),
    })
  const network = networkAt(simulator.url)

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
    const url = pinterest.oauth.authorizationUrl(network, {
      state: 'state 1',
      redirectUri,
      codeChallenge: '',
    })
    const response = await fetch(url, { redirect: 'manual' })
    return new URL(response.headers.get('location') ?? 'about:blank')
  }
  const grantAt = async (host: typeof network, account = 'alice', scopes?: string[]) => {
    const code = (await consent(account, scopes ? { scopes } : {})).searchParams.get('code') ?? ''
    return pinterest.oauth.exchange(host, { code, redirectUri, codeVerifier: '' })
  }
  const connect = (account = 'alice', scopes?: string[]) => grantAt(network, account, scopes)

  const job = async (draft: Draft, account = 'alice'): Promise<PostContext> => {
    const files = draft.files ?? []
    const { tokens } = await connect(account)
    return {
      network,
      accessToken: tokens.access_token,
      target: { id: draft.board ?? inspiration, name: null, kind: 'board' },
      account: { id: '512636444000000101', username: account },
      content: contentOf(draft, files),
      media: files.map(({ data, ...file }, index) => ({ ...file, key: String(index), bytes: data.length })),
      mediaUrl: ({ key }) => shelf.serve(files[Number(key)]!.data),
      async mediaBytes({ key }, start, end) {
        return new Uint8Array(files[Number(key)]!.data.subarray(start, end))
      },
      handles: {},
      steps: [],
    }
  }

  /** Prepares until ready; waits are spent by moving the clock, handles go through JSON as in the table. */
  const prepare = async (context: PostContext): Promise<PostContext> => {
    let current = context
    for (let looks = 0; looks < 60; looks += 1) {
      const preparation = await pinterest.publisher.prepare(current)
      current = { ...current, handles: JSON.parse(JSON.stringify(preparation.handles)) }
      if (preparation.state === 'ready') return current
      clock.advance(preparation.seconds * 1000)
    }
    throw new Error('never ready')
  }

  /** Arms and sends the one request; `to` where it goes instead of where it is addressed. */
  const commit = async (
    context: PostContext,
    { timeoutMs = 5_000, to }: { timeoutMs?: number; to?: string } = {},
  ) => {
    const built = await pinterest.publisher.commit(context, 0)
    const request = to === undefined ? built : { ...built, url: to }
    const armed: Armed = { index: 0, armed_at: clock.now(), commit_deadline: clock.now() + timeoutMs }
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, timeoutMs)
    if (ending.kind !== 'answer') return { armed, ending: ending.kind }
    const { answer } = ending
    const accepted = answer.status >= 200 && answer.status < 300
    const made = accepted ? pinterest.publisher.committed(answer, context, 0) : undefined
    const failure = accepted
      ? undefined
      : classify(network.errors, network.dialect, network.dialect.read(answer), {
          onCommit: true,
          now: clock.now(),
        })
    return { armed, ending: ending.kind, made, failure }
  }

  return {
    simulator,
    clock,
    network,
    networkAt,
    grantAt,
    lines,
    control,
    consent,
    connect,
    job,
    prepare,
    commit,
    publish: async (context: PostContext) => {
      const ready = await prepare(context)
      return { ready, ...(await commit(ready)) }
    },
    fault: (fault: Record<string, unknown>) => control('faults', fault),
    settings: (settings: Record<string, unknown>) => control('settings', settings),
    requests: async (route: string): Promise<unknown[]> =>
      ((await control('requests')) as { route: string }[]).filter((one) => one.route === route),
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

function contentOf(draft: Draft, files: TestFile[]): JobContent {
  return {
    v: 1,
    user_id: 'u1',
    job_id: 'j1',
    content_version: 1,
    text: draft.text ?? '',
    assets: files.map(
      ({ kind, mime, alt_text }, index): ContentAsset => ({
        url: `https://files.example/${index}`,
        asset_type: kind === 'video' ? 'video' : 'image',
        mime_type: mime,
        ...(alt_text ? { alt_text } : {}),
      }),
    ),
    post_type: draft.post_type ?? 'post',
    target: draft.board ?? inspiration,
    options: draft.options ?? {},
    warnings: [],
  }
}

/** A host with files, as our bucket is to the networks. */
async function openShelf() {
  const files: Buffer[] = []
  const server = createServer((request, response) => {
    const file = files[Number(request.url?.slice(1))]
    response.writeHead(file ? 200 : 404)
    response.end(file)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    serve: (data: Buffer) => `http://127.0.0.1:${port}/${files.push(data) - 1}`,
    close: () => new Promise((done) => server.close(done)),
  }
}
