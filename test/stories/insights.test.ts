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

describe('Instagram', () => {
  beforeEach(async () => {
    await world.control('instagram', 'reset', {})
    await world.control('facebook', 'reset', {})
  })

  test('best times are those of the account', async () => {
    await world.connect('alice', 'instagram')
    await world.remember('instagram', 'alice', world.tenWeeks())
    const { status, body } = await world.times('alice', 'instagram')
    expect([status, body.suggested_times]).toEqual([200, tenWeeksTold.times])
  })

  test('without a connection of Facebook that may search, the hashtags are those of own posts', async () => {
    await world.connect('bob', 'instagram')
    await world.remember('instagram', 'bob', world.tenWeeks())
    const { status, body } = await world.hashtags('bob', 'instagram', { keywords: ['BREAD', 'tea'] })
    expect([status, body.source, body.suggestions]).toEqual([200, 'own_posts', tenWeeksTold.tags])
    await world.connect('bob', 'facebook')
    expect((await world.hashtags('bob', 'instagram', { keywords: ['tea'] })).body.source).toBe('own_posts')
  })
})

describe('Facebook', () => {
  const pages = ['104500000000101', '104500000000102']
  beforeEach(() => world.control('facebook', 'reset', {}))

  test('best times are those of the Page that is named', async () => {
    const connection = await world.connect('alice', 'facebook')
    await world.remember('facebook', 'alice', world.tenWeeks(pages[1]))
    const query = { connection_id: connection, target_id: pages[1]! }
    const { status, body } = await world.times('alice', 'facebook', query)
    expect([status, body.suggested_times, body.sample_size]).toEqual([200, tenWeeksTold.times, 20])
    const other = await world.times('alice', 'facebook', { ...query, target_id: pages[0]! })
    expect([other.status, other.body.code]).toEqual([404, 'insights_not_available'])
    const unnamed = await world.times('alice', 'facebook', { connection_id: connection })
    expect([unnamed.status, unnamed.body.violations[0].path]).toEqual([400, 'query.target_id'])
    expect(unnamed.body.detail).toContain(pages[1])
  })

  test('hashtags are those of the own posts', async () => {
    await world.connect('carol', 'facebook')
    await world.remember('facebook', 'carol', world.tenWeeks())
    const { status, body } = await world.hashtags('carol', 'facebook', { keywords: ['bread', 'tea'] })
    expect([status, body.source, body.suggestions]).toEqual([200, 'own_posts', tenWeeksTold.tags])
  })
})

describe('a consent that lacks a right', () => {
  test('is told of it by name, and the connection goes on publishing', async () => {
    await world.control('facebook', 'reset', {})
    const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts']
    const connection = await world.connect('dora', 'facebook', 'carol', scopes)
    const { status, body } = await world.times('dora', 'facebook')
    expect([status, body.code, body.detail]).toEqual([
      403,
      'insufficient_permissions',
      'The consent lacks read_insights; connect the account again and allow it.',
    ])
    const { body: known } = await world.call('dora', '/connections')
    expect(known).toEqual([expect.objectContaining({ id: connection, status: 'active' })])
  })
})

describe('LinkedIn', () => {
  const bakery = 'urn:li:organization:5005001'
  beforeEach(() => world.control('linkedin', 'reset', {}))

  test('an organization has best times and hashtags, by its own posts', async () => {
    await world.connect('alice', 'linkedin')
    await world.remember('linkedin', 'alice', world.tenWeeks(bakery))
    const { status, body } = await world.times('alice', 'linkedin', { target_id: bakery })
    expect([status, body.suggested_times, body.sample_size]).toEqual([200, tenWeeksTold.times, 20])
    const tags = await world.hashtags('alice', 'linkedin', { keywords: ['bread', 'tea'], target_id: bakery })
    expect([tags.body.source, tags.body.suggestions]).toEqual(['own_posts', tenWeeksTold.tags])
  })

  test('a person has none, and is told why', async () => {
    await world.connect('alice', 'linkedin')
    const { status, body } = await world.times('alice', 'linkedin')
    expect([status, body.code]).toEqual([404, 'insights_not_available'])
    expect(body.detail).toBe(
      "LinkedIn shows apps no list of a member's own posts; name an organization as target_id.",
    )
  })

  test('whoever only writes for an organization is refused by LinkedIn itself', async () => {
    await world.connect('bob', 'linkedin')
    await world.remember('linkedin', 'bob', world.tenWeeks(bakery))
    const { status, body } = await world.times('bob', 'linkedin', { target_id: bakery })
    expect([status, body.code]).toEqual([403, 'insufficient_permissions'])
  })
})

describe('TikTok', () => {
  test('best times and hashtags are those of the account’s public videos', async () => {
    await world.connect('alice', 'tiktok')
    await world.remember('tiktok', 'alice', world.tenWeeks())
    const { status, body } = await world.times('alice', 'tiktok')
    expect([status, body.suggested_times, body.sample_size]).toEqual([200, tenWeeksTold.times, 20])
    const tags = await world.hashtags('alice', 'tiktok', { keywords: ['bread', 'tea'] })
    expect([tags.body.source, tags.body.suggestions]).toEqual(['own_posts', tenWeeksTold.tags])
  })
})
