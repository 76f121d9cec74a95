import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { handlesGone } from '../failures.ts'

const dayMs = 86_400_000

const video = z.object({
  id: z.string(),
  /** Where a reel or a story's video is handed over. */
  upload_url: z.optional(z.string()),
  /** A feed video's upload, and the bytes it asks for next. */
  session: z.optional(z.string()),
  next: z.optional(z.object({ start: z.number(), end: z.number() })),
  sent: z.boolean(),
})

const handlesSchema = z.object({
  created_at: z.number(),
  /** Reads of the video since it was handed over; they grow rarer. */
  polls: z.number(),
  /** Unpublished photos, by asset; null before they are there. */
  photos: z.array(z.nullable(z.string())),
  video: z.optional(video),
})

/** What prepare left at Facebook for one post. */
export type Handles = z.output<typeof handlesSchema>
export type HeldVideo = z.output<typeof video>

/** Undefined before prepare began. */
export const readHandles = (handles: Record<string, unknown>): Handles | undefined =>
  Object.keys(handles).length === 0 ? undefined : handlesSchema.parse(handles)

/**
 * Unpublished photos are deleted after about a day; of videos nothing is told.
 * https://developers.facebook.com/docs/graph-api/reference/page/photos, 2026-11-20
 */
export const usableUntil = ({ created_at }: Handles): number => created_at + dayMs

/** The video that the armed commit named; undefined where there is none. */
export const armedVideo = (handles: Record<string, unknown>): HeldVideo | undefined =>
  readHandles(handles)?.video

/** The photos that the armed commit named, in order; none for a text. */
export function armedPhotos({ content, handles }: Pick<PostContext, 'content' | 'handles'>): string[] {
  const photos = readHandles(handles)?.photos ?? []
  if (photos.length < content.assets.length || photos.includes(null)) throw handlesGone()
  return photos.flatMap((photo) => photo ?? [])
}
