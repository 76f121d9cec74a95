import type { Failure } from '../../shared/domain/failure.ts'
import type { JobMedia, Step } from '../../shared/domain/publish-job.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, PostContext } from '../../shared/platforms/contract.ts'
import { errors } from '../../shared/platforms/facebook/errors.ts'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import { classify, PlatformFailure } from '../../shared/platforms/failures.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { bakery, openWorld, redirectUri } from '../simulators/facebook-world.ts'

export interface Draft {
  post_type: string
  text?: string
  options?: Record<string, unknown>
  media?: JobMedia[]
}

const { publisher, definition } = facebook

/** A simulated Facebook with our own client in front of it, driven by hand as the engine would. */
export async function openClientWorld() {
  const world = await openWorld()
  const { clock } = world.simulator
  const lines: Record<string, unknown>[] = []
  const { url } = world.simulator
  const network = createNetwork({
    platform: definition.platform,
    app: { clientId: 'local-facebook-client', clientSecret: 'local-facebook-secret' },
    hosts: { web: url, graph: url, rupload: url },
    dialect: facebook.dialect,
    errors,
    retries: { max: 1, delayMs: 1, factor: 1 },
    now: clock.now,
    log: (line) => lines.push(line),
  })

  const files = new Map<string, { media: JobMedia; bytes: Buffer; url: string }>()
  const add = (key: string, bytes: Buffer, kind: 'image' | 'video', width: number, height: number) => {
    const mime = kind === 'video' ? 'video/mp4' : 'image/jpeg'
    const media = { key, kind, mime, bytes: bytes.length, width, height }
    files.set(key, { media, bytes, url: world.host.serve(`/${key}`, bytes) })
  }
  add('red.jpg', jpeg({ width: 320, height: 320, color: [200, 40, 40] }), 'image', 320, 320)
  add('blue.jpg', jpeg({ width: 320, height: 320, color: [40, 40, 200] }), 'image', 320, 320)
  add('film.mp4', await mp4({ width: 540, height: 960, seconds: 4 }), 'video', 540, 960)
  add('wide.mp4', await mp4({ width: 1280, height: 540, seconds: 4 }), 'video', 1280, 540)
  const known = (key: string) => {
    const found = files.get(key)
    if (!found) throw new Error(`no file ${key}`)
    return found
  }

  /** Consents and exchanges the code. */
  async function connect(consent: Record<string, unknown> = {}) {
    await world.control('consent', { auto: true, account: 'alice', ...consent })
    const ask = { state: 's1', redirectUri, codeChallenge: '' }
    const page = await fetch(facebook.oauth.authorizationUrl(network, ask), { redirect: 'manual' })
    const back = new URL(page.headers.get('location') ?? '')
    const code = `${back.searchParams.get('code')}${back.hash}`
    return facebook.oauth.exchange(network, { code, redirectUri, codeVerifier: '' })
  }

  /** Starts the network afresh and connects alice. @returns the token of her bakery's Page */
  async function fresh(): Promise<string> {
    await world.control('reset', {})
    const { tokens } = await connect()
    const { tokens: pages } = await facebook.targets!(network, tokens, { id: 'alice', name: null })
    return pages![bakery]!
  }

  const contextOf = (
    accessToken: string,
    { post_type, text = '', options = {}, media = [] }: Draft,
  ): PostContext => ({
    network,
    accessToken,
    target: { id: bakery, name: 'Arndt Bakery', kind: 'page' },
    account: { id: 'alice', username: null },
    content: {
      v: 1,
      user_id: 'u',
      job_id: 'j',
      content_version: 1,
      text,
      assets: media.map(({ kind, mime, key }) => ({
        url: key,
        asset_type: kind === 'video' ? 'video' : 'image',
        mime_type: mime,
      })),
      post_type,
      target: bakery,
      options,
      warnings: [],
    },
    media,
    mediaUrl: ({ key }) => known(key).url,
    mediaBytes: async ({ key }, start, end) => new Uint8Array(known(key).bytes.subarray(start, end)),
    handles: {},
    steps: [],
  })

  /** Prepares until ready, moving the clock by what prepare asks for; handles go through JSON as in the table. */
  async function prepared(context: PostContext): Promise<PostContext & { waits: number[] }> {
    const waits: number[] = []
    let { handles } = context
    for (;;) {
      const preparation = await publisher.prepare({ ...context, handles })
      handles = JSON.parse(JSON.stringify(preparation.handles))
      if (preparation.state === 'ready') return { ...context, handles, waits }
      waits.push(preparation.seconds)
      clock.advance(preparation.seconds * 1000)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Sends the one commit request of a step. */
  async function commit(context: PostContext, index = 0) {
    const request = await publisher.commit(context, index)
    const armed: Armed = { index, armed_at: clock.now(), commit_deadline: clock.now() + 20_000 }
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, 5000)
    const answer = ending.kind === 'answer' ? ending.answer : undefined
    const accepted = answer !== undefined && answer.status < 300
    const made = accepted ? publisher.committed(answer, context, index) : undefined
    const failure =
      answer && !accepted
        ? classify(network.errors, network.dialect, network.dialect.read(answer), {
            onCommit: true,
            now: clock.now(),
          })
        : undefined
    const id = typeof made === 'object' ? made.id : undefined
    const step: Step = { attempt_id: 'a', ...armed, ...(id ? { post_id: id } : {}) }
    return { armed, ending, made, id, failure, request, context: { ...context, steps: [step] } }
  }

  /** Confirms until live or failed, moving the clock by what confirm asks for. */
  async function confirmed(context: PostContext, id: string) {
    for (;;) {
      const confirmation = await publisher.confirm!(context, id)
      if (confirmation.state !== 'wait') return confirmation
      clock.advance(confirmation.seconds * 1000)
    }
  }

  /** Everything of one post but its comment. */
  async function published(token: string, draft: Draft) {
    const sent = await commit(await prepared(contextOf(token, draft)))
    if (!sent.id) throw new Error(`not published: ${JSON.stringify(sent.failure)}`)
    return { ...sent, id: sent.id, confirmation: await confirmed(sent.context, sent.id) }
  }

  const media = (key: string, more: Partial<JobMedia> = {}): JobMedia => ({ ...known(key).media, ...more })

  return {
    ...world,
    network,
    clock,
    lines,
    connect,
    fresh,
    contextOf,
    prepared,
    commit,
    confirmed,
    published,
    media,
  }
}

export type ClientWorld = Awaited<ReturnType<typeof openClientWorld>>

/** What the work was refused with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof PlatformFailure) return error.failure
  throw error
}
