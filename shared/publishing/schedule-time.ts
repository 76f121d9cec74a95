import { AppError, type Violation } from '../domain/errors.ts'

const yearMs = 366 * 86_400_000

/**
 * Reads a caller's time: RFC 3339 with a zone, not past, at most a year ahead.
 * @returns ms since the epoch @throws AppError `invalid_schedule_time`
 */
export function readScheduleTime(text: string, now: number): number {
  const refuse = (rule: string, message: string) =>
    new AppError('invalid_schedule_time', message, { violations: [{ path: 'schedule_time', rule, message }] })
  const shape = /^(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})?$/.exec(text)
  const time = Date.parse(text)
  if (!shape || Number.isNaN(time) || !isOnCalendar(shape[1]!))
    throw refuse('format', 'The time must be RFC 3339, such as 2026-03-01T09:30:00+01:00.')
  if (!shape[2]) throw refuse('zone', 'The time needs a zone: Z or an offset such as +01:00.')
  if (time <= now) throw refuse('past', 'The time is past.')
  if (time - now > yearMs) throw refuse('too_far', 'The time is more than a year ahead.')
  return time
}

/** The same for `/validate`; without a time, or with one that cannot be, it is now. */
export function judgeTime(text: string | undefined, now: number): { at: number; violations: Violation[] } {
  try {
    return { at: text === undefined ? now : readScheduleTime(text, now), violations: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { at: now, violations: error.extras.violations ?? [] }
  }
}

/** `Date.parse` takes 30 February for 2 March. */
const isOnCalendar = (local: string): boolean => {
  const read = new Date(`${local}Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(local.toUpperCase())
}
