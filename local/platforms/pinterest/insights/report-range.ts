import type { SimRequest } from '../../kit/server.ts'
import { invalidRequest } from '../problems.ts'
import type { Pinterest } from '../state.ts'

const day = 24 * 60 * 60_000

/** The days of a report, oldest first: at most 90 back from today and 90 long. */
export function reportDays(pinterest: Pinterest, { url }: SimRequest): string[] {
  const start = dateOf(url, 'start_date')
  const end = dateOf(url, 'end_date')
  const today = Math.floor(pinterest.clock.now() / day) * day
  if (start < today - 90 * day)
    throw invalidRequest('Invalid request: start_date: is more than 90 days back from today')
  if (end < start || end > start + 90 * day)
    throw invalidRequest('Invalid request: end_date: is before start_date or more than 90 days past it')
  return Array.from({ length: (end - start) / day + 1 }, (_, index) => isoDate(start + index * day))
}

function dateOf({ searchParams }: URL, name: string): number {
  const value = searchParams.get(name) ?? ''
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time))
    throw invalidRequest(`Invalid request: ${name}: '${value}' is not a date (YYYY-MM-DD)`)
  return time
}

export const isoDate = (time: number) => new Date(time).toISOString().slice(0, 10)

/** How far the figures of a day are: late days are still being made. */
export function dataStatus(pinterest: Pinterest, date: string): 'READY' | 'ESTIMATE' | 'PROCESSING' {
  const age = pinterest.clock.now() - Date.parse(date)
  if (age < day) return 'PROCESSING'
  return age < 3 * day ? 'ESTIMATE' : 'READY'
}

/** The metrics asked for; `fallback` when the parameter may be left out. */
export function metricTypes(
  { url }: SimRequest,
  known: readonly string[],
  fallback?: readonly string[],
): string[] {
  const asked = url.searchParams
    .getAll('metric_types')
    .flatMap((value) => value.split(','))
    .filter(Boolean)
  if (asked.length === 0 && !fallback)
    throw invalidRequest('Invalid request: metric_types: is a required property')
  const unknown = asked.find((metric) => !known.includes(metric))
  if (unknown)
    throw invalidRequest(`Invalid request: metric_types: '${unknown}' is not one of ${JSON.stringify(known)}`)
  return asked.length > 0 ? asked : [...fallback!]
}
