import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import * as x from '../../shared/platforms/x/index.ts'
import { openWorld, redirectUri, type World } from './x-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PlatformFailure)
  return (error as PlatformFailure).failure
}

describe('connecting an X account', () => {
  it('asks with PKCE and gets a grant for two hours with every scope it asked for', async () => {
    const { state, code, codeVerifier } = await world.consent('alice')
    expect(state).toBe('state 1')
    const grant = await x.oauth.exchange(world.network, { code, redirectUri, codeVerifier })
    expect(grant.scopes).toEqual(x.definition.oauth.scopes)
    expect(grant.access_expires_at! - world.simulator.clock.now()).toBeGreaterThan(7_190_000)
    expect(grant.tokens.refresh_token).toBeDefined()
  })

  it('tells who the account is', async () => {
    const { profile } = await world.connect('alice')
    expect(profile).toMatchObject({
      external_user_id: '1700000000000000101',
      username: 'alice',
      display_name: 'Alice Adler',
    })
    expect(profile.avatar_url).toMatch(/_400x400\.\w+$/)
  })

  it('refuses a code with the wrong verifier, and does not send it twice', async () => {
    const { code } = await world.consent('alice')
    const wrong = { code, redirectUri, codeVerifier: 'v'.repeat(43) }
    expect(await failureOf(x.oauth.exchange(world.network, wrong))).toMatchObject({
      class: 'invalid',
      row: 'oauth-code-invalid',
    })
    expect(await world.requests('POST /2/oauth2/token')).toHaveLength(1)
  })

  it('gets a new pair with a refresh token, once', async () => {
    const { grant } = await world.connect()
    const next = await x.oauth.refresh(world.network, grant.tokens)
    expect(next.tokens.refresh_token).not.toBe(grant.tokens.refresh_token)
    expect((await x.oauth.profile(world.network, next.tokens)).username).toBe('alice')
    expect(await failureOf(x.oauth.refresh(world.network, grant.tokens))).toMatchObject({
      class: 'reauth',
      row: 'oauth-token-invalid',
    })
  })

  it('does not repeat a refresh whose answer was lost: the token is spent', async () => {
    const { grant } = await world.connect()
    await world.fault({ route: 'POST /2/oauth2/token', kind: 'refresh_lost' })
    expect(await failureOf(x.oauth.refresh(world.network, grant.tokens))).toMatchObject({ class: 'retry' })
    expect(await world.requests('POST /2/oauth2/token')).toHaveLength(2)
    expect(await failureOf(x.oauth.refresh(world.network, grant.tokens))).toMatchObject({ class: 'reauth' })
  })

  it('blames the app, not the user, for a wrong secret', async () => {
    const { grant } = await world.connect()
    const network = { ...world.network, app: { clientId: 'local-x-client', clientSecret: 'rotated' } }
    expect(await failureOf(x.oauth.refresh(network, grant.tokens))).toMatchObject({ class: 'operator' })
  })

  it.each([
    ['a page', '<html>Unauthorized</html>'],
    ['a problem', { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }],
  ])('takes a 401 that speaks of no grant (%s) for trouble that passes', async (_, body) => {
    const { grant } = await world.connect()
    await world.fault({ route: 'POST /2/oauth2/token', kind: 'status', status: 401, body })
    expect(await failureOf(x.oauth.refresh(world.network, grant.tokens))).toMatchObject({ class: 'retry' })
    expect((await x.oauth.refresh(world.network, grant.tokens)).tokens.access_token).toBeTruthy()
  })

  it('asks for a new consent when there is no refresh token', async () => {
    expect(await failureOf(x.oauth.refresh(world.network, { access_token: 'a' }))).toMatchObject({
      class: 'reauth',
    })
  })

  it('revokes so that neither token works again', async () => {
    const { grant } = await world.connect()
    await x.oauth.revoke?.(world.network, grant.tokens)
    expect(await failureOf(x.oauth.profile(world.network, grant.tokens))).toMatchObject({ class: 'reauth' })
    expect(await failureOf(x.oauth.refresh(world.network, grant.tokens))).toMatchObject({ class: 'reauth' })
  })

  it('logs neither codes nor tokens', async () => {
    const { grant } = await world.connect()
    await x.oauth.refresh(world.network, grant.tokens)
    const logged = JSON.stringify(world.lines)
    expect(logged).toContain('POST /2/oauth2/token')
    expect(logged).not.toContain(grant.tokens.access_token)
    expect(logged).not.toContain(grant.tokens.refresh_token)
  })
})
