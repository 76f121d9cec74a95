import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { failureOf, openWorld, redirectUri, type World } from './tiktok-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const { oauth, definition } = tiktok
const day = 86_400_000
const tokenRoute = 'POST /v2/oauth/token/'

describe('connecting a TikTok account', () => {
  it('asks by client_key, without PKCE', () => {
    const url = new URL(
      oauth.authorizationUrl(world.network, { state: 's', redirectUri, codeChallenge: 'c' }),
    )
    expect(url.pathname).toBe('/v2/auth/authorize/')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: 'local-tiktok-client',
      scope: 'user.info.basic,video.publish,video.upload,video.list',
      response_type: 'code',
      redirect_uri: redirectUri,
      state: 's',
    })
  })

  it('gives a token for a day, and a grant for a year', async () => {
    const back = await world.consent('alice')
    expect(back.searchParams.get('state')).toBe('state 1')
    const grant = await world.connect()
    expect(grant.scopes).toEqual(definition.oauth.scopes)
    expect(Math.round((grant.access_expires_at! - world.clock.now()) / day)).toBe(1)
    expect(Math.round((grant.grant_expires_at! - world.clock.now()) / day)).toBe(365)
    expect(grant.tokens.access_token).toMatch(/^act\./)
    expect(grant.tokens.refresh_token).toMatch(/^rft\./)
  })

  it('tells whose account it is, and by which name', async () => {
    const { tokens } = await world.connect('bob')
    expect(await oauth.profile(world.network, tokens)).toEqual({
      external_user_id: expect.any(String),
      username: 'bob',
      display_name: 'Bob Berg',
      avatar_url: expect.stringContaining('http'),
    })
  })

  it('an account that may not post today connects without its name', async () => {
    await world.settings({ banned_accounts: 'bob' })
    const { tokens } = await world.connect('bob')
    expect(await oauth.profile(world.network, tokens)).toMatchObject({
      username: null,
      display_name: 'Bob Berg',
    })
  })

  it('tells which permissions were given', async () => {
    const grant = await world.connect('alice', ['user.info.basic', 'video.upload'])
    expect(grant.scopes).toEqual(['user.info.basic', 'video.upload'])
  })

  it('takes no for an answer', async () => {
    const back = await world.consent('alice', { deny: true })
    expect(back.searchParams.get('error')).toBe('access_denied')
  })

  it.each([200, 400])('a code serves once; the refusal comes with HTTP %i', async (status) => {
    await world.settings({ oauth_error_status: status })
    const code = (await world.consent()).searchParams.get('code')!
    const grant = { code, redirectUri, codeVerifier: '' }
    await oauth.exchange(world.network, grant)
    expect(await failureOf(oauth.exchange(world.network, grant))).toMatchObject({
      class: 'reauth',
      row: 'oauth-grant-invalid',
    })
    expect(await world.requests(tokenRoute)).toHaveLength(2)
  })

  it('with a wrong secret is our operator’s matter', async () => {
    const network = { ...world.network, app: { ...world.network.app, clientSecret: 'old' } }
    const code = (await world.consent()).searchParams.get('code')!
    expect(await failureOf(oauth.exchange(network, { code, redirectUri, codeVerifier: '' }))).toMatchObject({
      class: 'operator',
      row: 'oauth-app-refused',
    })
  })

  it('logs neither codes nor tokens', async () => {
    const { tokens } = await world.connect()
    await oauth.profile(world.network, tokens)
    const logged = JSON.stringify(world.lines)
    expect(logged).toContain(tokenRoute)
    expect(logged).not.toContain(tokens.access_token)
    expect(logged).not.toContain(tokens.refresh_token)
    expect(logged).not.toContain('local-tiktok-secret')
  })
})

describe('renewing', () => {
  it('keeps the refresh token that comes back', async () => {
    const old = await world.connect()
    world.clock.advance(2 * day)
    const next = await oauth.refresh(world.network, old.tokens)
    expect(next.tokens.refresh_token).not.toBe(old.tokens.refresh_token)
    expect((await oauth.profile(world.network, next.tokens)).username).toBe('alice')
    expect((await oauth.refresh(world.network, next.tokens)).tokens.access_token).toBeDefined()
  })

  it('counts the end of the grant by the number returned', async () => {
    const old = await world.connect()
    world.clock.advance(100 * day)
    const next = await oauth.refresh(world.network, old.tokens)
    expect(Math.round((next.grant_expires_at! - world.clock.now()) / day)).toBe(265)
  })

  it('after a year needs a new consent', async () => {
    const { tokens } = await world.connect()
    world.clock.advance(366 * day)
    expect(await failureOf(oauth.refresh(world.network, tokens))).toMatchObject({ class: 'reauth' })
  })

  it('does not repeat by itself when its answer is lost', async () => {
    const { tokens } = await world.connect()
    await world.fault({ route: tokenRoute, kind: 'refresh_lost' })
    expect(await failureOf(oauth.refresh(world.network, tokens))).toMatchObject({ class: 'retry' })
    expect(await world.requests(tokenRoute)).toHaveLength(2)
  })

  it('without a refresh token needs a new consent', async () => {
    expect(await failureOf(oauth.refresh(world.network, { access_token: 'a' }))).toMatchObject({
      class: 'reauth',
    })
  })
})

describe('giving a grant back', () => {
  it('ends its tokens', async () => {
    const { tokens } = await world.connect()
    await oauth.revoke!(world.network, tokens)
    expect(await failureOf(oauth.profile(world.network, tokens))).toMatchObject({ class: 'reauth' })
    expect(await failureOf(oauth.refresh(world.network, tokens))).toMatchObject({ class: 'reauth' })
  })

  it('says so when TikTok refuses it', async () => {
    expect(await failureOf(oauth.revoke!(world.network, { access_token: 'act.unknown' }))).toMatchObject({
      class: 'invalid',
      row: 'oauth-request-invalid',
    })
  })
})
