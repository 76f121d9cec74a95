import * as z from 'zod'

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

/** What the dead-letter consumer can act on, whichever queue it came from. */
export const deadLetter = z.looseObject({ user_id: z.string(), job_id: z.string() })
