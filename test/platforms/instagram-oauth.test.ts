import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { alice, redirectUri } from '../simulators/instagram-world.ts'
import { openPublishingWorld, type PublishingWorld } from './instagram-publishing-world.ts'

const day = 86_400_000
const { oauth, definition } = instagram

let world: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.control('reset', {})
})

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof PlatformFailure ? error.failure : error),
  )

test('consent is asked with every scope, the state and no more', () => {
  const ask = { state: 'a b', redirectUri, codeChallenge: 'unused' }
  const url = new URL(oauth.authorizationUrl(world.network, ask))
  expect(url.pathname).toBe('/oauth/authorize')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'local-instagram-client',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: definition.oauth.scopes.join(','),
    state: 'a b',
  })
})

test.each([
  ['wrapped', 'text'],
  ['wrapped', 'array'],
  ['flat', 'text'],
  ['flat', 'array'],
])(
  'a code becomes a token of sixty days (%s answer, permissions as %s)',
  async (token_answer, permissions_answer) => {
    await world.control('settings', { token_answer, permissions_answer })
    const grant = await world.connect()
    const left = (grant.grant_expires_at ?? 0) - world.clock.now()
    expect(left).toBeGreaterThan(60 * day - 5000)
    expect(left).toBeLessThanOrEqual(60 * day)
    expect(grant.access_expires_at).toBe(grant.grant_expires_at)
    expect(grant.scopes).toEqual(definition.oauth.scopes)
  },
)

test('the account is known by its own id and by the one for this app', async () => {
  const { tokens } = await world.connect()
  const profile = await oauth.profile(world.network, tokens)
  expect(profile).toMatchObject({
    external_user_id: alice,
    username: 'alice',
    display_name: 'Alice Arndt',
    avatar_url: expect.stringContaining('http'),
  })
  expect(profile.app_scoped_id).not.toBe(alice)
})

test('a token is renewed for another sixty days', async () => {
  const { tokens } = await world.connect()
  world.clock.advance(60 * day - definition.renewAheadMs!)
  const renewed = await oauth.refresh(world.network, tokens)
  expect(renewed.tokens.access_token).not.toBe(tokens.access_token)
  expect((renewed.grant_expires_at ?? 0) - world.clock.now()).toBeGreaterThan(60 * day - 5000)
})

test('a token that was not renewed is dead for good', async () => {
  const { tokens } = await world.connect()
  world.clock.advance(61 * day)
  expect(await failureOf(oauth.refresh(world.network, tokens))).toMatchObject({
    class: 'reauth',
    row: 'token-expired',
  })
})

test('a code is good for one exchange, and is tried once', async () => {
  const grant = { code: 'used', redirectUri, codeVerifier: '' }
  const before = world.lines.length
  expect(await failureOf(oauth.exchange(world.network, grant))).toMatchObject({
    class: 'reauth',
    row: 'login-code-used',
  })
  expect(world.lines.slice(before)).toHaveLength(1)
})

test('a rotated secret is the operator’s trouble, at both token hosts', async () => {
  const network = { ...world.network, app: { clientId: 'local-instagram-client', clientSecret: 'old' } }
  const location = await world.consent()
  const code = location.searchParams.get('code') ?? ''
  expect(await failureOf(oauth.exchange(network, { code, redirectUri, codeVerifier: '' }))).toMatchObject({
    class: 'operator',
  })
})

test('an app removed by its owner needs a new consent', async () => {
  const { tokens } = await world.connect()
  await world.control('revoke', { account: 'alice' })
  expect(await failureOf(oauth.profile(world.network, tokens))).toMatchObject({
    class: 'reauth',
    row: 'token-app-removed',
  })
})
