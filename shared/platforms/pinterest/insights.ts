import * as z from 'zod/mini'
import type { InsightContext, Insights, OwnPost } from '../contract.ts'
import { hashtagOf } from '../hashtag.ts'
import { bookmark, read, time } from './answers.ts'
import { apiVersion } from './version.ts'

/** The API wants one; of which country the account is it does not tell. */
const region = 'US'
/** High search volume in the last month (TrendType of the specification). */
const trendType = 'monthly'

/** L1 interests of the specification. Another industry narrows nothing. */
const interests = new Set(
  `animals architecture art beauty childrens_fashion design diy_and_crafts education electronics entertainment
  event_planning finance food_and_drinks gardening health home_decor mens_fashion parenting quotes sport travel vehicles
  wedding womens_fashion`.split(/\s+/),
)

const trends = z.object({
  trends: z.array(
    z.object({ keyword: z.string(), time_series: z.nullish(z.record(z.string(), z.nullable(z.number()))) }),
  ),
})

const counts = z.nullish(z.record(z.string(), z.nullable(z.number())))

const pin = z.object({
  created_at: time,
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  pin_metrics: z.nullish(z.partial(z.object({ lifetime_metrics: counts, '90d': counts }))),
})

const page = z.object({ items: z.array(pin), bookmark })

const pageSize = '250'
/** No order is promised, so all Pins are read; those of a larger account only as far as this. */
const maxPages = 8

/** Top searches in the trends (specification 5.23, trends_read), and the figures of the account's own Pins. */
export const insights: Insights = {
  hashtags: {
    scopes: ['user_accounts:read'],
    async read({ network, accessToken }, { keywords, industry }) {
      const interest = industry?.replace(/&/g, 'and').replace(/[^a-z]+/g, '_') ?? ''
      const answer = await network.call({
        method: 'GET',
        url: `${network.hosts.api}/${apiVersion}/trends/keywords/${region}/top/${trendType}`,
        route: 'GET /trends/keywords/:region/top/:trend_type',
        token: accessToken,
        query: {
          // A list with commas, whose words therefore have none.
          include_keywords: keywords.map((word) => word.replaceAll(',', ' ')).join(','),
          interests: interests.has(interest) ? interest : undefined,
          // The largest weekly volume of the whole answer is 100, so that keywords can be compared.
          normalize_against_group: 'true',
          limit: '50',
        },
      })
      const found = new Map<string, number>()
      for (const { keyword, time_series } of read(trends, answer).trends) {
        const tag = hashtagOf(keyword.toLowerCase())
        if (tag) found.set(tag, Math.max(found.get(tag) ?? 0, newest(time_series ?? {}) / 100))
      }
      return [...found].map(([tag, score]) => ({ tag, score }))
    },
  },
  posts: {
    needs: () => ({ scopes: ['boards:read', 'pins:read'] }),
    async read(context, { since }) {
      const posts: OwnPost[] = []
      let next: string | undefined
      for (let pages = 0; pages < maxPages; pages += 1) {
        const { items, bookmark: following } = await pins(context, next)
        posts.push(...items.flatMap((one) => ownPost(one, since)))
        next = following ?? undefined
        if (!next) break
      }
      return posts
    },
  },
}

/** The last week's part of a series by date; 0 to 100. */
function newest(series: Record<string, number | null>): number {
  const dates = Object.keys(series).sort()
  const value = series[dates.at(-1) ?? ''] ?? 0
  return Math.min(100, Math.max(0, value))
}

/** Clicks, saves, reactions and comments; how often it was shown is no act of anybody. */
function ownPost(
  { created_at, title, description, pin_metrics }: z.output<typeof pin>,
  since: number,
): OwnPost[] {
  if (created_at === undefined || created_at < since) return []
  const figures = pin_metrics?.lifetime_metrics ?? pin_metrics?.['90d'] ?? {}
  const acts = Object.entries(figures).filter(([name]) => name !== 'impression')
  return [
    {
      created_at,
      text: [title, description].filter(Boolean).join('\n'),
      engagement: acts.reduce((sum, [, count]) => sum + (count ?? 0), 0),
    },
  ]
}

async function pins({ network, accessToken }: InsightContext, next: string | undefined) {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.api}/${apiVersion}/pins`,
    route: 'GET /pins',
    token: accessToken,
    query: { page_size: pageSize, pin_metrics: 'true', bookmark: next },
  })
  return read(page, answer)
}
