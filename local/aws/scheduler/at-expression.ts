import { invalid } from '../service.ts'

const pattern = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\)$/

/** The instant of `at(yyyy-mm-ddThh:mm:ss)` read on the clocks of `zone`. */
export function instantOf(expression: unknown, zone: string): number {
  const parts = pattern.exec(String(expression))?.slice(1).map(Number)
  if (!parts) throw invalid(`Invalid Schedule Expression ${expression}.`)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const text = new Date(wall).toISOString().slice(0, 19)
  if (`at(${text})` !== expression) throw invalid(`Invalid Schedule Expression ${expression}.`)

  // The offset depends on the instant that is sought: the second guess is made with the first one's offset.
  const guess = wall - offset(wall, zone)
  return wall - offset(guess, zone)
}

function offset(instant: number, zone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of format(zone).formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function format(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw invalid(`Provided schedule expression timezone is invalid: ${zone}.`)
  }
}
