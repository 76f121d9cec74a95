import { tooManyRequests } from './problems.ts'
import type { XContext } from './state.ts'

const quarter = 15 * 60_000
const day = 24 * 60 * 60_000

interface Limit {
  family: 'x-rate-limit' | 'x-user-limit-24hour' | 'x-app-limit-24hour'
  per: 'user' | 'app'
  limit: number
  windowMs: number
}

export type Bucket =
  | 'post'
  | 'delete'
  | 'timeline'
  | 'lookup'
  | 'lookup-one'
  | 'me'
  | 'upload'
  | 'chunks'
  | 'media-status'
  | 'metadata'
  | 'counts'
  | 'trends'
  | 'personalized-trends'

const perUser = (limit: number): Limit => ({ family: 'x-rate-limit', per: 'user', limit, windowMs: quarter })
const perApp = (limit: number): Limit => ({ family: 'x-rate-limit', per: 'app', limit, windowMs: quarter })
const userDay = (limit: number): Limit => ({
  family: 'x-user-limit-24hour',
  per: 'user',
  limit,
  windowMs: day,
})
const appDay = (limit: number): Limit => ({ family: 'x-app-limit-24hour', per: 'app', limit, windowMs: day })

// x-api/fundamentals/rate-limits.mdx in xdevplatform/docs at 2871328 (2026-08-22).
function limitsOf({ settings }: XContext, bucket: Bucket): Limit[] {
  const table: Record<Bucket, Limit[]> = {
    post: [
      perUser(settings.posts_per_15min),
      userDay(settings.posts_per_user_24h),
      appDay(settings.posts_per_app_24h),
    ],
    delete: [perUser(50)],
    timeline: [perUser(900)],
    lookup: [perUser(5000)],
    'lookup-one': [perUser(900)],
    me: [perUser(75)],
    upload: [perUser(500), appDay(50_000)],
    chunks: [perUser(1875), appDay(180_000)],
    'media-status': [perUser(1000), appDay(100_000)],
    metadata: [perUser(500), appDay(50_000)],
    counts: [perApp(300)],
    trends: [perApp(75)],
    'personalized-trends': [perUser(10), userDay(100)],
  }
  return table[bucket]
}

export interface RateAnswer {
  headers: Record<string, string>
  refused: boolean
}

/** Spends one call of the bucket and says what the headers tell. */
export function spend(context: XContext, bucket: Bucket, callers: { user: string; app: string }): RateAnswer {
  const now = context.clock.now()
  const open = limitsOf(context, bucket).map((limit) => {
    const key = `${bucket} ${limit.family} ${callers[limit.per]}`
    const found = context.state.windows[key]
    const window = found && found.endsAt > now ? found : { endsAt: now + limit.windowMs, used: 0 }
    context.state.windows[key] = window
    return { limit, window }
  })
  const refused = context.settings.rate_limits && open.some(({ limit, window }) => window.used >= limit.limit)
  if (!refused) for (const { window } of open) window.used += 1
  const headers: Record<string, string> = {}
  for (const { limit, window } of open) {
    Object.assign(headers, family(limit.family, limit.limit, limit.limit - window.used, window.endsAt))
  }
  return { headers, refused }
}

/** The 429 of an emptied window, for the fault of that name. */
export function exhausted(context: XContext, familyName: unknown, resetInSeconds: unknown) {
  const name = typeof familyName === 'string' ? familyName : 'x-rate-limit'
  const resetIn = typeof resetInSeconds === 'number' ? resetInSeconds : 900
  const refusal = tooManyRequests()
  Object.assign(refusal.response.headers!, family(name, 100, 0, context.clock.now() + resetIn * 1000))
  return refusal
}

function family(name: string, limit: number, remaining: number, endsAt: number): Record<string, string> {
  return {
    [`${name}-limit`]: String(limit),
    [`${name}-remaining`]: String(Math.max(0, remaining)),
    [`${name}-reset`]: String(Math.ceil(endsAt / 1000)),
  }
}
