import * as z from 'zod/mini'
import { derivedId } from './derived-id.ts'
import { namedUuid } from './uuid.ts'

/** Ids, states and times; never a caption, a prompt, a token or a URL that opens something. */

const time = z.iso.datetime().check(z.describe('RFC 3339'))
const common = { user_id: z.string(), occurred_at: time }

const publishJob = z
  .strictObject({
    ...common,
    job_id: z.string(),
    connection_id: z.string(),
    platform: z.string(),
    status: z.string(),
    version: z.int().check(z.describe("Raised by each change of the job's owner, a retry too")),
    error_code: z.nullable(z.string()),
    post_url: z.nullable(z.string()),
  })
  .check(
    z.meta({
      id: 'PublishJobEvent',
      examples: [
        {
          user_id: 'alice',
          occurred_at: '2026-11-21T09:30:01.000Z',
          job_id: '0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10',
          connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
          platform: 'instagram',
          status: 'Published',
          version: 1,
          error_code: null,
          post_url: 'https://www.instagram.com/p/ABC/',
        },
      ],
    }),
  )

const connectionFields = {
  ...common,
  connection_id: z.string(),
  platform: z.string(),
  version: z.optional(z.int()).check(z.describe('Of the grant: raised by each new consent')),
}
const connection = z.strictObject(connectionFields).check(
  z.meta({
    id: 'ConnectionEvent',
    examples: [
      {
        user_id: 'alice',
        occurred_at: '2026-11-21T08:00:00.000Z',
        connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
        platform: 'x',
        version: 2,
      },
    ],
  }),
)
const connectionEnd = z.strictObject({ ...connectionFields, expires_at: time }).check(
  z.meta({
    id: 'ConnectionExpiringEvent',
    examples: [
      {
        user_id: 'alice',
        occurred_at: '2026-11-21T08:00:00.000Z',
        connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
        platform: 'instagram',
        version: 1,
        expires_at: '2026-11-28T08:00:00.000Z',
      },
    ],
  }),
)

const endpointDisabled = z
  .strictObject({
    ...common,
    webhook_endpoint_id: z.string(),
    reason: z.enum(['failing', 'gone']).check(z.describe('`failing`: for days; `gone`: it answered 410')),
    failing_since: time,
  })
  .check(
    z.meta({
      id: 'WebhookEndpointDisabledEvent',
      examples: [
        {
          user_id: 'alice',
          occurred_at: '2026-11-21T08:00:00.000Z',
          webhook_endpoint_id: '0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3',
          reason: 'gone',
          failing_since: '2026-11-21T08:00:00.000Z',
        },
      ],
    }),
  )

const generation = z
  .strictObject({
    ...common,
    generation_id: z.string(),
    status: z.string(),
    count: z.int().check(z.describe('Images asked for')),
    images: z.int().check(z.describe('Images made')),
  })
  .check(
    z.meta({
      id: 'GenerationEvent',
      examples: [
        {
          user_id: 'alice',
          occurred_at: '2026-11-21T08:00:21.000Z',
          generation_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77',
          status: 'completed',
          count: 2,
          images: 2,
        },
      ],
    }),
  )

interface EventKind<S extends z.ZodMiniObject = z.ZodMiniObject> {
  meaning: string
  data: S
  /** The fields that tell one such event from every other one. */
  identity: readonly (keyof z.output<S>)[]
}

const kind = <S extends z.ZodMiniObject>(entry: EventKind<S>) => entry
const ofJob = (meaning: string) =>
  kind({ meaning, data: publishJob, identity: ['job_id', 'version', 'status'] })

/** Every event there is: its type, what it means, what it carries. A new kind is a new row. */
export const eventKinds = {
  'publish_job.published': ofJob('The post is live.'),
  'publish_job.rejected': ofJob('The network, or its rules, refuse the post.'),
  'publish_job.failed': ofJob('The post is not live and is not going to be.'),
  'publish_job.unknown': ofJob('The post was sent, and the network did not let us find out.'),
  'publish_job.cancelled': ofJob('The post was cancelled before it was sent.'),
  'connection.needs_reauth': kind({
    meaning: 'The account must be connected again before it can publish.',
    data: connection,
    identity: ['connection_id', 'version'],
  }),
  'connection.expiring': kind({
    meaning: 'The connection ends within days unless its owner consents again.',
    data: connectionEnd,
    identity: ['connection_id', 'expires_at'],
  }),
  'generation.completed': kind({
    meaning: 'Images were made; each is an asset.',
    data: generation,
    identity: ['generation_id', 'status'],
  }),
  'generation.failed': kind({
    meaning: 'No image was made, or not in time; what was spent is given back.',
    data: generation,
    identity: ['generation_id', 'status'],
  }),
  'webhook_endpoint.disabled': kind({
    meaning: 'Nothing is sent to this endpoint any more, until a test of it succeeds.',
    data: endpointDisabled,
    identity: ['webhook_endpoint_id', 'failing_since'],
  }),
}

export type EventType = keyof typeof eventKinds
export type EventData<T extends EventType> = z.input<(typeof eventKinds)[T]['data']>

export const eventTypes = Object.keys(eventKinds) as EventType[]

/** Names, among an event's resources, that its user has endpoints that want it: most users have none. */
export const endpointsResource = 'webhook-endpoints'

/** An event as it goes round. */
export interface ServiceEvent {
  id: string
  type: EventType
  data: { user_id: string; occurred_at: string } & Record<string, unknown>
}

/**
 * The event; told twice, it has the same id twice, whatever the time. Throws when the data do not fit its kind.
 * @param at ms; when it happened, if that is kept: the id has it, and is the event's place in its user's list
 */
export function makeEvent<T extends EventType>(type: T, data: EventData<T>, at?: number): ServiceEvent {
  const { data: schema, identity } = eventKinds[type] as unknown as EventKind
  const checked = schema.parse(data) as ServiceEvent['data']
  const parts = [type, ...identity.map((name) => checked[name as string])]
  const id = at === undefined ? derivedId(...parts) : namedUuid(at, JSON.stringify(parts))
  return { id, type, data: checked }
}
