import * as z from 'zod/mini'
import type { InsightContext, Insights, OwnPost } from '../contract.ts'
import { hashtagsOf } from '../hashtag.ts'
import { inTurns } from '../in-turns.ts'
import { read } from './answers.ts'
import { isRetired } from './find.ts'

const scopes = ['tweet.read', 'users.read']
const worldwide = '1'
const sideBySide = 5
const pageSize = 100
/** Beside those of the keywords, since each count costs money. */
const mostTrending = 5
/** A million posts a week and more are score 1: 0 posts 0, 1,000 posts one half. */
const fullScale = 6

const trends = z.object({ data: z.optional(z.array(z.object({ trend_name: z.string() }))) })

// The guides and specification 2.166 say tweet, 2.167 says post.
const counts = z.object({
  meta: z.pipe(
    z.object({ total_tweet_count: z.optional(z.number()), total_post_count: z.optional(z.number()) }),
    z.transform((meta) => meta.total_tweet_count ?? meta.total_post_count ?? 0),
  ),
})

const post = z.object({
  text: z.string(),
  created_at: z.pipe(
    z.iso.datetime(),
    z.transform((time) => Date.parse(time)),
  ),
  note_tweet: z.optional(z.object({ text: z.string() })),
  note_post: z.optional(z.object({ text: z.string() })),
  public_metrics: z._default(z.record(z.string(), z.number()), {}),
})

const page = z.object({
  data: z.optional(z.array(post)),
  meta: z.optional(z.object({ next_token: z.optional(z.string()) })),
})

/**
 * Counts of the last seven days and worldwide trends (docs.x.com, x-api/posts/counts and x-api/trends, 2026-11-20), and
 * the account's timeline. X charges for each.
 */
export const insights: Insights = {
  hashtags: {
    scopes,
    paid: true,
    async read(context, { keywords }) {
      const asked = hashtagsOf(keywords)
      if (asked.length === 0) return []
      const trending = (await trendingTags(context)).filter((tag) => asked.some((one) => tag.includes(one)))
      const tags = [...new Set([...asked, ...trending.slice(0, mostTrending)])]
      return inTurns(tags, sideBySide, async (tag) => ({ tag, score: volume(await weekly(context, tag)) }))
    },
  },
  posts: {
    needs: () => ({ scopes }),
    async read(context, { since, most }) {
      const posts: OwnPost[] = []
      let next: string | undefined
      do {
        const { data = [], meta } = await timeline(context, { since, next })
        posts.push(...data.map(ownPost))
        next = meta?.next_token
      } while (next && posts.length < most)
      return posts
    },
  },
}

const volume = (posts: number): number => Math.min(1, Math.log10(1 + posts) / fullScale)

async function trendingTags({ network, accessToken }: InsightContext): Promise<string[]> {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.api}/2/trends/by/woeid/${worldwide}`,
    route: 'GET /2/trends/by/woeid/:woeid',
    token: accessToken,
    query: { max_trends: '50' },
  })
  const names = (read(trends, answer).data ?? []).map(({ trend_name }) => trend_name)
  return hashtagsOf(names.filter((name) => name.startsWith('#')).map((name) => name.toLowerCase()))
}

/** Posts of the last seven days with the tag, reposts not counted. */
async function weekly({ network, accessToken }: InsightContext, tag: string): Promise<number> {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.api}/2/tweets/counts/recent`,
    route: 'GET /2/tweets/counts/recent',
    token: accessToken,
    query: { query: `#${tag} -is:retweet`, granularity: 'day' },
  })
  return read(counts, answer).meta
}

/** Likes, replies, reposts, quotes and bookmarks; how often it was shown is no act of anybody. */
function ownPost({
  text,
  created_at,
  note_tweet,
  note_post,
  public_metrics,
}: z.output<typeof post>): OwnPost {
  const acts = Object.entries(public_metrics).filter(([name]) => name !== 'impression_count')
  return {
    created_at,
    text: (note_tweet ?? note_post)?.text ?? text,
    engagement: acts.reduce((sum, [, count]) => sum + count, 0),
  }
}

async function timeline(
  { network, accessToken, account }: InsightContext,
  { since, next }: { since: number; next: string | undefined },
) {
  const ask = async (fields: Record<string, string>) =>
    read(
      page,
      await network.call({
        method: 'GET',
        url: `${network.hosts.api}/2/users/${account.id}/tweets`,
        route: 'GET /2/users/:id/tweets',
        token: accessToken,
        query: {
          max_results: String(pageSize),
          exclude: 'replies,retweets',
          start_time: new Date(since).toISOString().replace(/\.\d+Z$/, 'Z'),
          pagination_token: next,
          ...fields,
        },
      }),
    )
  try {
    return await ask({ 'tweet.fields': 'created_at,public_metrics,note_tweet' })
  } catch (error) {
    if (!isRetired(error)) throw error
    return ask({ 'post.fields': 'created_at,public_metrics,note_post' })
  }
}
