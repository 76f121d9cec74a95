import { good, openApi, type Schema } from '../../client/open-api.ts'
import { type Environment, type EnvironmentOptions, startEnvironment } from '../../local/environment.ts'
import { type Answered, ask } from '../fixtures/ask.ts'
import { atEnd } from '../fixtures/at-end.ts'
import { nextMoment } from '../fixtures/next-moment.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what the tests say of them
type Body = any

export interface Told extends Answered {
  body: Body
}

export interface Asking {
  method?: string
  /** An object is sent as JSON; text as it is. */
  body?: unknown
  headers?: Record<string, string>
  /** Of the token; all scopes by default. Null: no token at all. */
  scope?: string | null
}

const ended = ['Published', 'ContentRejected', 'Failed', 'Unknown', 'Cancelled']
const minute = 60_000
const hour = 60 * minute

/** An answer of the typed client, good or bad, in the form of the others. */
const told = ({ data, error, response }: { data?: unknown; error?: unknown; response: Response }): Told => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: data ?? error,
  text: JSON.stringify(data ?? error),
})

/** The whole service with simulated networks that need no time, and users who have connected their accounts. */
export async function openPublishingWorld(
  options: EnvironmentOptions = {},
  settleOf: (environment: Environment) => () => Promise<void> = ({ settle }) => settle,
) {
  const environment: Environment = await startEnvironment({
    manual: true,
    oneProcess: true,
    ...options,
    env: { API_RETRY_DELAY_SECONDS: '0', ...options.env },
  })
  atEnd(environment.close)
  const settle = settleOf(environment)

  const call = async (user: string, path: string, asking: Asking = {}): Promise<Told> => {
    const { method = 'GET', body, headers = {}, scope } = asking
    const answer = await ask(`${environment.api}/api/v1${path}`, {
      method,
      headers: {
        ...(scope === null ? {} : { authorization: `Bearer ${await environment.token(user, scope)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
    let read: unknown
    try {
      read = JSON.parse(answer.text)
    } catch {
      read = undefined
    }
    return { ...answer, body: read }
  }

  const control = async (
    platform: string,
    command: string,
    input?: object,
    method = 'POST',
  ): Promise<Body> => {
    const response = await fetch(`${environment.simulators[platform]!.url}/_control/${command}`, {
      method: input || method === 'DELETE' ? method : 'GET',
      ...(input && method !== 'DELETE' ? { body: JSON.stringify(input) } : {}),
    })
    if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
    return response.json()
  }
  if (environment.simulators.instagram)
    await control('instagram', 'settings', { image_processing_ms: 0, video_processing_ms: 0 })

  /** The user consents with the account of this name, which is made where it does not exist, to these scopes alone. */
  const connect = async (
    user: string,
    platform: string,
    username = user,
    scopes?: string[],
  ): Promise<string> => {
    const accounts = (await control(platform, 'accounts')) as { username: string }[]
    if (!accounts.some((one) => one.username === username)) await control(platform, 'accounts', { username })
    await control(platform, 'consent', { auto: true, account: username, ...(scopes ? { scopes } : {}) })
    const begun = await call(user, `/connections/connect/${platform}`, {
      headers: { accept: 'application/json' },
    })
    const page = await fetch(begun.body.authorization_url, { redirect: 'manual' })
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const back = await ask(page.headers.get('location')!.replace(/#.*$/, ''), { headers: { cookie } })
    if (back.status !== 200) throw new Error(`connecting ${username}: ${back.text}`)
    return JSON.parse(back.text).id
  }

  /** The typed client of a user with all scopes. */
  const as = async (user: string) => openApi(environment.api, await environment.token(user))
  const publish = async (
    user: string,
    body: Schema<'PublishRequest'>,
    headers: Record<string, string> = {},
  ) => told(await (await as(user)).POST('/api/v1/publishing/publish', { body, headers }))
  const schedule = async (
    user: string,
    body: Schema<'ScheduleRequest'>,
    headers: Record<string, string> = {},
  ) => told(await (await as(user)).POST('/api/v1/publishing/schedule', { body, headers }))
  const job = async (user: string, id: string): Promise<Schema<'PublishJobDetailResponse'>> =>
    good(await (await as(user)).GET('/api/v1/publishing/jobs/{id}', { params: { path: { id } } }))

  /** Lets everything happen until the job has ended, moving the clock to whatever is next; the sweeper looks when nothing comes. */
  const end = async (user: string, id: string, withinMs = 8 * hour) => {
    const last = environment.clock.now() + withinMs
    let moved = 0
    let before = ''
    while (true) {
      await settle()
      const now = await job(user, id)
      if (ended.includes(now.status)) return now
      if (environment.clock.now() >= last) throw new Error(`still ${JSON.stringify(now)}`)
      const is = JSON.stringify(now)
      if (moved >= minute && is === before) {
        await environment.invoke('sweep')
        moved = 0
        continue
      }
      if (is !== before) moved = 0
      before = is
      const attempt = now.next_attempt_at ? Date.parse(now.next_attempt_at) : Number.POSITIVE_INFINITY
      const next = Math.min(attempt, nextMoment(environment, id)) - environment.clock.now()
      const step = Number.isFinite(next) ? Math.max(next, 1_000) : minute
      await environment.tick(step)
      moved += step
    }
  }

  /** Publishes now and lets it happen. */
  const published = async (user: string, body: Schema<'PublishRequest'>) => {
    const accepted = await publish(user, body)
    if (accepted.status !== 202) throw new Error(`not accepted: ${accepted.text}`)
    return end(user, accepted.body.job_id)
  }

  /** Puts a file where media may be fetched from. @returns its URL */
  const put = async (name: string, bytes: Buffer): Promise<string> => {
    const url = `${environment.api}/_local/media/${name}`
    const answer = await ask(url, { method: 'PUT', body: bytes })
    if (answer.status !== 201) throw new Error(answer.text)
    return url
  }

  const ledger = async (platform: string): Promise<Body[]> => control(platform, 'ledger')
  const seen = async (platform: string, route: string): Promise<Body[]> =>
    ((await control(platform, 'requests')) as { route: string }[]).filter((one) => one.route === route)

  /** A time on the moved clock, as callers write it. */
  const inMs = (ms: number) => new Date(environment.clock.now() + ms).toISOString()

  return {
    environment,
    settle,
    call,
    control,
    connect,
    publish,
    schedule,
    job,
    end,
    published,
    put,
    ledger,
    seen,
    inMs,
  }
}

export type PublishingWorld = Awaited<ReturnType<typeof openPublishingWorld>>

export const image = (url: string, mime_type = 'image/jpeg') => ({
  url,
  asset_type: 'image' as const,
  mime_type,
})
export const video = (url: string) => ({ url, asset_type: 'video' as const, mime_type: 'video/mp4' })
