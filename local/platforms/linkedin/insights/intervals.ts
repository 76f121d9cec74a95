import { badQuery } from '../errors.ts'

const most = 400

/** Reads `(timeRange:(start:…,end:…),timeGranularityType:DAY)` into whole days or months of UTC. */
export function intervalsOf(value: string | undefined): { start: number; end: number }[] | undefined {
  if (value === undefined) return undefined
  const found = /^\(timeRange:\(start:(\d{1,15}),end:(\d{1,15})\),timeGranularityType:(DAY|MONTH)\)$/.exec(
    value,
  )
  if (!found) throw badQuery()
  const [start, end] = [Number(found[1]), Number(found[2])]
  const intervals: { start: number; end: number }[] = []
  for (let at = start; at < end; at = nextOf(at, found[3]!)) {
    if (intervals.length === most) throw badQuery()
    intervals.push({ start: at, end: nextOf(at, found[3]!) })
  }
  return intervals
}

function nextOf(at: number, granularity: string): number {
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  return granularity === 'DAY' ? Date.UTC(year, month, date.getUTCDate() + 1) : Date.UTC(year, month + 1, 1)
}
