import * as z from 'zod/mini'

const dayMs = 86_400_000

const upload = z.object({
  /** Pinterest's `media_id`. */
  id: z.string(),
  sent_at: z.number(),
  /** Looks at it so far; they grow rarer. */
  polls: z.number(),
  /** Uploads of this film that Pinterest could not process. */
  failures: z.number(),
  processed: z.boolean(),
})

const handlesSchema = z.object({
  made_at: z.number(),
  /** Pins like this one that were on the board before anything was sent. */
  known: z.array(z.string()),
  upload: z.optional(upload),
})

export type Upload = z.output<typeof upload>

/** What prepare left for one Pin. The parameters of an upload are secrets and never kept. */
export type Handles = z.output<typeof handlesSchema>

/** Undefined before prepare. */
export const readHandles = (handles: Record<string, unknown>): Handles | undefined =>
  Object.keys(handles).length === 0 ? undefined : handlesSchema.parse(handles)

/** How long Pinterest keeps an upload that no Pin uses is documented nowhere; a day is what other networks give. */
export const usableUntil = ({ made_at }: Handles): number => made_at + dayMs
