import * as z from 'zod/mini'
import type { UsedUp } from '../failures.ts'

const minuteMs = 60_000

// Several entries per id and several ids are possible; the longest wait counts.
// https://developers.facebook.com/docs/graph-api/overview/rate-limiting, checked 2026-11-20
const businessUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.optional(z.number()) })),
)

/** ms until calls are let through again, by `X-Business-Use-Case-Usage`; undefined when it doesn't say. */
export function regainMs(headers: Headers): number | undefined {
  const header = headers.get('x-business-use-case-usage')
  if (header === null) return undefined
  const usage = businessUsage.safeParse(parseJson(header))
  if (!usage.success) return undefined
  const minutes = Object.values(usage.data)
    .flat()
    .map((entry) => entry.estimated_time_to_regain_access ?? 0)
  const longest = Math.max(0, ...minutes)
  return longest > 0 ? longest * minuteMs : undefined
}

const spent = z.object({
  call_count: z.catch(z.number(), 0),
  total_time: z.catch(z.number(), 0),
  total_cputime: z.catch(z.number(), 0),
})

/** Without a time in it; Meta's advice is to begin with a minute. */
const appWaitMs = minuteMs

/**
 * What the usage headers of a good answer hold back: nothing below 100 percent. `X-App-Usage` counts for all accounts
 * of the app, `X-Page-Usage` and `X-Business-Use-Case-Usage` for this one; only the last says for how long.
 */
export function usedUp(headers: Headers, { now }: { now: number }): UsedUp | undefined {
  const regain = regainMs(headers)
  if (regain !== undefined) return { until: now + regain }
  if (isSpent(headers, 'x-app-usage')) return { until: now + appWaitMs, holds: 'platform' }
  return isSpent(headers, 'x-page-usage') ? { until: now + appWaitMs } : undefined
}

function isSpent(headers: Headers, name: string): boolean {
  const usage = spent.safeParse(parseJson(headers.get(name) ?? ''))
  return usage.success && Math.max(...Object.values(usage.data)) >= 100
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // an unreadable header says nothing about the limit
  }
}
