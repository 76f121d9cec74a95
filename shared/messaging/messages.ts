import * as z from 'zod/mini'
import { readUploadKey } from '../domain/asset.ts'
import { type EventType, eventTypes, type ServiceEvent } from '../domain/events.ts'

/** Every message on our queues. None carries a token or a caption. */

/** Somebody should look at this job. Older than the job's `wake`: dropped. */
export const publishMessage = z.object({
  user_id: z.string(),
  job_id: z.string(),
  wake: z.int(),
  /** The sweeper's: nothing came of the message before. */
  again: z.optional(z.literal(true)),
})
export type PublishMessage = z.infer<typeof publishMessage>

/** The media of this version are to be measured. */
export const preflightMessage = z.object({
  user_id: z.string(),
  job_id: z.string(),
  content_version: z.int(),
  /** Fetches that failed so far. */
  tries: z.int(),
})
export type PreflightMessage = z.infer<typeof preflightMessage>

/** Somebody should look at this asset: measure what arrived, fetch what is imported, remove what expired. */
const assetMessage = z.object({
  kind: z.literal('asset'),
  user_id: z.string(),
  asset_id: z.string(),
})
export type AssetMessage = z.infer<typeof assetMessage>

/** Somebody should look at this generation. Older than its `wake`: dropped. */
const generationMessage = z.object({
  kind: z.literal('generation'),
  user_id: z.string(),
  generation_id: z.string(),
  wake: z.int(),
})
export type GenerationMessage = z.infer<typeof generationMessage>

/**
 * S3's own word that objects were made, in its form (docs.aws.amazon.com/AmazonS3/latest/userguide/
 * notification-content-structure.html): keys are URL-encoded, with + for a blank.
 */
const objectCreated = z.pipe(
  z.object({ Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })) }),
  z.transform(({ Records }) => ({
    kind: 'arrived' as const,
    assets: Records.flatMap(
      ({ s3 }) => readUploadKey(decodeURIComponent(s3.object.key.replaceAll('+', ' '))) ?? [],
    ),
  })),
)

/** Sent once, when the bucket's notifications are set. */
const notificationsSet = z.pipe(
  z.object({ Event: z.literal('s3:TestEvent') }),
  z.transform(() => ({ kind: 'arrived' as const, assets: [] })),
)

/** What the rule on the bus makes of an event. */
const eventMessage = z.pipe(
  z.object({
    kind: z.literal('event'),
    type: z.enum(eventTypes as [EventType, ...EventType[]]),
    detail: z.looseObject({ event_id: z.string(), user_id: z.string(), occurred_at: z.string() }),
  }),
  z.transform(({ kind, type, detail: { event_id: id, ...data } }) => ({
    kind,
    event: { id, type, data } satisfies ServiceEvent,
  })),
)

/** A webhook is to be sent. Older than the delivery's `wake`: dropped. */
const deliveryMessage = z.object({
  kind: z.literal('delivery'),
  user_id: z.string(),
  endpoint_id: z.string(),
  event_id: z.string(),
  wake: z.int(),
})

/** What came from an account is to be deleted. */
const deletionMessage = z.object({ kind: z.literal('deletion'), code: z.string() })

/** Everything of a user is to be deleted. */
const erasureMessage = z.object({ kind: z.literal('erasure'), user_id: z.string() })
export type ErasureMessage = z.infer<typeof erasureMessage>

/** What the background worker takes; a new kind of work is a line here and one in `functions/workers/background`. */
export const backgroundMessage = z.union([
  assetMessage,
  generationMessage,
  objectCreated,
  notificationsSet,
  eventMessage,
  deliveryMessage,
  deletionMessage,
  erasureMessage,
])
export type BackgroundMessage = z.infer<typeof backgroundMessage>

/** What the dead-letter consumer can act on, whichever queue it came from. */
export const deadLetter = z.union([
  z.looseObject({ user_id: z.string(), job_id: z.string() }),
  backgroundMessage,
])
