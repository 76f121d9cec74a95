import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bestTimes,
  type EngagedPost,
  hourOfWeekIn,
  knownTimezone,
} from '../../../shared/insights/best-times.ts'

const hour = 3_600_000
const week = 7 * 24 * hour
/** A Monday, midnight in UTC. */
const monday = Date.UTC(2026, 8, 7)

const at = (day: number, hourOfDay: number, weeks = 0) =>
  monday + weeks * week + day * 24 * hour + hourOfDay * hour

const posts = (count: number, day: number, hourOfDay: number, engagement: number): EngagedPost[] =>
  Array.from({ length: count }, (_, index) => ({ created_at: at(day, hourOfDay, index), engagement }))

describe('a known answer', () => {
  // Twelve posts on Tuesdays at nine with 99, twelve on Fridays at three with 9: levels ln 100 and ln 10.
  const sample = [...posts(12, 1, 9, 99), ...posts(12, 4, 15, 9)]

  test('is the arithmetic of docs/insights.md', () => {
    const { suggested_times, sample_size } = bestTimes(sample, 'UTC')
    // The average is ln 10^1.5. At nine 12 posts and 5 of the average: (5 x 1.5 + 12 x 2) / 17 = 1.852941…, in tens.
    const above = (posts: number) => (0.5 * posts) / (5 + posts)
    const score = (posts: number) => Math.round(1000 / (1 + 10 ** -above(posts))) / 1000
    expect(sample_size).toBe(24)
    expect(suggested_times).toEqual([
      { day_of_week: 1, hour_of_day: 9, score: score(12) },
      { day_of_week: 1, hour_of_day: 8, score: score(6) },
      { day_of_week: 1, hour_of_day: 10, score: score(6) },
      { day_of_week: 1, hour_of_day: 7, score: score(3) },
      { day_of_week: 1, hour_of_day: 11, score: score(3) },
    ])
    expect(suggested_times.map((one) => one.score.toFixed(2))).toEqual([
      '0.69',
      '0.65',
      '0.65',
      '0.61',
      '0.61',
    ])
  })

  test('is told in the hours of the zone that is asked', () => {
    const [best] = bestTimes(sample, 'Asia/Kolkata').suggested_times
    expect(best).toMatchObject({ day_of_week: 1, hour_of_day: 14 })
    const [west] = bestTimes(sample, 'Pacific/Honolulu').suggested_times
    expect(west).toMatchObject({ day_of_week: 0, hour_of_day: 23 })
  })
})

describe('smoothing', () => {
  test('one post with a thousand times the engagement does not shout: regular success goes before it', () => {
    const one = [{ created_at: at(6, 3), engagement: 50_000 }]
    const { suggested_times } = bestTimes([...one, ...posts(20, 2, 18, 400), ...posts(20, 0, 6, 20)], 'UTC')
    expect(suggested_times[0]).toMatchObject({ day_of_week: 2, hour_of_day: 18 })
  })

  test('ten posts never look like a sure thing', () => {
    const few = [...posts(5, 1, 9, 1000), ...posts(5, 3, 9, 1)]
    const { confidence, suggested_times } = bestTimes(few, 'UTC')
    expect(confidence).toBe('low')
    expect(Math.max(...suggested_times.map(({ score }) => score))).toBeLessThan(0.86)
  })

  test('where all did alike, no hour stands out', () => {
    expect(bestTimes([...posts(9, 1, 9, 7), ...posts(9, 5, 20, 7)], 'UTC').suggested_times).toEqual([])
    expect(bestTimes([{ created_at: at(1, 1), engagement: 10 }], 'UTC').suggested_times).toEqual([])
    expect(bestTimes([], 'UTC')).toEqual({ suggested_times: [], confidence: 'low', sample_size: 0 })
  })

  test('the end of the week lies beside its beginning', () => {
    const late = [...posts(10, 6, 23, 99), ...posts(10, 3, 12, 1)]
    const told = bestTimes(late, 'UTC').suggested_times.map((one) => [one.day_of_week, one.hour_of_day])
    expect(told).toContainEqual([0, 0])
    expect(told).toContainEqual([0, 1])
  })
})

test('confidence grows with the posts, and with those about the best hour', () => {
  const spreadOver = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      created_at: at(3 + (index % 4), 3 + (index % 5) * 4),
      engagement: 5,
    }))
  const confidence = (others: number, best: number) =>
    bestTimes([...spreadOver(others), ...posts(best, 1, 9, 500)], 'UTC').confidence
  expect([confidence(10, 5), confidence(30, 4), confidence(200, 1), confidence(100, 8)]).toEqual([
    'low',
    'medium',
    'low',
    'high',
  ])
})

describe('time zones', () => {
  test('an hour is what the clocks of the day said, in summer and in winter', () => {
    const berlin = hourOfWeekIn('Europe/Berlin')
    const nine = 9
    // Mondays, nine in Berlin.
    expect(berlin(Date.UTC(2026, 6, 6, 7))).toBe(nine)
    expect(berlin(Date.UTC(2026, 10, 2, 8))).toBe(nine)
    // The hour that is there twice, on the Sunday the clocks go back.
    expect(berlin(Date.UTC(2026, 9, 25, 0, 30))).toBe(6 * 24 + 2)
    expect(berlin(Date.UTC(2026, 9, 25, 1, 30))).toBe(6 * 24 + 2)
    // The hour that is not there in spring.
    expect(berlin(Date.UTC(2026, 2, 29, 1, 0))).toBe(6 * 24 + 3)
  })

  test('midnight is hour 0, and half-hour zones are kept', () => {
    expect(hourOfWeekIn('UTC')(monday)).toBe(0)
    expect(hourOfWeekIn('Asia/Kolkata')(monday - 5.5 * hour)).toBe(0)
  })

  test('only names of IANA are known', () => {
    expect(knownTimezone('Europe/Berlin')).toBe('Europe/Berlin')
    expect(knownTimezone('europe/berlin')).toBe('Europe/Berlin')
    for (const name of ['+02:00', '-0500', 'Mars/Olympus', '', 'Europe/Berlin; x', 'GMT+2'])
      expect(knownTimezone(name)).toBeUndefined()
  })
})

describe('whatever the posts', () => {
  const post = fc.record({
    created_at: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
    engagement: fc.integer({ min: 0, max: 10_000_000 }),
  })
  const anyPosts = fc.array(post, { maxLength: 60 })
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  )

  test('scores are above average, at most 1, best first, each hour once', () => {
    fc.assert(
      fc.property(anyPosts, zone, (list, timezone) => {
        const { suggested_times: times, sample_size } = bestTimes(list, timezone)
        expect(sample_size).toBe(list.length)
        expect(times.length).toBeLessThanOrEqual(10)
        expect(new Set(times.map((one) => one.day_of_week * 24 + one.hour_of_day)).size).toBe(times.length)
        for (const [index, one] of times.entries()) {
          expect(one.score).toBeGreaterThanOrEqual(0.5)
          expect(one.score).toBeLessThanOrEqual(1)
          expect(one.score).toBeLessThanOrEqual(times[index - 1]?.score ?? 1)
        }
      }),
    )
  })

  test('every suggestion has a post within two hours of it', () => {
    fc.assert(
      fc.property(anyPosts, zone, (list, timezone) => {
        const hours = list.map(({ created_at }) => hourOfWeekIn(timezone)(created_at))
        for (const one of bestTimes(list, timezone).suggested_times) {
          const told = one.day_of_week * 24 + one.hour_of_day
          const away = hours.map((own) => Math.min((own - told + 168) % 168, (told - own + 168) % 168))
          expect(Math.min(...away)).toBeLessThanOrEqual(2)
        }
      }),
    )
  })

  test('their order does not matter', () => {
    fc.assert(
      fc.property(anyPosts, fc.integer(), (list, seed) => {
        const shuffled = [...list].sort((a, b) => ((a.created_at ^ seed) % 97) - ((b.created_at ^ seed) % 97))
        expect(bestTimes(shuffled, 'UTC')).toEqual(bestTimes(list, 'UTC'))
      }),
    )
  })

  test('a week later the answer is the same, where clocks never change', () => {
    fc.assert(
      fc.property(anyPosts, fc.integer({ min: -50, max: 50 }), (list, weeks) => {
        const later = list.map((one) => ({ ...one, created_at: one.created_at + weeks * week }))
        expect(bestTimes(later, 'UTC')).toEqual(bestTimes(list, 'UTC'))
      }),
    )
  })

  test('one more good post at an hour never lowers that hour', () => {
    fc.assert(
      fc.property(fc.array(post, { minLength: 1, maxLength: 40 }), (list) => {
        const good = Math.max(...list.map(({ engagement }) => engagement)) * 2 + 100
        const scoreAt = (sample: EngagedPost[]) =>
          bestTimes(sample, 'UTC').suggested_times.find(
            (one) => one.day_of_week === 1 && one.hour_of_day === 9,
          )?.score ?? 0
        const once = [...list, { created_at: at(1, 9), engagement: good }]
        expect(scoreAt(once)).toBeGreaterThanOrEqual(scoreAt(list))
      }),
    )
  })
})
