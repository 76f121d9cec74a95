import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World, type XUser } from './x-world.ts'

describe('the simulated X misbehaves as it is told', () => {
  let x: World
  let alice: XUser
  beforeAll(async () => {
    x = await openWorld()
  })
  beforeEach(async () => {
    x.simulator.reset()
    alice = await x.connect()
  })
  afterAll(() => x.simulator.close())

  test('calls are limited by user and day, and headers tell of it', async () => {
    await x.settings({ posts_per_15min: 2, posts_per_user_24h: 3 })
    const first = await alice.tweet('1')
    expect(first.headers.get('x-rate-limit-limit')).toBe('2')
    expect(first.headers.get('x-rate-limit-remaining')).toBe('1')
    expect(first.headers.get('x-user-limit-24hour-remaining')).toBe('2')
    expect(first.headers.get('x-app-limit-24hour-limit')).toBe('10000')
    const reset = Number(first.headers.get('x-rate-limit-reset'))
    expect(reset - x.simulator.clock.now() / 1000).toBeCloseTo(900, -1)
    await alice.tweet('2')
    const refused = await alice.tweet('3')
    expect(refused).toMatchObject({
      status: 429,
      body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
    })
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0')
    expect((await (await x.connect('bob')).tweet('3')).status).toBe(201)
    x.simulator.clock.advance(900_000)
    expect((await alice.tweet('4')).status).toBe(201)
    const spent = await alice.tweet('5')
    expect(spent.status).toBe(429)
    expect(spent.headers.get('x-rate-limit-remaining')).toBe('1')
    expect(spent.headers.get('x-user-limit-24hour-remaining')).toBe('0')
  })

  test('a rate limit on demand names its family and reset', async () => {
    await x.fault({
      route: 'POST /2/tweets',
      kind: 'rate_limit',
      family: 'x-user-limit-24hour',
      reset_in: 60,
    })
    const answer = await alice.tweet('later')
    expect(answer.status).toBe(429)
    const reset = Number(answer.headers.get('x-user-limit-24hour-reset'))
    expect(reset - x.simulator.clock.now() / 1000).toBeCloseTo(60, -1)
    expect((await alice.tweet('later')).status).toBe(201)
  })

  test.each([
    ['token_storm', 401, 'Unauthorized'],
    ['credits', 402, 'CreditsDepleted'],
    ['usage_cap', 429, 'UsageCapExceeded'],
    ['duplicate', 403, 'Forbidden'],
  ])('%s answers %i and posts nothing', async (kind, status, title) => {
    await x.fault({ route: 'POST /2/tweets', kind })
    expect(await alice.tweet('x')).toMatchObject({ status, body: { title } })
    expect(x.ledger()).toEqual([])
    expect((await alice.tweet('x')).status).toBe(201)
  })

  test('a refresh whose answer is lost has spent the token', async () => {
    await x.fault({ route: 'POST /2/oauth2/token', kind: 'refresh_lost' })
    const refresh = () => x.token({ grant_type: 'refresh_token', refresh_token: alice.tokens.refresh_token })
    await expect(refresh()).rejects.toThrow()
    expect((await refresh()).body.error_description).toBe('Value passed for the token was invalid.')
  })

  test('a post may be live though its answer was lost, and the repeat is a duplicate', async () => {
    await x.fault({ route: 'POST /2/tweets', kind: 'drop_after' })
    await expect(alice.tweet('once')).rejects.toThrow()
    expect(x.ledger()).toMatchObject([{ text: 'once' }])
    expect((await alice.tweet('once')).status).toBe(403)
  })

  test('no fault of another network is known', async () => {
    expect((await x.fault({ route: '*', kind: 'false_100_33' })).error).toMatch(/visibility_delay/)
    expect((await x.fault({ route: 'POST /nowhere', kind: 'hang' })).error).toMatch(/POST \/2\/tweets/)
  })
})
