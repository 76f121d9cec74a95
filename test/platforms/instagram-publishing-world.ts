import type { Failure } from '../../shared/domain/failure.ts'
import type { JobMedia } from '../../shared/domain/publish-job.ts'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import type { Armed, PostContext, Preparation, Publisher } from '../../shared/platforms/contract.ts'
import { classify, PlatformFailure } from '../../shared/platforms/failures.ts'
import { errors } from '../../shared/platforms/instagram/errors.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { alice, openWorld, redirectUri } from '../simulators/instagram-world.ts'

export interface Draft {
  post_type: string
  text?: string
  options?: Record<string, unknown>
  media: JobMedia[]
}

/** A simulated Instagram with our own client in front of it, driven by hand as the engine would. */
export async function openPublishingWorld() {
  const world = await openWorld()
  const { clock } = world.simulator
  const lines: Record<string, unknown>[] = []
  const network = createNetwork({
    platform: 'instagram',
    app: { clientId: 'local-instagram-client', clientSecret: 'local-instagram-secret' },
    hosts: { web: world.simulator.url, api: world.simulator.url, graph: world.simulator.url },
    dialect: instagram.dialect,
    errors,
    retries: { max: 1, delayMs: 1, factor: 1 },
    now: clock.now,
    log: (line) => lines.push(line),
  })

  const served = (key: string, bytes: Buffer, kind: 'image' | 'video' = 'image') =>
    [key, { ...file(key, kind), url: world.host.serve(`/${key}`, bytes) }] as const
  const files = new Map([
    served('square.jpg', jpeg({ width: 320, height: 320 })),
    served('second.jpg', jpeg({ width: 320, height: 320, color: [200, 40, 40] })),
    served('wide.jpg', jpeg({ width: 900, height: 100 })),
    served('film.mp4', await mp4({ width: 320, height: 320, seconds: 4 }), 'video'),
  ])
  const known = (key: string) => {
    const found = files.get(key)
    if (!found) throw new Error(`no file ${key}`)
    return found
  }

  /** Consents as alice and exchanges the code. */
  async function connect(account = 'alice', scopes?: string[]) {
    await world.control('consent', { auto: true, account, ...(scopes ? { scopes } : {}) })
    const ask = { state: 's1', redirectUri, codeChallenge: '' }
    const page = await fetch(instagram.oauth.authorizationUrl(network, ask), { redirect: 'manual' })
    const back = new URL(page.headers.get('location') ?? '')
    const code = `${back.searchParams.get('code')}${back.hash}`
    return instagram.oauth.exchange(network, { code, redirectUri, codeVerifier: '' })
  }

  function contextOf(accessToken: string, { post_type, text = '', options = {}, media }: Draft): PostContext {
    return {
      network,
      accessToken,
      target: null,
      account: { id: alice, username: 'alice' },
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
        target: null,
        options,
        warnings: [],
      },
      media,
      mediaUrl: ({ key }) => known(key).url,
      mediaBytes: () => Promise.reject(new Error('Instagram fetches by URL')),
      handles: {},
      steps: [],
    }
  }

  /** Prepares until ready, moving the clock by what prepare asks for; handles go through JSON as in the table. */
  async function prepared(context: PostContext): Promise<PostContext & { waits: number[] }> {
    const waits: number[] = []
    let handles = context.handles
    for (;;) {
      const preparation: Preparation = await instagram.publisher.prepare({ ...context, handles })
      handles = JSON.parse(JSON.stringify(preparation.handles))
      if (preparation.state === 'ready') return { ...context, handles, waits }
      waits.push(preparation.seconds)
      clock.advance(preparation.seconds * 1000)
      // A film is fetched and measured in real time.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const named = (made: ReturnType<Publisher['committed']>) => {
    if (made === 'unnamed') throw new Error('the network named no post')
    return made
  }

  /** Sends the one commit request. */
  async function commit(context: PostContext, index = 0) {
    const request = await instagram.publisher.commit(context, index)
    const armed: Armed = { index, armed_at: clock.now(), commit_deadline: clock.now() + 20_000 }
    const line = await openCommitLine(request.url)
    const ending = await line.send(request, 5000)
    const answer = ending.kind === 'answer' ? ending.answer : undefined
    const accepted = answer && answer.status < 300
    return {
      armed,
      ending,
      post: accepted ? named(instagram.publisher.committed(answer, context, index)) : undefined,
      failure:
        answer && !accepted
          ? classify(network.errors, network.dialect, network.dialect.read(answer), {
              onCommit: true,
              now: clock.now(),
            })
          : undefined,
    }
  }

  const media = (key: string, more: Partial<JobMedia> = {}): JobMedia => {
    const { url: _url, ...measured } = known(key)
    return { ...measured, ...more }
  }

  /** Starts the network afresh and connects alice. @returns her token and the post most tests publish */
  async function fresh() {
    await world.control('reset', {})
    const { access_token } = (await connect()).tokens
    const draft = { post_type: 'post', text: 'A square for @bob', media: [media('square.jpg')] }
    return { token: access_token, post: contextOf(access_token, draft) }
  }

  async function fault(input: Record<string, unknown>) {
    const { status, body } = await world.control('faults', input)
    if (status !== 200) throw new Error(body.error)
  }

  return { ...world, fresh, fault, clock, network, lines, connect, contextOf, prepared, commit, media }
}

/** What the work was refused with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof PlatformFailure) return error.failure
  throw error
}

export type PublishingWorld = Awaited<ReturnType<typeof openPublishingWorld>>

const file = (key: string, kind: 'image' | 'video'): JobMedia => ({
  key,
  kind,
  mime: kind === 'video' ? 'video/mp4' : 'image/jpeg',
  bytes: 1000,
  width: 320,
  height: 320,
})
