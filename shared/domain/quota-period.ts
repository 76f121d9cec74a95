export const quotaPeriods = ['day', 'week', 'month'] as const

export type QuotaPeriod = (typeof quotaPeriods)[number]

const day = 86_400_000

/** The period a moment (ms) lies in, in UTC; weeks begin on Monday. `name` sorts by time and names it for good. */
export function periodAt(kind: QuotaPeriod, at: number): { name: string; ends: number } {
  const date = new Date(at)
  const today = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  const [starts, ends] = {
    day: () => [today, today + day],
    week: () => {
      const monday = today - ((date.getUTCDay() + 6) % 7) * day
      return [monday, monday + 7 * day]
    },
    month: () => [
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
    ],
  }[kind]() as [number, number]
  return { name: `${kind}-${new Date(starts).toISOString().slice(0, 10)}`, ends }
}
