import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { basic, openWorld, redirectUri, scopes, type World } from './pinterest-world.ts'

const day = 24 * 60 * 60_000
const refused = { status: 401, body: { code: 2, message: 'Authentication failed.' } }

describe('the simulated Pinterest grants access as Pinterest does', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(() => world.reset())
  afterAll(() => world.close())

  const refresh = (refresh_token: string, more: Record<string, string> = {}) =>
    world.token({ grant_type: 'refresh_token', refresh_token, ...more })

  test('a code is exchanged for thirty days of access and sixty of refresh', async () => {
    const answer = await world.exchange(await world.freshCode('bob'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-pinterest-rid')).toMatch(/^\d{16}$/)
    expect(answer.body).toMatchObject({
      response_type: 'authorization_code',
      token_type: 'bearer',
      expires_in: 2_592_000,
      refresh_token_expires_in: 5_184_000,
      scope: scopes.join(' '),
    })
    expect(answer.body.access_token).toMatch(/^pina_/)
    expect(answer.body.refresh_token).toMatch(/^pinr_/)
    const inSixtyDays = (world.simulator.clock.now() + 60 * day) / 1000
    expect(Math.abs(answer.body.refresh_token_expires_at - inSixtyDays)).toBeLessThan(5)
  })

  test('scopes may come back with commas', async () => {
    await world.settings({ scope_separator: 'comma' })
    expect((await world.exchange(await world.freshCode())).body.scope).toBe(scopes.join(','))
  })

  test('a code serves once, for ten minutes, with its own redirect_uri and secret', async () => {
    const used = await world.freshCode()
    expect((await world.exchange(used)).status).toBe(200)
    expect(await world.exchange(used)).toMatchObject(refused)
    const elsewhere = await world.freshCode()
    expect(await world.exchange(elsewhere, { redirect_uri: `${redirectUri}/` })).toMatchObject(refused)
    const form = { grant_type: 'authorization_code', code: elsewhere, redirect_uri: redirectUri }
    expect(await world.token(form, { authorization: basic.slice(0, -4) })).toMatchObject(refused)
    expect(await world.token(form, { authorization: '' })).toMatchObject(refused)
    expect((await world.token(form)).status).toBe(200)
    const late = await world.freshCode()
    world.simulator.clock.advance(10 * 60_000)
    expect(await world.exchange(late)).toMatchObject(refused)
  })

  test('who refuses consent is sent back with access_denied and the state', async () => {
    await world.control('consent', { auto: true, deny: true })
    const location = new URL((await world.authorize()).headers.get('location')!)
    expect(Object.fromEntries(location.searchParams)).toEqual({ error: 'access_denied', state: 's1' })
  })

  test('consent can be given by hand, for some of the scopes', async () => {
    const page = await world.authorize()
    expect(page.body).toContain('boards:write')
    const action = /action="([^"]+)"/.exec(page.body)![1]!.replaceAll('&amp;', '&')
    const body = new URLSearchParams([
      ['account', 'carol'],
      ['decision', 'allow'],
      ['scope', 'boards:read'],
    ])
    const code = world.codeOf(await world.send('POST', action, { body }))
    expect((await world.exchange(code)).body.scope).toBe('boards:read')
  })

  test.each<Record<string, string>>([
    { client_id: 'other' },
    { redirect_uri: 'http://app.example/' },
    { response_type: 'token' },
    { scope: '' },
    { scope: 'boards:read,boards:delete' },
  ])('a wrong authorization request gets a page and no redirect: %o', async (changes) => {
    const answer = await world.authorize(changes)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  })

  test('a refresh gives a new pair and sixty more days; the old pair lives to its own end', async () => {
    const first = (await world.exchange(await world.freshCode())).body
    world.simulator.clock.advance(29 * day)
    const second = (await refresh(first.refresh_token)).body
    expect(second).toMatchObject({ response_type: 'refresh_token', refresh_token_expires_in: 5_184_000 })
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await refresh(first.refresh_token)).status).toBe(200)
    world.simulator.clock.advance(31 * day)
    expect(await refresh(first.refresh_token)).toMatchObject(refused)
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  test('the old refresh token can be made to end at once', async () => {
    await world.settings({ refresh_ends_old_token: true })
    const first = (await world.exchange(await world.freshCode())).body
    await refresh(first.refresh_token)
    expect(await refresh(first.refresh_token)).toMatchObject(refused)
  })

  test('a refresh whose answer is lost has spent the token', async () => {
    const first = (await world.exchange(await world.freshCode())).body
    await world.fault({ route: 'POST /v5/oauth/token', kind: 'refresh_lost' })
    await expect(refresh(first.refresh_token)).rejects.toThrow()
    expect(await refresh(first.refresh_token)).toMatchObject(refused)
  })

  test('a refresh may narrow the scopes and not widen them', async () => {
    const first = (await world.exchange(await world.freshCode('alice', ['boards:read', 'pins:read']))).body
    expect((await refresh(first.refresh_token, { scope: 'boards:read' })).body.scope).toBe('boards:read')
    expect((await refresh(first.refresh_token, { scope: 'pins:write' })).status).toBe(400)
  })

  test('an access token ends after thirty days, and when its owner removes the app', async () => {
    const alice = await world.connect()
    world.simulator.clock.advance(30 * day)
    expect(await alice.get('/user_account')).toMatchObject(refused)
    const bob = await world.connect('bob')
    await world.control('revoke', { account: 'bob' })
    expect(await bob.get('/user_account')).toMatchObject(refused)
    expect(await refresh(bob.tokens.refresh_token)).toMatchObject(refused)
  })

  test('tokens of one host are nothing on the other', async () => {
    const production = await world.connect()
    const sandbox = await world.connect('alice', scopes, '/sandbox')
    expect((await sandbox.get('/user_account')).body.username).toBe('alice')
    const onProduction = { authorization: `Bearer ${sandbox.tokens.access_token}` }
    const onSandbox = { authorization: `Bearer ${production.tokens.access_token}` }
    expect(await world.send('GET', '/v5/user_account', { headers: onProduction })).toMatchObject(refused)
    expect(await world.send('GET', '/sandbox/v5/user_account', { headers: onSandbox })).toMatchObject(refused)
  })

  test('revocation serves no ordinary user', async () => {
    const { tokens } = await world.connect()
    const revoke = (authorization: string) =>
      world.send('POST', '/v5/oauth/token/revoke', {
        headers: { authorization },
        body: new URLSearchParams({ token: tokens.access_token }),
      })
    expect(await revoke(basic)).toMatchObject({ status: 403, body: { code: 29 } })
    expect(await revoke('Basic eDp5')).toMatchObject(refused)
  })

  test('each call names the scopes its token lacks', async () => {
    const reader = await world.connect('alice', ['boards:read', 'pins:read', 'pins:write'])
    const answer = await reader.pin()
    expect(answer).toMatchObject({ status: 403, body: { code: 29 } })
    expect(answer.body.message).toMatch(/Missing: \['boards:write'\]$/)
    expect((await reader.get('/user_account')).body.message).toMatch(/user_accounts:read/)
    expect((await reader.post('/boards', { name: 'x' })).status).toBe(403)
    expect((await reader.get('/boards')).status).toBe(200)
  })
})
