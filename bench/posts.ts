import { setTimeout as pause } from 'node:timers/promises'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { landscape } from '../local/demo/pictures.ts'
import { type Environment, type EnvironmentOptions, startEnvironment } from '../local/environment.ts'
import { product } from '../local/service.ts'
import { askFor } from './ask.ts'
import { connectAs, control } from './connect-as.ts'
import { upload } from './upload.ts'

// The plainest scheduled post of each network, and its whole life on the environment's moved clock.

/** A stretch of work calls nobody for this long when it waits for the clock. */
const quietMs = 30
const stepMs = 250
const minute = 60_000
/** Who looks at jobs in between; its calls are no part of a post. */
export const onlooker = 'onlooker'
const ended = ['Published', 'ContentRejected', 'Failed', 'Unknown', 'Cancelled']

const image = (asset_id: string) => [{ asset_id }]

interface PlainPost {
  what: string
  body(words: string, assetId: string): object
}

export const plainPosts: Record<string, PlainPost> = {
  instagram: { what: 'image', body: (text_content, assetId) => ({ text_content, assets: image(assetId) }) },
  facebook: {
    what: 'text',
    body: (text_content) => ({ text_content, platform_specific_options: { page_id: '104500000000101' } }),
  },
  linkedin: { what: 'text', body: (text_content) => ({ text_content }) },
  x: { what: 'text', body: (text_content) => ({ text_content }) },
  pinterest: {
    what: 'image',
    body: (text_content, assetId) => ({
      text_content,
      assets: image(assetId),
      platform_specific_options: { board_id: '512636375000000201' },
    }),
  },
  tiktok: {
    what: 'photo',
    body: (text_content, assetId) => ({
      text_content,
      assets: image(assetId),
      platform_specific_options: {
        post_type: 'photo',
        privacy_level: 'PUBLIC_TO_EVERYONE',
        disable_comment: false,
        brand_organic_toggle: false,
        brand_content_toggle: false,
      },
    }),
  },
}

export interface NetworkCall {
  route: string
  at: number
}

export interface Accepted {
  user: string
  jobId: string
}

/** The service with simulated networks, and the lives of scheduled posts there. */
export async function openPosts(options: Pick<EnvironmentOptions, 'chance'> = {}) {
  const environment = await startEnvironment({ manual: true, lasting: true, ...options })
  const { api, simulators, clock } = environment
  let crossings = 0
  let serial = 100
  let lastAt = 0
  const crossed = async () => {
    crossings += 1
    lastAt = performance.now()
  }
  let networkCalls: NetworkCall[] = []
  environment.aws.intercept = crossed
  for (const simulator of Object.values(simulators))
    simulator.intercept(async ({ route, phase }) => {
      if (phase === 'before') networkCalls.push({ route, at: clock.now() })
      await crossed()
    })
  const database = new DynamoDBClient({
    endpoint: environment.aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: onlooker, secretAccessKey: onlooker },
  })

  const picture = landscape('noon', { width: 640, height: 640 })
  /** A picture of each user's own, uploaded before anything is counted. */
  const assets = new Map<string, string>()

  const headersOf = async (user: string) => ({
    authorization: `Bearer ${await environment.token(user)}`,
    accept: 'application/json',
    'content-type': 'application/json',
  })

  return {
    environment,

    /** The user consents with the account of this name. @returns the connection's id */
    async connect(user: string, platform: string, account: string): Promise<string> {
      if (!assets.has(user)) await this.newPicture(user)
      return connectAs(environment, { headers: await headersOf(user), platform, account })
    },

    /** Uploads a picture for the user's posts to come: one that is posted on another day is kept on, which costs. */
    async newPicture(user: string): Promise<void> {
      assets.set(user, await upload(api, { headers: await headersOf(user), file: picture }))
    },

    /** One more account of a network; it has one of alice's from the start. */
    addAccount: (platform: string, username: string) =>
      control(simulators[platform]!, 'accounts', { username }),

    /** What the networks were asked since this was asked last. */
    networkCalls(): NetworkCall[] {
      const calls = networkCalls
      networkCalls = []
      return calls
    },

    async schedule(user: string, platform: string, connectionId: string, at: number): Promise<Accepted> {
      // Networks refuse a text that they had before.
      serial += 1
      const accepted = await askFor(202, `${api}/api/v1/publishing/schedule`, {
        method: 'POST',
        headers: await headersOf(user),
        body: JSON.stringify({
          ...plainPosts[platform]!.body(
            `Measured, not guessed: what a post costs. Post ${serial}`,
            assets.get(user)!,
          ),
          connection_id: connectionId,
          schedule_time: new Date(at).toISOString(),
        }),
      })
      return { user, jobId: JSON.parse(accepted.text).job_id }
    },

    /**
     * Until all of them are Published; the clock is moved to what comes next, together for all of them, and
     * through the waits inside of workers, so that nothing takes real time.
     * @throws when one ends otherwise
     */
    async live(posts: readonly Accepted[]): Promise<void> {
      const last = clock.now() + 120 * minute
      while (true) {
        await settleMoving()
        const open: Accepted[] = []
        let due = Number.POSITIVE_INFINITY
        for (const post of posts) {
          const { status, error, ...found } = await look(post)
          due = Math.min(due, found.due)
          if (clock.now() > last || (ended.includes(status) && status !== 'Published'))
            throw new Error(`a post of the bench is ${status} ${error}`)
          if (status !== 'Published') open.push(post)
        }
        if (open.length === 0) return
        const next = nextMoments(environment, open)
        if (!next.every(Number.isFinite)) {
          const stuck = open[next.findIndex((at) => !Number.isFinite(at))]!
          const { status, error } = await look(stuck)
          throw new Error(`nothing is on its way any more for a job that is ${status} ${error}`)
        }
        await passMinutes(Math.max(clock.now() + 1, Math.max(...next) + 1), due)
      }
    },
    async close() {
      database.destroy()
      await environment.close()
    },
  }

  /** Moves the clock; the sweeper comes at each full minute from which on there is something for it to look at. */
  async function passMinutes(end: number, due: number): Promise<void> {
    const first = Math.max(clock.now() + 1, due)
    for (let at = Math.ceil(first / minute) * minute; at <= end; at += minute) {
      await environment.tick(at - clock.now())
      await environment.invoke('sweep')
    }
    await environment.tick(Math.max(1, end - clock.now()))
  }

  async function look({ user, jobId }: Accepted): Promise<{ status: string; error: string; due: number }> {
    const Key = { pk: { S: `USER#${user}` }, sk: { S: `JOB#${jobId}` } }
    const TableName = environment.env.TABLE_NAME
    const { Item } = await database.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
    const { status, error, due } = Item ?? {}
    return {
      status: String(status?.S),
      error: JSON.stringify(error?.M) ?? '',
      due: Number(due?.N ?? Infinity),
    }
  }

  /** Waits for all work under way, moving the clock for those who wait for it. */
  async function settleMoving(): Promise<void> {
    const before = crossings
    let over = false
    const settled = environment.settle().finally(() => {
      over = true
    })
    while (!over) {
      await Promise.race([settled, pause(10)])
      if (!over && crossings > before && performance.now() - lastAt > quietMs) await environment.tick(stepMs)
    }
    await settled
  }
}

/** When something happens next about each of these posts, by schedule or by message. */
function nextMoments({ aws }: Environment, posts: readonly Accepted[]): number[] {
  const messages = product.queues.flatMap(({ name }) => aws.sqs.peek(name))
  const schedules = aws.scheduler.list()
  return posts.map(({ jobId }) =>
    Math.min(
      ...messages.filter(({ body }) => body.includes(jobId)).map(({ visibleAt }) => visibleAt),
      ...schedules.filter(({ name }) => name === jobId).flatMap(({ firesAt }) => firesAt ?? []),
    ),
  )
}

export type Posts = Awaited<ReturnType<typeof openPosts>>
