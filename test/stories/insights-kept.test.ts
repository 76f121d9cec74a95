import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { leaseInsight } from '../../shared/storage/insights.ts'
import { keys } from '../../shared/storage/keys.ts'
import { tokenServices } from './connect-services.ts'
import { day, type InsightsWorld, openInsightsWorld, tenWeeksTold } from './insights-world.ts'

// What is kept, for how long, who is given it, and what happens when a network does not answer.

const minute = 60_000
const hour = 60 * minute

let world: InsightsWorld
beforeAll(async () => {
  const scopes = 'pages_show_list,pages_read_engagement,pages_manage_posts,read_insights,instagram_basic'
  world = await openInsightsWorld({ FACEBOOK_SCOPES: scopes, MAX_API_RETRIES: '0' })
})
beforeEach(async () => {
  for (const platform of ['x', 'pinterest', 'facebook', 'instagram'])
    await world.control(platform, 'reset', {})
})

const counts = 'GET /2/tweets/counts/recent'
const trends = 'GET /v5/trends/keywords/:region/top/:trend_type'
const reads = async (platform: string, route: string) => (await world.seen(platform, route)).length
const down = (platform: string, route: string, fault: object = { status: 503, times: 9 }) =>
  world.control(platform, 'faults', { route, kind: 'status', ...fault })
let word = 0
/** Keywords that no other test asked for. */
const fresh = () => {
  word += 1
  return [`word${word}`]
}

describe('what was read', () => {
  test('serves everybody for an hour, in whatever order and spelling it is asked', async () => {
    await world.connect('alice', 'x')
    await world.connect('bob', 'x')
    const [one, two] = [fresh()[0]!, fresh()[0]!]
    const first = await world.hashtags('alice', 'x', { keywords: [one, two] })
    const again = await world.hashtags('bob', 'x', {
      keywords: [` #${two.toUpperCase()}`, one, one],
      limit: 1,
    })
    expect(again.body.suggestions).toEqual(first.body.suggestions.slice(0, 1))
    expect(again.body).toMatchObject({ generated_at: first.body.generated_at, stale: false })
    expect(await reads('x', counts)).toBe(2)
    await world.environment.tick(hour + minute)
    const later = await world.hashtags('bob', 'x', { keywords: [one, two] })
    expect(later.body.generated_at > first.body.generated_at).toBe(true)
    expect(await reads('x', counts)).toBe(4)
  })

  test('of own posts serves its owner alone', async () => {
    await world.connect('alice', 'pinterest', 'alice')
    await world.connect('mallory', 'pinterest', 'bob')
    await world.remember('pinterest', 'alice', world.tenWeeks())
    expect((await world.times('alice', 'pinterest')).body.suggested_times).toEqual(tenWeeksTold.times)
    const foreign = await world.times('mallory', 'pinterest')
    expect([foreign.status, foreign.body.code]).toEqual([404, 'insights_not_available'])
  })

  test('of own posts is forgotten with the connection', async () => {
    const { table } = tokenServices(world.environment)
    const connection = await world.connect('fred', 'pinterest', 'alice')
    await world.remember('pinterest', 'alice', world.tenWeeks())
    const kept = () => table.query({ ...keys.ownInsights('fred', connection), consistent: true })
    expect((await world.times('fred', 'pinterest')).status).toBe(200)
    expect((await kept()).items).toHaveLength(1)
    // Of so many Pages that the table does not read them at once.
    const large = { v: 1, value: 'p'.repeat(300_000) }
    for (let n = 0; n < 5; n += 1) await table.put(keys.ownInsight('fred', connection, `page ${n}`), large)
    await world.call('fred', `/connections/${connection}`, { method: 'DELETE' })
    expect((await kept()).items).toEqual([])
  })

  test('is read once, however many ask side by side', async () => {
    await world.connect('alice', 'pinterest')
    await world.control('pinterest', 'faults', { route: trends, kind: 'delay', ms: 20_000 })
    const keywords = [...fresh(), 'ideas']
    const asked = Array.from({ length: 12 }, () => world.hashtags('alice', 'pinterest', { keywords }))
    await vi.waitFor(async () => expect(await reads('pinterest', trends)).toBe(1), { timeout: 10_000 })
    await world.environment.tick(20_000)
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await reads('pinterest', trends)).toBe(1)
  })

  test('takes too long for others: they are told when to come back, or given what is older', async () => {
    await world.connect('alice', 'pinterest')
    const [first, second] = [fresh(), [...fresh(), 'ideas']]
    const older = await world.hashtags('alice', 'pinterest', { keywords: second })
    await world.environment.tick(2 * hour)
    await world.control('pinterest', 'faults', { route: trends, kind: 'delay', ms: 20_000, times: 2 })
    const begun = [first, second].map((keywords) => world.hashtags('alice', 'pinterest', { keywords }))
    await vi.waitFor(async () => expect(await reads('pinterest', trends)).toBe(3), { timeout: 10_000 })
    const [busy, stale] = await Promise.all(
      [first, second].map((keywords) => world.hashtags('alice', 'pinterest', { keywords })),
    )
    expect([busy?.status, busy?.body.code, busy?.headers['retry-after']]).toEqual([
      503,
      'platform_unavailable',
      '2',
    ])
    expect([stale?.status, stale?.body]).toEqual([200, { ...older.body, stale: true }])
    await world.environment.tick(20_000)
    expect((await Promise.all(begun)).map(({ status }) => status)).toEqual([200, 200])
  })
})

test('a reader that crashed stands in nobody’s way for long', async () => {
  await world.connect('alice', 'pinterest')
  const { table } = tokenServices(world.environment)
  const keywords = fresh()
  const key = keys.insight('pinterest', JSON.stringify([keywords, null]))
  expect(await leaseInsight(table, key, { owner: 'crashed', now: world.environment.clock.now() })).toBe(true)
  expect((await world.hashtags('alice', 'pinterest', { keywords })).status).toBe(503)
  await world.environment.tick(minute)
  expect((await world.hashtags('alice', 'pinterest', { keywords })).status).toBe(200)
})

describe('a network that does not answer', () => {
  test('leaves the older answer, marked, and is not asked by everybody', async () => {
    await world.connect('alice', 'pinterest')
    const keywords = [...fresh(), 'ideas']
    const first = await world.hashtags('alice', 'pinterest', { keywords })
    await world.environment.tick(2 * hour)
    await down('pinterest', trends)
    for (let ask = 0; ask < 3; ask += 1) {
      const { status, body } = await world.hashtags('alice', 'pinterest', { keywords })
      expect([status, body]).toEqual([200, { ...first.body, stale: true }])
    }
    expect(await reads('pinterest', trends)).toBe(2)
    await world.environment.tick(minute)
    await world.control('pinterest', 'faults', undefined, 'DELETE')
    expect((await world.hashtags('alice', 'pinterest', { keywords })).body.stale).toBe(false)
  })

  test('leaves nothing of more than a day ago', async () => {
    await world.connect('alice', 'pinterest')
    const keywords = fresh()
    await world.hashtags('alice', 'pinterest', { keywords })
    await world.environment.tick(day + hour)
    await down('pinterest', trends)
    const { status, body } = await world.hashtags('alice', 'pinterest', { keywords })
    expect([status, body.code]).toEqual([502, 'platform_error'])
  })

  test('is told as it is where nothing older is there', async () => {
    await world.connect('alice', 'pinterest')
    await world.control('pinterest', 'faults', { route: trends, kind: 'drop_before' })
    const silent = await world.hashtags('alice', 'pinterest', { keywords: fresh() })
    expect([silent.status, silent.body.code]).toEqual([503, 'platform_unavailable'])
    await down('pinterest', trends, {
      status: 429,
      body: { code: 8, message: 'You have exceeded your rate limit.' },
    })
    const limited = await world.hashtags('alice', 'pinterest', { keywords: fresh() })
    expect([limited.status, limited.body.code]).toEqual([429, 'platform_rate_limited'])
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('that takes no token any more asks for its owner, whatever is kept', async () => {
    await world.connect('alice', 'pinterest')
    await world.remember('pinterest', 'alice', world.tenWeeks())
    expect((await world.times('alice', 'pinterest')).status).toBe(200)
    await world.environment.tick(2 * hour)
    await world.control('pinterest', 'revoke', { account: 'alice' })
    const { status, body } = await world.times('alice', 'pinterest')
    expect([status, body.code]).toEqual([403, 'reauth_required'])
  })
})

describe('hashtags of Instagram, by a connection of Facebook', () => {
  const search = 'GET /ig_hashtag_search'
  const level = (acts: number) => 1 + Math.log1p(acts)
  const part = (some: number[], all: number[]) => {
    const sum = (list: number[]) => list.reduce((whole, one) => whole + level(one), 0)
    return Math.round((1000 * sum(some)) / sum(all)) / 1000
  }

  test('are those of the top posts, by what people did with them', async () => {
    await world.connect('alice', 'facebook')
    const { status, body } = await world.hashtags('alice', 'instagram', { keywords: ['Bread'] })
    const all = [999, 499, 99, 9]
    expect([status, body.source]).toEqual([200, 'platform_api'])
    expect(body.suggestions).toEqual([
      { tag: 'bread', score: 1 },
      { tag: 'sourdough', score: part([999, 499], all) },
      { tag: 'baking', score: part([999, 99], all) },
    ])
  })

  test('that do not exist, or are sensitive, are left out', async () => {
    await world.connect('alice', 'facebook')
    const { status, body } = await world.hashtags('alice', 'instagram', {
      keywords: ['coffee', 'zeppelin', 'sensitive'],
    })
    expect(status).toBe(200)
    expect(body.suggestions.map(({ tag }: { tag: string }) => tag)).toEqual(['coffee', 'coffeetime'])
  })

  test('need the right in the consent', async () => {
    const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'read_insights']
    const facebook = await world.connect('berta', 'facebook', 'alice', scopes)
    const named = { keywords: fresh(), connection_id: facebook }
    const { status, body } = await world.hashtags('berta', 'instagram', named)
    expect([status, body.code]).toEqual([403, 'insufficient_permissions'])
    expect(body.detail).toContain('instagram_basic')
  })

  test('need an Instagram account at a Page, and the app’s feature', async () => {
    await world.connect('carol', 'facebook')
    const none = await world.hashtags('carol', 'instagram', { keywords: fresh() })
    expect([none.status, none.body.code]).toEqual([403, 'insufficient_permissions'])
    await world.connect('alice', 'facebook')
    await world.control('facebook', 'settings', { public_content_access: false })
    const closed = await world.hashtags('alice', 'instagram', { keywords: fresh() })
    expect([closed.status, closed.body.code]).toEqual([403, 'insufficient_permissions'])
  })

  test('find the Instagram account on whatever page of the list its Page stands', async () => {
    const page = (number: number) => ({
      id: `10450000000091${number}`,
      name: `Page ${number}`,
      username: `page${number}`,
    })
    const linked = { ...page(3), instagram: { id: '17841400000000902', username: 'erna' } }
    await world.control('facebook', 'accounts', { username: 'erna', pages: [page(1), page(2), linked] })
    await world.connect('erna', 'facebook')
    await world.control('facebook', 'settings', { accounts_per_answer: 1 })
    const { status, body } = await world.hashtags('erna', 'instagram', { keywords: ['bakery'] })
    expect([status, body.suggestions[0].tag]).toEqual([200, 'bakery'])
  })

  test('are searched for no more than 30 in seven days; those of the window go on', async () => {
    await world.connect('alice', 'facebook')
    await world.environment.tick(8 * day)
    const many = Array.from({ length: 19 }, () => fresh()[0]!)
    // Side by side: forty different ones.
    await Promise.all([
      world.hashtags('alice', 'instagram', { keywords: ['bread', ...many] }),
      world.hashtags('alice', 'instagram', { keywords: many.map((one) => `${one}x`) }),
    ])
    expect(await reads('facebook', search)).toBe(30)
    const used = await world.hashtags('alice', 'instagram', { keywords: fresh() })
    expect([used.status, used.body.code]).toEqual([429, 'platform_rate_limited'])
    expect(Number(used.headers['retry-after'])).toBeGreaterThan(6 * 86_400)
    expect(await reads('facebook', search)).toBe(30)
    // What was asked for in the window costs nothing; what was not is left out.
    await world.environment.tick(2 * hour)
    const known = await world.hashtags('alice', 'instagram', { keywords: ['coffee', ...many.slice(0, 1)] })
    expect([known.status, await reads('facebook', search)]).toEqual([200, 31])
    await world.environment.tick(7 * day)
    const next = await world.hashtags('alice', 'instagram', { keywords: ['bakery'] })
    expect([next.status, next.body.suggestions[0].tag]).toEqual([200, 'bakery'])
  })

  test('are whole for whoever has names left, though another had none for all of them', async () => {
    const pages = [
      {
        id: '104500000000901',
        name: 'Dora',
        username: 'dora',
        instagram: { id: '17841400000000901', username: 'dora' },
      },
    ]
    await world.control('facebook', 'accounts', { username: 'dora', pages })
    await world.connect('alice', 'facebook')
    await world.connect('dora', 'facebook')
    await world.environment.tick(8 * day)
    const many = Array.from({ length: 15 }, () => fresh()[0]!)
    await world.hashtags('alice', 'instagram', { keywords: ['bread', ...many.slice(0, 14)] })
    await world.hashtags('alice', 'instagram', { keywords: many.map((one) => `${one}x`) })
    const tags = async (user: string) =>
      (await world.hashtags(user, 'instagram', { keywords: ['bread', 'coffee'] })).body.suggestions.map(
        ({ tag }: { tag: string }) => tag,
      )
    expect(await tags('alice')).not.toContain('coffee')
    expect(await tags('dora')).toEqual(expect.arrayContaining(['bread', 'coffee']))
    // What is whole serves everybody.
    expect(await tags('alice')).toContain('coffee')
  })
})
