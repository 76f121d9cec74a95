import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type InsightsWorld, openInsightsWorld, tenWeeksTold } from './insights-world.ts'

let world: InsightsWorld
beforeAll(async () => {
  world = await openInsightsWorld()
})

describe('X', () => {
  beforeEach(() => world.control('x', 'reset', {}))

  test('best times are those of the account, in the zone that is asked', async () => {
    const connection = await world.connect('xenia', 'x')
    await world.remember('x', 'xenia', world.tenWeeks())
    const { status, body } = await world.times('xenia', 'x', { connection_id: connection })
    expect(status).toBe(200)
    expect(body).toEqual({
      suggested_times: tenWeeksTold.times,
      confidence: 'low',
      sample_size: 20,
      timezone: 'UTC',
      source: 'own_posts',
      generated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      stale: false,
    })
    const india = await world.times('xenia', 'x', { timezone: 'Asia/Kolkata' })
    expect(india.body.suggested_times[0]).toEqual({ ...tenWeeksTold.times[0], hour_of_day: 14 })
    expect(india.body.timezone).toBe('Asia/Kolkata')
    // One read serves both.
    expect(await world.seen('x', 'GET /2/users/:id/tweets')).toHaveLength(1)
  })

  test('hashtags are weighed by the posts of the last seven days', async () => {
    await world.connect('xaver', 'x')
    const { status, body } = await world.hashtags('xaver', 'x', { keywords: ['Coffee', '#small business'] })
    expect([status, body.source, body.stale]).toEqual([200, 'platform_api', false])
    expect(body.suggestions.map(({ tag }: { tag: string }) => tag).sort()).toEqual([
      'coffee',
      'smallbusiness',
    ])
    for (const { tag, score } of body.suggestions) {
      const counted = await fetch(
        `${world.environment.simulators.x!.url}/2/tweets/counts/recent?granularity=day&query=${encodeURIComponent(`#${tag} -is:retweet`)}`,
        { headers: { authorization: `Bearer ${await appBearer()}` } },
      )
      const { meta } = (await counted.json()) as { meta: { total_tweet_count: number } }
      expect(score).toBeCloseTo(Math.log10(1 + meta.total_tweet_count) / 6, 3)
    }
  })
})

async function appBearer(): Promise<string> {
  const answer = await fetch(`${world.environment.simulators.x!.url}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('local-x-client:local-x-secret').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

describe('Pinterest', () => {
  beforeEach(() => world.control('pinterest', 'reset', {}))

  test('hashtags are the top searches with a keyword, beside the largest of them', async () => {
    await world.connect('alice', 'pinterest')
    const { status, body } = await world.hashtags('alice', 'pinterest', { keywords: ['ideas', 'cookie'] })
    expect([status, body.source]).toEqual([200, 'platform_api'])
    expect(body.suggestions.map(({ tag }: { tag: string }) => tag).sort()).toEqual([
      'adventcalendarideas',
      'cookierecipes',
      'livingroomideas',
    ])
    const scores = body.suggestions.map(({ score }: { score: number }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(scores[0]).toBeGreaterThan(0)
    const none = await world.hashtags('alice', 'pinterest', { keywords: ['zeppelin'] })
    expect([none.status, none.body.suggestions]).toEqual([200, []])
  })

  test('best times are those of the Pins of the account', async () => {
    await world.connect('alice', 'pinterest')
    await world.remember('pinterest', 'alice', world.tenWeeks())
    const { status, body } = await world.times('alice', 'pinterest')
    expect([status, body.suggested_times, body.sample_size]).toEqual([200, tenWeeksTold.times, 20])
  })
})
