import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { post } from './answers.ts'

const row = z.object({
  id: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
  create_time: z.pipe(
    z.number(),
    z.transform((seconds) => seconds * 1000),
  ),
  title: z.nullish(z.string()),
  video_description: z.nullish(z.string()),
  /** Whole seconds of a film. */
  duration: z.nullish(z.number()),
  share_url: z.nullish(z.string()),
})

const page = z.object({
  videos: z.nullish(z.array(row)),
  cursor: z.nullish(z.union([z.number(), z.string()])),
  has_more: z.nullish(z.boolean()),
})

export type VideoRow = z.output<typeof row>

/** The account's public posts from `since` (ms) on, newest first. */
export async function listVideos(context: PostContext, since: number): Promise<VideoRow[]> {
  const rows: VideoRow[] = []
  let cursor: number | undefined
  do {
    const answer = await post(
      context,
      {
        path: '/v2/video/list/',
        query: { fields: 'id,create_time,title,video_description,duration,share_url' },
        json: { max_count: 20, ...(cursor === undefined ? {} : { cursor }) },
      },
      page,
    )
    const recent = (answer.videos ?? []).filter(({ create_time }) => create_time >= since)
    rows.push(...recent)
    cursor = answer.has_more && answer.cursor != null && recent.length > 0 ? Number(answer.cursor) : undefined
  } while (cursor !== undefined)
  return rows
}
