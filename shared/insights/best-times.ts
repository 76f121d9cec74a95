import { expected, level, mean, scoreOf } from './smoothing.ts'

export interface EngagedPost {
  /** ms since the epoch. */
  created_at: number
  engagement: number
}

export interface SuggestedTime {
  /** 0 is Monday. */
  day_of_week: number
  hour_of_day: number
  score: number
}

export type Confidence = 'high' | 'medium' | 'low'

const hoursOfWeek = 168
/** What a post says of its own hour, of those beside it and of those two away. */
const kernel = [1, 0.5, 0.25]
const mostTimes = 10

/** From how many posts on, and how many about the first suggestion, the sample is that good. */
const confidences: { name: Confidence; posts: number; atBest: number }[] = [
  { name: 'high', posts: 100, atBest: 5 },
  { name: 'medium', posts: 30, atBest: 2 },
]

/**
 * The hours of the week at which the account's posts did better than its average, best first. Hours about which no
 * post says anything are not suggested.
 * @param timezone an IANA name
 */
export function bestTimes(
  posts: readonly EngagedPost[],
  timezone: string,
): { suggested_times: SuggestedTime[]; confidence: Confidence; sample_size: number } {
  const average = posts.length === 0 ? 0 : mean(posts.map(({ engagement }) => level(engagement)))
  const hours = spread(posts, hourOfWeekIn(timezone))
    .map((seen, hour) => ({
      hour,
      weight: seen.weight,
      score: rounded(scoreOf(expected(seen, average), average)),
    }))
    .filter(({ weight, score }) => weight > 0 && score > 0.5)
    .sort((a, b) => b.score - a.score || a.hour - b.hour)
  return {
    suggested_times: hours.slice(0, mostTimes).map(({ hour, score }) => ({
      day_of_week: Math.floor(hour / 24),
      hour_of_day: hour % 24,
      score,
    })),
    confidence: confidenceOf(posts.length, hours[0]?.weight ?? 0),
    sample_size: posts.length,
  }
}

/** Of each hour of the week: how many posts speak of it, in parts, and their levels. */
function spread(
  posts: readonly EngagedPost[],
  hourOfWeek: (at: number) => number,
): { sum: number; weight: number }[] {
  const hours = Array.from({ length: hoursOfWeek }, () => ({ sum: 0, weight: 0 }))
  for (const { created_at, engagement } of posts) {
    const own = hourOfWeek(created_at)
    for (let away = 1 - kernel.length; away < kernel.length; away += 1) {
      const hour = hours[(own + away + hoursOfWeek) % hoursOfWeek]!
      const weight = kernel[Math.abs(away)]!
      hour.weight += weight
      hour.sum += weight * level(engagement)
    }
  }
  return hours
}

function confidenceOf(posts: number, atBest: number): Confidence {
  return confidences.find((one) => posts >= one.posts && atBest >= one.atBest)?.name ?? 'low'
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** 0 is Monday from midnight to one, by the clocks of that zone on that day. */
export function hourOfWeekIn(timezone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return weekdays.indexOf(parts.weekday!) * 24 + Number(parts.hour)
  }
}

/** @returns the zone as IANA writes it, undefined when IANA has none of that name */
export function knownTimezone(name: string): string | undefined {
  // Offsets are zones to Intl too, but they know no summer.
  if (/^[+-]/.test(name)) return undefined
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions()
    // Intl has old names for some: Asia/Calcutta.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Scores are told to three places. */
export const rounded = (score: number): number => Math.round(score * 1000) / 1000
