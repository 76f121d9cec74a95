import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { boards, openWorld, type Pinner, pinOf, type World } from './pinterest-world.ts'

const route = 'POST /v5/pins'

describe('the simulated Pinterest misbehaves as it is told', () => {
  let world: World
  let alice: Pinner
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  const listed = async () => (await alice.get(`/boards/${boards.inspiration}/pins`)).body.items.length

  test.each<[string, number, number, RegExp]>([
    ['token_dead', 401, 2, /Authentication failed/],
    ['restricted', 401, 3, /restricted feature/],
    ['trial', 403, 29, /Trial access/],
    ['not_permitted', 403, 29, /not permitted/],
    ['rate_limit', 429, 8, /rate limit/],
    ['spam', 429, 9, /spam/],
    ['fetch_failed', 400, 1, /could not fetch/],
    ['unreachable', 400, 1, /Unable to reach/],
    ['board_busy', 409, 409, /exclusive access/],
  ])('%s answers %i with code %i and creates nothing', async (kind, status, code, message) => {
    await world.fault({ route, kind })
    const answer = await alice.pin()
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.message).toMatch(message)
    expect(answer.headers.get('x-pinterest-rid')).toMatch(/^\d+$/)
    expect(world.ledger()).toEqual([])
    expect((await alice.pin()).status).toBe(201)
  })

  test.each([
    ['upload_timeout', 408],
    ['server_error', 500],
  ])('%s may have created the Pin, not have, or do so later', async (kind, status) => {
    await world.fault({ route, kind })
    expect((await alice.pin()).status).toBe(status)
    expect(world.ledger()).toHaveLength(1)
    await world.fault({ route, kind, effect: 'never' })
    expect((await alice.pin()).status).toBe(status)
    expect(world.ledger()).toHaveLength(1)
    await world.fault({ route, kind, effect: 'later', ms: 30_000 })
    expect((await alice.pin()).status).toBe(status)
    expect(world.ledger()).toHaveLength(1)
    world.simulator.clock.advance(30_000)
    expect(world.ledger()).toHaveLength(2)
  })

  test('a connection is cut before or after the Pin was made', async () => {
    await world.fault({ route, kind: 'drop_before' })
    await expect(alice.pin()).rejects.toThrow()
    expect(await listed()).toBe(0)
    await world.fault({ route, kind: 'drop_after' })
    await expect(alice.pin()).rejects.toThrow()
    expect(await listed()).toBe(1)
  })

  test('listings and counts lag, by the fault or for all', async () => {
    await world.fault({ route, kind: 'listing_lag', ms: 20_000 })
    const { id } = (await alice.pin()).body
    expect(await listed()).toBe(0)
    expect((await alice.get('/pins')).body.items).toEqual([])
    expect((await alice.get(`/boards/${boards.inspiration}`)).body.pin_count).toBe(0)
    expect((await alice.get(`/pins/${id}`)).status).toBe(200)
    world.simulator.clock.advance(20_000)
    expect(await listed()).toBe(1)
    await world.settings({ listing_lag_ms: 5000 })
    await alice.pin()
    expect(await listed()).toBe(1)
  })

  test('writes are limited per minute and the structured header says how', async () => {
    await world.settings({ org_write_per_minute: 3 })
    const { headers } = await alice.pin()
    expect(headers.get('x-ratelimit-limit')).toBe(
      '3, 100;w=1;name="safety_net_app_id_user_id", 3;w=60;name="org_write_app_id_user_id"',
    )
    expect(headers.get('x-ratelimit-remaining')).toBe('2')
    await alice.pin()
    await alice.pin()
    const refused = await alice.pin()
    expect(refused).toMatchObject({ status: 429, body: { code: 8 } })
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    const reset = Number(refused.headers.get('x-ratelimit-reset'))
    expect(reset).toBeGreaterThan(50)
    expect((await alice.get('/boards')).status).toBe(200)
    expect((await (await world.connect('bob')).pin({ board_id: boards.workshop })).status).toBe(201)
    world.simulator.clock.advance(reset * 1000)
    expect((await alice.pin()).status).toBe(201)
  })

  test('an app with Trial access shares daily limits among its users', async () => {
    await world.settings({ access_tier: 'trial', org_write_per_day_trial: 2 })
    await alice.post('/boards', { name: 'one' })
    const bob = await world.connect('bob')
    await bob.post('/boards', { name: 'two' })
    const refused = await alice.post('/boards', { name: 'three' })
    expect([refused.status, refused.body.code]).toEqual([429, 8])
    expect(refused.headers.get('x-ratelimit-limit')).toContain('2;w=86400;name="org_write_app_id"')
    world.simulator.clock.advance(86_400_000)
    expect((await alice.post('/boards', { name: 'three' })).status).toBe(201)
  })

  test('a rate limit on demand names its reset', async () => {
    await world.fault({ route, kind: 'rate_limit', reset_in: 17 })
    const { headers } = await alice.pin()
    expect([headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')]).toEqual(['0', '17'])
  })

  test('what is not known is answered in its words', async () => {
    expect(await world.send('GET', '/v5/nothing')).toMatchObject({ status: 404, body: { code: 404 } })
    expect((await alice.get('/user_account?ad_account_id=12')).body.code).toBe(29)
    const headers = {
      authorization: `Bearer ${alice.tokens.access_token}`,
      'content-type': 'application/json',
    }
    const broken = await world.send('POST', '/v5/pins', { headers, body: '{' })
    expect(broken).toMatchObject({ status: 400, body: { code: 1 } })
    const plain = { ...headers, 'content-type': 'text/plain' }
    expect(
      (await world.send('POST', '/v5/pins', { headers: plain, body: JSON.stringify(pinOf()) })).status,
    ).toBe(400)
    expect((await world.fault({ route: '*', kind: 'duplicate' })).error).toMatch(/listing_lag/)
  })

  test('everything but bytes survives a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pinterest-'))
    const stateFile = join(folder, 'pinterest.json')
    const first = await openWorld({ stateFile })
    const carol = await first.connect('carol')
    const board = (await carol.post('/boards', { name: 'Kept' })).body.id
    await carol.pin({ board_id: board, title: 'Kept too' })
    await first.close()
    expect(statSync(stateFile).mode & 0o777).toBe(0o600)
    const second = await openWorld({ stateFile })
    const headers = { authorization: `Bearer ${carol.tokens.access_token}` }
    const pins = await second.send('GET', `/v5/boards/${board}/pins`, { headers })
    expect(pins.body.items).toMatchObject([{ title: 'Kept too' }])
    expect(second.ledger()).toHaveLength(1)
    await second.close()
    rmSync(folder, { recursive: true })
  })
})
