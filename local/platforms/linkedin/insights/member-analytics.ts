import type { SimResponse } from '../../kit/server.ts'
import type { Call } from '../calls.ts'
import { badQuery, notFound } from '../errors.ts'
import { plain } from '../query.ts'
import type { LinkedIn, Post } from '../state.ts'
import { type Metrics, metricsOf } from './metrics.ts'

const day = 24 * 60 * 60_000

const counts: Record<string, (metrics: Metrics) => number> = {
  IMPRESSION: ({ impressionCount }) => impressionCount,
  MEMBERS_REACHED: ({ uniqueImpressionsCount }) => uniqueImpressionsCount,
  RESHARE: ({ shareCount }) => shareCount,
  REACTION: ({ likeCount }) => likeCount,
  COMMENT: ({ commentCount }) => commentCount,
}

// Added with 202604; nobody here saves, sends or follows.
const laterCounts = [
  'POST_SAVE',
  'POST_SEND',
  'LINK_CLICKS',
  'PREMIUM_CTA_CLICKS',
  'FOLLOWER_GAINED_FROM_CONTENT',
  'PROFILE_VIEW_FROM_CONTENT',
]

/** GET /rest/memberCreatorPostAnalytics: one metric of one post, or of all posts of the member. */
export function memberAnalytics(context: LinkedIn, call: Call): SimResponse {
  const { query, request } = call
  const metricType = query.text('queryType') ?? ''
  const aggregation = query.text('aggregation') ?? 'TOTAL'
  const isLater = laterCounts.includes(metricType) && request.headers['linkedin-version']! >= '202604'
  const count = isLater ? () => 0 : counts[metricType]
  if (!count || (aggregation !== 'TOTAL' && aggregation !== 'DAILY')) throw badQuery()
  const posts = postsOf(context, call)
  const total = (at: number) => posts.reduce((sum, post) => sum + count(metricsOf(context, post, at)), 0)
  const target = query.text('q') === 'entity' ? { targetEntity: targetOf(posts[0]!) } : {}
  const element = (value: number, dateRange?: unknown) => ({
    count: value,
    metricType,
    ...target,
    ...(dateRange !== undefined && { dateRange }),
  })
  const now = context.clock.now()
  const elements =
    aggregation === 'TOTAL'
      ? [element(total(now))]
      : daysOf(posts, now).map((start) =>
          element(total(Math.min(start + day, now)) - total(start), {
            start: dateOf(start),
            end: dateOf(start + day),
          }),
        )
  return { status: 200, body: { paging: { start: 0, count: 10, links: [] }, elements } }
}

function postsOf(context: LinkedIn, { query, caller }: Call): Post[] {
  const own = context.state.posts.filter(
    (post) => post.author === caller.urn && post.lifecycleState === 'PUBLISHED',
  )
  if (query.text('q') === 'me') return own
  const [, key, value] = /^\((share|ugc):([^()]+)\)$/.exec(query.raw('entity') ?? '') ?? []
  if (query.text('q') !== 'entity' || !key || !value) throw badQuery()
  const urn = plain(value)
  if (!urn.startsWith(key === 'share' ? 'urn:li:share:' : 'urn:li:ugcPost:')) throw badQuery()
  const post = own.find((one) => one.urn === urn)
  if (!post) throw notFound()
  return [post]
}

const targetOf = ({ urn }: Post) => (urn.startsWith('urn:li:share:') ? { share: urn } : { ugc: urn })

/** The UTC days since the first of these posts. */
function daysOf(posts: Post[], now: number): number[] {
  const first = Math.floor(Math.min(now, ...posts.map(({ createdAt }) => createdAt)) / day) * day
  return Array.from({ length: Math.floor((now - first) / day) + 1 }, (_, index) => first + index * day)
}

function dateOf(time: number) {
  const date = new Date(time)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
