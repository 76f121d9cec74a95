import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { appCall, userCall } from '../calls.ts'
import { forbidden, invalidRequest } from '../problems.ts'
import type { XContext } from '../state.ts'

const hour = 60 * 60_000

// Fixed on purpose: tests and people see the same trends every day.
const trends = [
  { trend_name: '#MondayMotivation', tweet_count: 48_200 },
  { trend_name: 'Black Friday', tweet_count: 121_000 },
  { trend_name: '#smallbusiness', tweet_count: 9_400 },
  { trend_name: '#design' },
  { trend_name: '#coffee', tweet_count: 15_700 },
]

/** Trends and counts. */
export function insightRoutes(context: XContext): Route[] {
  return [
    appCall(context, {
      method: 'GET',
      path: '/2/trends/by/woeid/:woeid',
      scopes: ['tweet.read', 'users.read'],
      bucket: 'trends',
      run({ params, url }): SimResponse {
        const most = Number(url.searchParams.get('max_trends') ?? 20)
        if (!/^\d+$/.test(params.woeid!)) throw invalidRequest(context, { message: 'The woeid is not valid' })
        if (!Number.isInteger(most) || most < 1 || most > 50) {
          throw invalidRequest(context, {
            message: 'The `max_trends` query parameter value is not between 1 and 50',
          })
        }
        return { status: 200, body: { data: trends.slice(0, most) } }
      },
    }),
    userCall(context, {
      method: 'GET',
      path: '/2/users/personalized_trends',
      scopes: ['tweet.read', 'users.read'],
      bucket: 'personalized-trends',
      run(_, { account }): SimResponse {
        if (!account.traits?.subscription_type)
          throw forbidden('You are not permitted to perform this action.')
        const data = trends.map(({ trend_name }) => ({
          category: 'Trending',
          post_count: '12K posts',
          trend_name,
        }))
        return { status: 200, body: { data } }
      },
    }),
    appCall(context, {
      method: 'GET',
      path: '/2/tweets/counts/recent',
      scopes: ['tweet.read', 'users.read'],
      bucket: 'counts',
      run: (request) => counts(context, request),
    }),
  ]
}

/** Posts of the last 7 days that contain the query's words, per hour or day; a seed of the query stands for the world. */
function counts(context: XContext, { url }: SimRequest): SimResponse {
  const query = url.searchParams.get('query') ?? ''
  const granularity = url.searchParams.get('granularity') ?? 'hour'
  const sizes: Record<string, number> = { minute: hour / 60, hour, day: 24 * hour }
  const size = sizes[granularity]
  if (query === '' || query.length > 512 || !size) {
    throw invalidRequest(context, {
      parameters: { query: [query] },
      message: 'The `query` or `granularity` is not valid',
    })
  }
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !word.startsWith('-'))
  const seed = [...words.join('')].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 997, 7)
  const end = context.clock.now()
  const slots = Math.ceil((7 * 24 * hour) / size)
  const matching = context.state.posts.filter((post) =>
    words.every((word) => post.text.toLowerCase().includes(word)),
  )
  const newer = context.settings.vocabulary === 'newer'
  const count = newer ? 'post_count' : 'tweet_count'
  const data = Array.from({ length: slots }, (_, index) => {
    const start = end - (slots - index) * size
    const here = matching.filter((post) => post.createdAt >= start && post.createdAt < start + size).length
    return {
      start: new Date(start).toISOString(),
      end: new Date(start + size).toISOString(),
      [count]: here + ((seed + index) % 7) * (granularity === 'day' ? 24 : 1),
    }
  })
  const total = data.reduce((sum, slot) => sum + Number(slot[count]), 0)
  return { status: 200, body: { data, meta: { [newer ? 'total_post_count' : 'total_tweet_count']: total } } }
}
