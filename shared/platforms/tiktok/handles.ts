import * as z from 'zod/mini'
import { handlesGone } from '../failures.ts'

const upload = z.object({
  /** Stored before a byte is sent: all that tells later what became of it. */
  publish_id: z.string(),
  /** TikTok's own address for the pieces; worthless after an hour. */
  url: z.string(),
  /** Bytes TikTok has. */
  sent: z.number(),
  expires_at: z.number(),
  /** Uploads of this film that were given up before. */
  restarts: z.number(),
})

const handlesSchema = z.object({
  /** As TikTok names the account now; permalinks are made of it. */
  username: z.optional(z.string()),
  upload: z.optional(upload),
})

export type Upload = z.output<typeof upload>
export type Handles = z.output<typeof handlesSchema>

/** What prepare left. */
export const readHandles = (handles: Record<string, unknown>): Handles => handlesSchema.parse(handles)

/** The upload whose last piece is or was the commit. */
export function armedUpload(handles: Record<string, unknown>): Upload {
  const { upload: held } = readHandles(handles)
  if (!held) throw handlesGone()
  return held
}
