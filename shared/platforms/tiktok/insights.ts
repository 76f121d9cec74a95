import * as z from 'zod/mini'
import type { Insights, OwnPost } from '../contract.ts'
import { post } from './answers.ts'

const count = z.nullish(z.number())

const video = z.object({
  create_time: z.pipe(
    z.number(),
    z.transform((seconds) => seconds * 1000),
  ),
  title: z.nullish(z.string()),
  video_description: z.nullish(z.string()),
  like_count: count,
  comment_count: count,
  share_count: count,
})

const page = z.object({
  videos: z.nullish(z.array(video)),
  cursor: z.nullish(z.union([z.number(), z.string()])),
  has_more: z.nullish(z.boolean()),
})

const fields = 'id,create_time,title,video_description,like_count,comment_count,share_count'

/** The account's own public videos (POST /v2/video/list/, 2026-11-20). There is no call for hashtags with these scopes. */
export const insights: Insights = {
  noHashtags: 'TikTok tells apps nothing of hashtags.',
  posts: {
    needs: () => ({ scopes: ['video.list'] }),
    async read(context, { since, most }) {
      const posts: OwnPost[] = []
      let cursor: number | undefined
      do {
        const answer = await post(
          context,
          {
            path: '/v2/video/list/',
            query: { fields },
            json: { max_count: 20, ...(cursor === undefined ? {} : { cursor }) },
          },
          page,
        )
        const recent = (answer.videos ?? []).filter(({ create_time }) => create_time >= since)
        posts.push(...recent.map(ownPost))
        cursor =
          answer.has_more && answer.cursor != null && recent.length > 0 ? Number(answer.cursor) : undefined
      } while (cursor !== undefined && posts.length < most)
      return posts
    },
  },
}

/** Likes, comments and shares; views are no act of anybody. The list shows 150 characters of a text. */
function ownPost(one: z.output<typeof video>): OwnPost {
  const { title, video_description, like_count, comment_count, share_count } = one
  return {
    created_at: one.create_time,
    text: video_description || title || '',
    engagement: (like_count ?? 0) + (comment_count ?? 0) + (share_count ?? 0),
  }
}
