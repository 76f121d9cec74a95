import * as z from 'zod'

const minuteMs = 60_000

// Several entries per id and several ids are possible; the longest wait counts.
// https://developers.facebook.com/docs/graph-api/overview/rate-limiting, checked 2026-11-20
const businessUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().optional() })),
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // an unreadable header says nothing about the limit
  }
}
