import type { Host, Pinterest } from './state.ts'

export type Category = 'org_read' | 'org_write' | 'org_analytics' | 'trends_read' | 'ads_read'

interface Bucket {
  name: string
  limit: number
  seconds: number
  key: string
}

interface Spender {
  host: Host
  app: string
  user: string
}

// developers.pinterest.com rate limits, cross-checked by headers other projects recorded in July 2026. The names of the trial
// buckets and the limits of trends_read are unknown; trends are only held by the safety net.
const perMinute: Partial<Record<Category, number>> = { org_read: 1000, org_analytics: 60, ads_read: 1000 }
const perTrialDay: Partial<Record<Category, number>> = { org_read: 1000, org_analytics: 1000, ads_read: 1000 }

function bucketsOf({ settings }: Pinterest, category: Category, { host, app, user }: Spender): Bucket[] {
  const perUser = `${host} ${app} ${user}`
  const perApp = `${host} ${app}`
  const safetyNet = { name: 'safety_net_app_id_user_id', limit: 100, seconds: 1, key: perUser }
  if (settings.access_tier === 'trial') {
    const limit = category === 'org_write' ? settings.org_write_per_day_trial : perTrialDay[category]
    const day = { seconds: 86_400, key: perApp }
    const own = limit === undefined ? [] : [{ name: `${category}_app_id`, limit, ...day }]
    return [safetyNet, { name: 'safety_net_app_id', limit: 1000, ...day }, ...own]
  }
  const limit = category === 'org_write' ? settings.org_write_per_minute : perMinute[category]
  const own =
    limit === undefined ? [] : [{ name: `${category}_app_id_user_id`, limit, seconds: 60, key: perUser }]
  return [safetyNet, ...own]
}

export interface Spent {
  headers: Record<string, string>
  refused: boolean
}

/** Spends one call in every bucket it falls into; `emptyFor` plays an empty one for that many seconds. */
export function spend(pinterest: Pinterest, category: Category, spender: Spender, emptyFor?: number): Spent {
  const now = pinterest.clock.now()
  const open = bucketsOf(pinterest, category, spender).map((bucket) => {
    const key = `${bucket.name} ${bucket.key}`
    const kept = pinterest.state.windows[key]
    const window = kept && kept.endsAt > now ? kept : { endsAt: now + bucket.seconds * 1000, used: 0 }
    pinterest.state.windows[key] = window
    return { bucket, window }
  })
  const refused =
    emptyFor !== undefined ||
    (pinterest.settings.rate_limits && open.some(({ bucket, window }) => window.used >= bucket.limit))
  if (!refused) for (const { window } of open) window.used += 1
  const left = ({ bucket, window }: (typeof open)[number]) => Math.max(0, bucket.limit - window.used)
  // The bucket in force is the one nearest its end; among equals the one that stays empty longer.
  const inForce = open.toSorted((a, b) => left(a) - left(b) || b.bucket.seconds - a.bucket.seconds)[0]!
  const all = open.map(({ bucket }) => `${bucket.limit};w=${bucket.seconds};name="${bucket.name}"`)
  const headers = {
    'x-ratelimit-limit': [inForce.bucket.limit, ...all].join(', '),
    'x-ratelimit-remaining': String(emptyFor === undefined ? left(inForce) : 0),
    'x-ratelimit-reset': String(emptyFor ?? Math.ceil((inForce.window.endsAt - now) / 1000)),
  }
  return { headers, refused }
}
