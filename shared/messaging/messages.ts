import * as z from 'zod'
import { type EventType, eventTypes, type ServiceEvent } from '../domain/events.ts'

/** Every message on our queues. None carries a token or a caption. */

/** Somebody should look at this job. Older than the job's `wake`: dropped. */
export const publishMessage = z.object({ user_id: z.string(), job_id: z.string(), wake: z.number().int() })
export type PublishMessage = z.infer<typeof publishMessage>

/** The media of this version are to be measured. */
export const preflightMessage = z.object({
  user_id: z.string(),
  job_id: z.string(),
  content_version: z.number().int(),
  /** Fetches that failed so far. */
  tries: z.number().int(),
})
export type PreflightMessage = z.infer<typeof preflightMessage>

/** What the rule on the bus makes of an event. */
const eventMessage = z
  .object({
    kind: z.literal('event'),
    type: z.enum(eventTypes as [EventType, ...EventType[]]),
    detail: z.looseObject({ event_id: z.string(), user_id: z.string(), occurred_at: z.string() }),
  })
  .transform(({ kind, type, detail: { event_id: id, ...data } }) => ({
    kind,
    event: { id, type, data } satisfies ServiceEvent,
  }))

/** A webhook is to be sent. Older than the delivery's `wake`: dropped. */
const deliveryMessage = z.object({
  kind: z.literal('delivery'),
  user_id: z.string(),
  endpoint_id: z.string(),
  event_id: z.string(),
  wake: z.number().int(),
})

/** What came from an account is to be deleted. */
const deletionMessage = z.object({ kind: z.literal('deletion'), code: z.string() })

/** What the background worker takes; a new kind of work is a line here and one in `functions/workers/background`. */
export const backgroundMessage = z.union([eventMessage, deliveryMessage, deletionMessage])
export type BackgroundMessage = z.infer<typeof backgroundMessage>

/** What the dead-letter consumer can act on, whichever queue it came from. */
export const deadLetter = z.union([
  z.looseObject({ user_id: z.string(), job_id: z.string() }),
  backgroundMessage,
])
