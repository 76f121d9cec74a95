import * as z from 'zod'
import type { PostContext } from '../contract.ts'
import { post } from './answers.ts'

const row = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  create_time: z.number().transform((seconds) => seconds * 1000),
  title: z.string().nullish(),
  video_description: z.string().nullish(),
  share_url: z.string().nullish(),
})

const page = z.object({
  videos: z.array(row).nullish(),
  cursor: z.union([z.number(), z.string()]).nullish(),
  has_more: z.boolean().nullish(),
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
        query: { fields: 'id,create_time,title,video_description,share_url' },
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
