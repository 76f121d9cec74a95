import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import { bakery, redirectUri } from '../simulators/facebook-world.ts'
import { type ClientWorld, failureOf, openClientWorld } from './facebook-client-world.ts'

const day = 86_400_000
const { oauth, definition } = facebook
const travels = '104500000000102'

let world: ClientWorld
beforeAll(async () => {
  world = await openClientWorld()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.control('reset', {})
})

const pagesOf = (tokens: { access_token: string }) =>
  facebook.targets!(world.network, tokens, { id: '', name: null })

test('consent is asked with every scope, the state and no more', () => {
  const ask = { state: 'a b', redirectUri, codeChallenge: 'unused' }
  const url = new URL(oauth.authorizationUrl(world.network, ask))
  expect(url.pathname).toBe('/v26.0/dialog/oauth')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'local-facebook-client',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: definition.oauth.scopes.join(','),
    auth_type: 'rerequest',
    state: 'a b',
  })
})

test.each([false, true])(
  'a code becomes a token of sixty days (told or not: %s)',
  async (hide_expires_in) => {
    await world.set({ hide_expires_in })
    const grant = await world.connect()
    const left = (grant.grant_expires_at ?? 0) - world.clock.now()
    expect(left).toBeGreaterThan(60 * day - 30_000)
    expect(left).toBeLessThanOrEqual(60 * day)
    // Posting takes the Pages' tokens, which have no end.
    expect(grant.access_expires_at).toBeNull()
  },
)

test('scopes are those that were granted, not those that were asked', async () => {
  const { scopes } = await world.connect()
  expect(scopes).toEqual(expect.arrayContaining([...definition.oauth.scopes]))
  await world.control('reset', {})
  const partial = await world.connect({ scopes: ['pages_show_list', 'pages_read_engagement'] })
  expect(partial.scopes).toEqual(expect.arrayContaining(['pages_show_list', 'pages_read_engagement']))
  expect(partial.scopes).not.toContain('pages_manage_posts')
})

test('the person is known by the id of this app', async () => {
  const { tokens } = await world.connect()
  expect(await oauth.profile(world.network, tokens)).toEqual({
    external_user_id: '10220000000000101',
    app_scoped_id: '10220000000000101',
    username: null,
    display_name: 'Alice Arndt',
    avatar_url: expect.stringContaining('http'),
  })
})

test('the Pages are the targets, each with a token of its own', async () => {
  const { tokens } = await world.connect()
  const found = await pagesOf(tokens)
  expect(found.targets).toEqual([
    { id: bakery, name: 'Arndt Bakery', kind: 'page' },
    { id: travels, name: 'Alice Travels', kind: 'page' },
  ])
  expect(Object.keys(found.tokens ?? {})).toEqual([bakery, travels])
  expect(new Set([tokens.access_token, ...Object.values(found.tokens ?? {})]).size).toBe(3)
})

test('Pages of later answers are targets too', async () => {
  await world.set({ accounts_per_answer: 1 })
  const { targets } = await pagesOf((await world.connect()).tokens)
  expect(targets.map(({ id }) => id)).toEqual([bakery, travels])
})

test('a Page on which the person may not post, or that was not ticked, is no target', async () => {
  const bob = await pagesOf((await world.connect({ account: 'bob' })).tokens)
  expect(bob.targets.map(({ name }) => name)).toEqual(['Brook Bikes'])
  await world.set({ consent_pages: travels })
  const alice = await pagesOf((await world.connect()).tokens)
  expect(alice.targets.map(({ id }) => id)).toEqual([travels])
})

test('a grant is renewed for another sixty days, with tokens of its Pages', async () => {
  const { tokens } = await world.connect()
  world.clock.advance(60 * day - definition.renewAheadMs!)
  const renewed = await oauth.refresh(world.network, tokens)
  expect((renewed.grant_expires_at ?? 0) - world.clock.now()).toBeGreaterThan(60 * day - 30_000)
  expect(Object.keys(renewed.tokens.target_tokens ?? {})).toEqual([bakery, travels])
})

test('a grant that was not renewed is dead, its Pages’ tokens are not', async () => {
  const { tokens } = await world.connect()
  const { tokens: pages } = await pagesOf(tokens)
  world.clock.advance(61 * day)
  expect(await failureOf(oauth.refresh(world.network, tokens))).toMatchObject({ class: 'reauth' })
  const context = world.contextOf(pages![bakery]!, { post_type: 'post', text: 'still here' })
  expect((await world.commit(await world.prepared(context))).failure).toBeUndefined()
})

test('a code is good for one exchange, and is tried once', async () => {
  const location = await world.consent({ asked: [...definition.oauth.scopes] })
  const code = location.searchParams.get('code') ?? ''
  await oauth.exchange(world.network, { code, redirectUri, codeVerifier: '' })
  const before = world.lines.length
  const again = oauth.exchange(world.network, { code, redirectUri, codeVerifier: '' })
  expect(await failureOf(again)).toMatchObject({ class: 'reauth', row: 'oauth-code-used' })
  expect(world.lines.slice(before)).toHaveLength(1)
})

test('a rotated secret is the operator’s trouble, at the token endpoint and in proofs', async () => {
  const { tokens } = await world.connect()
  const network = { ...world.network, app: { clientId: 'local-facebook-client', clientSecret: 'old' } }
  const code = (await world.consent()).searchParams.get('code') ?? ''
  const exchange = oauth.exchange(network, { code, redirectUri, codeVerifier: '' })
  expect(await failureOf(exchange)).toMatchObject({ class: 'operator' })
  expect(await failureOf(oauth.profile(network, tokens))).toMatchObject({
    class: 'operator',
    row: 'proof-refused',
  })
})

test('disconnecting removes the app, and the Pages’ tokens with it', async () => {
  const { tokens } = await world.connect()
  const { tokens: pages } = await pagesOf(tokens)
  await oauth.revoke!(world.network, tokens)
  expect(await failureOf(oauth.profile(world.network, tokens))).toMatchObject({ class: 'reauth' })
  const context = world.contextOf(pages![bakery]!, { post_type: 'post', text: 'x' })
  expect(await failureOf(facebook.publisher.prepare(context))).toMatchObject({ class: 'reauth' })
})

test('every call carries the proof where the app demands it', async () => {
  await world.set({ require_appsecret_proof: true })
  const { tokens } = await world.connect()
  await oauth.profile(world.network, tokens)
  await oauth.refresh(world.network, tokens)
  await oauth.revoke!(world.network, tokens)
})

test('no log line holds a token, a code or a secret', async () => {
  const { tokens } = await world.connect()
  await pagesOf(tokens)
  const lines = JSON.stringify(world.lines)
  expect(lines).not.toContain(tokens.access_token.slice(0, 20))
  expect(lines).not.toMatch(/secret|code=|proof/)
})
