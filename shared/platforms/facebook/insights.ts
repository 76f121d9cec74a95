import * as z from 'zod/mini'
import type { Insights } from '../contract.ts'
import { graphTime } from './graph-time.ts'
import { listEdge } from './listing.ts'

/** What is left of the post metrics since 2025-11-15 and 2026-06-15 that counts acts of people. */
const metrics = ['post_reactions_by_type_total', 'post_clicks']

// Reactions come by type, clicks as one number.
const figure = z.pipe(
  z.union([z.number(), z.record(z.string(), z.number())]),
  z.transform((value) => (typeof value === 'number' ? value : sum(Object.values(value)))),
)

const post = z.object({
  message: z.optional(z.string()),
  created_time: graphTime,
  insights: z.optional(
    z.object({ data: z.array(z.object({ values: z.array(z.object({ value: figure })) })) }),
  ),
})

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** The figures of a Page's posts (page insights, post metrics, 2026-11-20). Meta tells Pages nothing of hashtags. */
export const insights: Insights = {
  noHashtags: 'Facebook tells apps nothing of hashtags.',
  posts: {
    ofTarget: true,
    needs: () => ({ scopes: ['pages_read_engagement', 'read_insights'] }),
    async read({ network, accessToken, target }, { since, most }) {
      if (!target) throw new Error('the posts of no Page')
      let read = 0
      const rows = await listEdge(
        network,
        accessToken,
        {
          path: `/${target.id}/published_posts`,
          route: 'GET /:page/published_posts',
          query: {
            fields: `id,message,created_time,insights.metric(${metrics.join(',')})`,
            since: String(Math.floor(since / 1000)),
          },
          row: post,
        },
        (page) => {
          read += page.length
          return read < most && page.some(({ created_time }) => created_time >= since)
        },
      )
      return rows.map(({ message = '', created_time, insights: figures }) => ({
        created_at: created_time,
        text: message,
        engagement: sum((figures?.data ?? []).map(({ values }) => values.at(-1)?.value ?? 0)),
      }))
    },
  },
}
