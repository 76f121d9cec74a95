import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { failureOf, inspiration, openWorld, recipes, redirectUri, type World } from './pinterest-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const day = 86_400_000
const account = { id: '512636444000000101', name: null }

describe('connecting a Pinterest account', () => {
  it('asks without PKCE and gets 30 days, and 60 to renew them', async () => {
    const back = await world.consent()
    expect(back.searchParams.get('state')).toBe('state 1')
    const grant = await world.connect()
    const now = world.clock.now()
    expect(grant.scopes?.toSorted()).toEqual(pinterest.definition.oauth.scopes.toSorted())
    expect(Math.round((grant.access_expires_at! - now) / day)).toBe(30)
    expect(Math.round((grant.grant_expires_at! - now) / day)).toBe(60)
    expect(grant.tokens).toEqual({
      access_token: expect.stringMatching(/^pina/),
      refresh_token: expect.stringMatching(/^pinr/),
    })
  })

  it.each(['space', 'comma'])('reads scopes apart at a %s', async (scope_separator) => {
    await world.settings({ scope_separator })
    expect((await world.connect()).scopes).toHaveLength(5)
  })

  it('tells which scopes were left out', async () => {
    const scopes = ['boards:read', 'pins:read', 'user_accounts:read']
    expect((await world.connect('alice', scopes)).scopes?.toSorted()).toEqual(scopes)
  })

  it('brings no code back when consent is refused', async () => {
    expect((await world.consent('alice', { deny: true })).searchParams.get('code')).toBeNull()
  })

  it('tells who the account is; its business name is its name', async () => {
    const { tokens } = await world.connect()
    expect(await pinterest.oauth.profile(world.network, tokens)).toMatchObject({
      external_user_id: account.id,
      username: 'alice',
      display_name: 'Ahlgren Interiors',
    })
    const bob = await pinterest.oauth.profile(world.network, (await world.connect('bob')).tokens)
    expect(bob).toMatchObject({ username: 'bob', display_name: 'bob' })
  })

  it('refuses a code that was used, and sends none twice', async () => {
    const code = (await world.consent()).searchParams.get('code') ?? ''
    const grant = { code, redirectUri, codeVerifier: '' }
    await pinterest.oauth.exchange(world.network, grant)
    expect(await failureOf(pinterest.oauth.exchange(world.network, grant))).toMatchObject({
      class: 'reauth',
      row: 'token-refused',
    })
    expect(await world.requests('POST /v5/oauth/token')).toHaveLength(2)
  })

  it('logs neither codes nor tokens', async () => {
    const { tokens } = await world.connect()
    const logged = JSON.stringify(world.lines)
    expect(logged).toContain('POST /oauth/token')
    expect(logged).not.toContain(tokens.access_token)
    expect(logged).not.toContain(tokens.refresh_token)
  })

  it('has no call to give a grant back', () => {
    expect(pinterest.oauth.revoke).toBeUndefined()
  })
})

describe('renewing', () => {
  it('gives a new pair and 60 days from now', async () => {
    const old = await world.connect()
    world.clock.advance(29 * day)
    const next = await pinterest.oauth.refresh(world.network, old.tokens)
    expect(next.tokens.access_token).not.toBe(old.tokens.access_token)
    expect(next.tokens.refresh_token).not.toBe(old.tokens.refresh_token)
    expect(Math.round((next.grant_expires_at! - world.clock.now()) / day)).toBe(60)
    expect(await pinterest.oauth.profile(world.network, next.tokens)).toMatchObject({ username: 'alice' })
  })

  it('after 60 idle days needs a new consent', async () => {
    const { tokens } = await world.connect()
    world.clock.advance(61 * day)
    expect(await failureOf(pinterest.oauth.refresh(world.network, tokens))).toMatchObject({ class: 'reauth' })
  })

  it.each([
    [400, { code: 283, message: 'The authorization grant is invalid' }],
    [400, { error: 'invalid_grant' }],
    [400, { code: 1, message: 'Something else.' }],
    [403, { code: 29, message: 'You are not permitted to access that resource.' }],
  ])('refused with %i %o is the end of the grant', async (status, body) => {
    const { tokens } = await world.connect()
    await world.fault({ route: 'POST /v5/oauth/token', kind: 'status', status, body })
    expect(await failureOf(pinterest.oauth.refresh(world.network, tokens))).toMatchObject({ class: 'reauth' })
  })

  it.each([
    [429, 'rate_limited'],
    [500, 'retry'],
    [503, 'retry'],
  ])('answered %i ends nothing', async (status, is) => {
    const { tokens } = await world.connect()
    await world.fault({
      route: 'POST /v5/oauth/token',
      kind: 'status',
      status,
      body: { code: 8, message: 'Later.' },
    })
    expect(await failureOf(pinterest.oauth.refresh(world.network, tokens))).toMatchObject({ class: is })
    expect(await pinterest.oauth.refresh(world.network, tokens)).toBeDefined()
  })

  it('does not repeat by itself when its answer is lost', async () => {
    const { tokens } = await world.connect()
    await world.fault({ route: 'POST /v5/oauth/token', kind: 'refresh_lost' })
    expect(await failureOf(pinterest.oauth.refresh(world.network, tokens))).toMatchObject({ class: 'retry' })
    expect(await world.requests('POST /v5/oauth/token')).toHaveLength(2)
  })

  it('without a refresh token needs a new consent', async () => {
    expect(await failureOf(pinterest.oauth.refresh(world.network, { access_token: 'a' }))).toMatchObject({
      class: 'reauth',
    })
  })
})

describe('boards', () => {
  const boardsOf = async (name: string) => {
    const { tokens } = await world.connect(name)
    return (await pinterest.targets!(world.network, tokens, account)).targets
  }

  it("are the account's own and those it shares, without secret ones", async () => {
    const own = await boardsOf('alice')
    expect(own).toHaveLength(2)
    expect(own).toContainEqual({ id: inspiration, name: 'Inspiration', kind: 'board' })
    expect(own).toContainEqual({ id: recipes, name: 'Recipes', kind: 'board' })
    expect((await boardsOf('bob')).map(({ name }) => name).toSorted()).toEqual(['Recipes', 'Workshop'])
  })

  it('may be none', async () => {
    expect(await boardsOf('carol')).toEqual([])
  })

  it('are read over all pages, but for boards of advertisements', async () => {
    const { tokens } = await world.connect('carol')
    const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' }
    await world.settings({ rate_limits: false })
    for (let made = 0; made < 255; made += 1)
      await fetch(`${world.simulator.url}/v5/boards`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ name: `Board ${made}`, ...(made === 0 ? { is_ads_only: true } : {}) }),
      })
    const { targets } = await pinterest.targets!(world.network, tokens, account)
    expect(targets).toHaveLength(254)
    expect(new Set(targets.map(({ id }) => id)).size).toBe(254)
    expect(await world.requests('GET /v5/boards')).toHaveLength(2)
  })
})
