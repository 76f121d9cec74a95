import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { graphId, pageOf } from './graph.ts'
import { graphTime } from './graph-time.ts'
import { listEdge } from './listing.ts'

const target = z.optional(z.object({ id: z.optional(graphId) }))

const attachment = z.object({
  media_type: z.optional(z.string()),
  url: z.optional(z.string()),
  target,
  subattachments: z.optional(z.object({ data: z.array(z.object({ target })) })),
})

const post = z.object({
  id: graphId,
  message: z.optional(z.string()),
  created_time: graphTime,
  permalink_url: z.optional(z.string()),
  application: z.optional(z.object({ id: graphId })),
  attachments: z.optional(z.object({ data: z.array(attachment) })),
})

export type PostRow = z.output<typeof post>

const fields =
  'id,message,created_time,permalink_url,application{id},attachments{media_type,url,target{id},subattachments{target{id}}}'

const story = z.object({
  post_id: graphId,
  media_id: graphId,
  creation_time: graphTime,
  url: z.optional(z.string()),
})

export type StoryRow = z.output<typeof story>

const seconds = (ms: number) => String(Math.floor(ms / 1000))

/** The Page's live posts from `since` (ms) on, newest first. Reels and stories are not among them. */
export function listPosts(context: PostContext, since: number): Promise<PostRow[]> {
  return listEdge(
    context.network,
    context.accessToken,
    {
      path: `/${pageOf(context)}/published_posts`,
      route: 'GET /:page/published_posts',
      query: { fields, since: seconds(since) },
      row: post,
    },
    (rows) => rows.some(({ created_time }) => created_time >= since),
  )
}

/** The Page's stories from `since` (ms) on; after their day only where it keeps an archive. */
export const listStories = (context: PostContext, since: number): Promise<StoryRow[]> =>
  listEdge(context.network, context.accessToken, {
    path: `/${pageOf(context)}/stories`,
    route: 'GET /:page/stories',
    query: { since: seconds(since) },
    row: story,
  })
