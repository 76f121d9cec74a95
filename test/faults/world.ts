import { type EnvironmentOptions, startEnvironment } from '../../local/environment.ts'
import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import type { Platform } from '../../shared/domain/platform.ts'
import type { PublishJob } from '../../shared/domain/publish-job.ts'
import { keys } from '../../shared/storage/keys.ts'
import { ask } from '../fixtures/ask.ts'
import { openDatabase } from '../fixtures/database.ts'
import { jpeg } from '../fixtures/media.ts'
import { bodyOf as bodyOfPost } from '../networks/body.ts'
import type { Post } from '../networks/contract.ts'
import { type Files, putFiles } from '../networks/files.ts'
import { networks } from '../networks/table.ts'
import { watchCrossings } from './crossings.ts'
import { createRecovery } from './recovery.ts'

export const user = 'alice'

export interface Answer {
  status: number
  body: Record<string, unknown>
}

export interface PublishInput {
  platform: Platform
  text?: string
  image?: boolean
  /** Texts of a thread's parts. */
  parts?: string[]
  /** Seconds from now. */
  inSeconds?: number
}

/** The whole service with one user connected to these networks; every call of every process can be met. */
export async function openFaultWorld(
  env: Record<string, string> = {},
  names: readonly Platform[] = ['x', 'instagram'],
  options: Pick<EnvironmentOptions, 'mediaOrigins'> = {},
) {
  const environment = await startEnvironment({
    manual: true,
    simulators: names,
    ...options,
    env: { API_RETRY_DELAY_SECONDS: '0', ...env },
  })
  const { aws, clock } = environment
  const crossings = watchCrossings(environment)
  const database = openDatabase(environment)

  const call = async (
    path: string,
    init: { method?: string; body?: object; key?: string } = {},
  ): Promise<Answer> => {
    const { status, text } = await ask(`${environment.api}/api/v1${path}`, {
      method: init.method ?? (init.body ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${await environment.token(user)}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...(init.key ? { 'idempotency-key': init.key } : {}),
      },
      ...(init.body ? { body: JSON.stringify(init.body) } : {}),
    })
    return { status, body: /^[[{]/.test(text) ? JSON.parse(text) : {} }
  }

  const control = async (platform: Platform, command: string, input?: object): Promise<unknown> => {
    const response = await fetch(`${environment.simulators[platform]!.url}/_control/${command}`, {
      method: input ? 'POST' : 'GET',
      ...(input ? { body: JSON.stringify(input) } : {}),
    })
    if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
    return response.json()
  }

  const connect = async (platform: Platform, account = user): Promise<string> => {
    await control(platform, 'consent', { auto: true, account })
    const begun = await ask(`${environment.api}/api/v1/connections/connect/${platform}`, {
      headers: { authorization: `Bearer ${await environment.token(user)}`, accept: 'application/json' },
    })
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const page = await fetch(JSON.parse(begun.text).authorization_url, { redirect: 'manual' })
    const back = new URL(page.headers.get('location') ?? '').href.replace(/#.*$/, '')
    const made = await ask(back, { headers: { cookie } })
    if (made.status !== 200) throw new Error(`not connected: ${made.text}`)
    return JSON.parse(made.text).id as string
  }

  const connections: Partial<Record<Platform, string>> = {}
  for (const network of networks.filter(({ platform }) => names.includes(platform as Platform))) {
    const platform = network.platform as Platform
    // More posts in one file than a network allows an account in a day.
    await control(platform, 'settings', network.settings ?? {})
    connections[platform] = await connect(platform)
  }

  const put = async (name: string, bytes: Buffer): Promise<string> => {
    const url = `${environment.api}/_local/media/${name}`
    await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) })
    return url
  }
  const imageUrl = await put('picture.jpg', jpeg({ width: 400, height: 400 }))
  let files: Promise<Files> | undefined

  const bodyOf = ({ platform, text, image, parts, inSeconds }: PublishInput) => ({
    connection_id: connections[platform],
    ...(text === undefined ? {} : { text_content: text }),
    ...(image ? { assets: [{ url: imageUrl, asset_type: 'image', mime_type: 'image/jpeg' }] } : {}),
    ...(parts
      ? { platform_specific_options: { post_type: 'thread', parts: parts.map((words) => ({ text: words })) } }
      : {}),
    ...(inSeconds === undefined
      ? {}
      : { schedule_time: new Date(clock.now() + inSeconds * 1000).toISOString() }),
  })

  /** Accepts a post as a careful client does: again with the same key until it is answered. */
  const accept = async (path: string, body: object): Promise<string> => {
    const key = crypto.randomUUID()
    for (let tries = 1; ; tries += 1) {
      const answer = await call(path, { body, key })
      if (answer.status === 202) return String(answer.body.job_id)
      if (answer.status < 500 || tries === 5)
        throw new Error(`not accepted: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
  }

  const publish = (input: PublishInput): Promise<string> =>
    accept(input.inSeconds === undefined ? '/publishing/publish' : '/publishing/schedule', bodyOf(input))

  /** The same of a kind of post that the table of networks names. */
  const publishPost = async (
    platform: Platform,
    post: Post,
    { text, inSeconds }: { text: string; inSeconds?: number },
  ): Promise<string> => {
    files ??= putFiles(put)
    const network = networks.find((one) => one.platform === platform)!
    const connectionId = connections[platform]!
    const body = bodyOfPost(network, post, { connectionId, text, files: await files })
    if (inSeconds === undefined) return accept('/publishing/publish', body)
    const schedule_time = new Date(clock.now() + inSeconds * 1000).toISOString()
    return accept('/publishing/schedule', { ...body, schedule_time })
  }

  const job = async (jobId: string): Promise<PublishJob> => {
    const found = await database.get<PublishJob>(keys.job(user, jobId))
    if (!found) throw new Error(`no job ${jobId}`)
    return found
  }

  const ledger = (platform: Platform): LedgerPost[] => environment.simulators[platform]!.ledger()

  /** What is live with these words in it. */
  const live = (platform: Platform, words: string): LedgerPost[] =>
    ledger(platform).filter((post) => post.text.includes(words))

  const events = (jobId: string): string[] =>
    aws.events.recorded
      .map(({ event }) => event as { 'detail-type': string; detail: { job_id?: string } })
      .filter(({ detail }) => detail.job_id === jobId)
      .map((event) => event['detail-type'])

  const { settle, recover, reach, until } = createRecovery({ environment, crossings, job })

  /** Takes a connection away at once, as the last step of a removal does. */
  const forget = (connectionId: string) => database.remove(keys.connection(user, connectionId))

  /** A message about a job, as the queue gives it to its worker. */
  const message = (queue: string, { user_id, job_id, wake }: PublishJob) => ({
    Records: [
      {
        messageId: crypto.randomUUID(),
        body: JSON.stringify({ user_id, job_id, wake }),
        eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
        attributes: { ApproximateReceiveCount: '1' },
      },
    ],
  })

  /** Forgets what was armed against anybody. */
  const calm = async () => {
    crossings.meet(undefined)
    aws.faults.clear()
    aws.sqs.misbehave({})
    for (const platform of names)
      await fetch(`${environment.simulators[platform]!.url}/_control/faults`, { method: 'DELETE' })
  }

  return {
    calm,
    forget,
    message,
    environment,
    connections,
    crossings,
    call,
    control,
    connect,
    publish,
    publishPost,
    ledger,
    job,
    live,
    events,
    put,
    settle,
    recover,
    reach,
    until,
    fault: (platform: Platform, fault: object) => control(platform, 'faults', fault),
    /** Whether the armed fault of this `match` has been met. */
    faultFired: async (platform: Platform, match: string) =>
      ((await control(platform, 'faults')) as { match?: string; fired: number }[]).some(
        (fault) => fault.match === match && fault.fired > 0,
      ),
    requests: async (platform: Platform, route: string) =>
      ((await control(platform, 'requests')) as { route: string }[]).filter((one) => one.route === route),
    async close() {
      database.close()
      await environment.close()
    },
  }
}

export type FaultWorld = Awaited<ReturnType<typeof openFaultWorld>>
