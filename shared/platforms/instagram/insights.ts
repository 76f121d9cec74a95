import * as z from 'zod/mini'
import type { Insights } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import { graphTime } from './graph-time.ts'
import { hashtags } from './hashtags.ts'

const post = z.object({
  caption: z.optional(z.string()),
  timestamp: graphTime,
  like_count: z._default(z.number(), 0),
  comments_count: z._default(z.number(), 0),
})

const page = z.object({
  data: z.array(post),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string()) })),
      next: z.optional(z.string()),
    }),
  ),
})

/** The account's own posts by the token it publishes with; hashtags only by a connection of Facebook. */
export const insights: Insights = {
  hashtags,
  posts: {
    needs: () => ({ scopes: ['instagram_business_basic'] }),
    async read({ network, accessToken, account }, { since, most }) {
      const posts: z.output<typeof post>[] = []
      let after: string | undefined
      do {
        const answer = await network.call({
          method: 'GET',
          url: `${network.hosts.graph}/${graphVersion}/${account.id}/media`,
          route: 'GET /:ig/media',
          token: accessToken,
          query: {
            fields: 'id,caption,timestamp,like_count,comments_count',
            limit: '100',
            since: String(Math.floor(since / 1000)),
            after,
          },
        })
        const { data, paging } = readAnswer(page, answer)
        const recent = data.filter(({ timestamp }) => timestamp >= since)
        posts.push(...recent)
        // `next` embeds the token, so its presence is all that is used of it.
        after = paging?.next && recent.length > 0 ? paging.cursors?.after : undefined
      } while (after && posts.length < most)
      return posts.map(({ caption = '', timestamp, like_count, comments_count }) => ({
        created_at: timestamp,
        text: caption,
        engagement: like_count + comments_count,
      }))
    },
  },
}
