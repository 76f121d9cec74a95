import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const hour = 3_600_000
export const day = 24 * hour
export const week = 7 * day

/** A post as `POST /_control/history` takes it. */
export interface PastPost {
  at: string
  text: string
  likes: number
  place?: string
}

/** The whole service with insights that may be paid for; its clock stands on a Wednesday, ten in UTC. */
export async function openInsightsWorld(env: Record<string, string> = {}) {
  const world = await openPublishingWorld({
    env: { ENABLE_ADVANCED_INSIGHTS_FETCHING: 'true', ...env },
  })
  return { ...world, ...insightsOf(world) }
}

export function insightsOf(world: PublishingWorld) {
  const hashtags = (user: string, platform: string, body: object) =>
    world.call(user, `/insights/${platform}/hashtags`, { method: 'POST', body })
  const times = (user: string, platform: string, query: Record<string, string> = {}) =>
    world.call(user, `/insights/${platform}/best-times?${new URLSearchParams(query)}`)

  /** Monday, midnight in UTC, of this week or of `weeks` before. */
  const monday = (weeks: number) => {
    const now = world.environment.clock.now()
    const today = Math.floor(now / day) * day
    return today - ((new Date(today).getUTCDay() + 6) % 7) * day - weeks * week
  }
  const at = (weeks: number, dayOfWeek: number, hourOfDay: number) =>
    new Date(monday(weeks) + dayOfWeek * day + hourOfDay * hour + 20 * 60_000).toISOString()

  /**
   * Ten weeks of an account whose Tuesdays at nine do ten times as well as its Fridays at three, in UTC: levels
   * ln 100 and ln 10.
   */
  const tenWeeks = (place?: string): PastPost[] =>
    Array.from({ length: 10 }, (_, index) => index + 1).flatMap((weeks) => [
      {
        at: at(weeks, 1, 9),
        text: `Fresh bread ${weeks} #bread #bakery`,
        likes: 99,
        ...(place ? { place } : {}),
      },
      { at: at(weeks, 4, 15), text: `Cold tea ${weeks} #tea`, likes: 9, ...(place ? { place } : {}) },
    ])
  const remember = (platform: string, account: string, posts: PastPost[]) =>
    world.control(platform, 'history', { account, posts })

  return { hashtags, times, at, tenWeeks, remember }
}

export type InsightsWorld = Awaited<ReturnType<typeof openInsightsWorld>>

/** 0.5 is the account's average; `tenths` is how many times ten better. */
const beside = (tenths: number) => Math.round(1000 / (1 + 10 ** -tenths)) / 1000

/** What the ten weeks say, by the arithmetic of docs/insights.md: half a ten above average, five posts of prior. */
export const tenWeeksTold = {
  times: [
    { day_of_week: 1, hour_of_day: 9, score: beside((0.5 * 10) / 15) },
    { day_of_week: 1, hour_of_day: 8, score: beside((0.5 * 5) / 10) },
    { day_of_week: 1, hour_of_day: 10, score: beside((0.5 * 5) / 10) },
    { day_of_week: 1, hour_of_day: 7, score: beside((0.5 * 2.5) / 7.5) },
    { day_of_week: 1, hour_of_day: 11, score: beside((0.5 * 2.5) / 7.5) },
  ],
  tags: [
    { tag: 'bakery', score: beside((0.5 * 10) / 15) },
    { tag: 'bread', score: beside((0.5 * 10) / 15) },
    { tag: 'tea', score: beside((-0.5 * 10) / 15) },
  ],
}
