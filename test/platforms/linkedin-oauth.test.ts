import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import { bakery, openWorld, redirectUri, type World } from './linkedin-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const dayMs = 86_400_000

const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(PlatformFailure)
  return (error as PlatformFailure).failure
}

const exchange = (code: string) =>
  linkedin.oauth.exchange(world.network, { code, redirectUri, codeVerifier: '' })

describe('connecting a LinkedIn account', () => {
  it.each([',', ' '])('reads back every scope it asked for, separated by %j', async (scope_separator) => {
    await world.control('settings', { scope_separator })
    const answer = await world.consent('alice')
    expect(answer.get('state')).toBe('state 1')
    const grant = await exchange(answer.get('code') ?? '')
    expect(grant.scopes?.toSorted()).toEqual([...linkedin.definition.oauth.scopes].toSorted())
  })

  it('has a grant for a year, and an access token for 60 days', async () => {
    const { grant } = await world.connect()
    const from = world.simulator.clock.now()
    expect(Math.round((grant.access_expires_at! - from) / dayMs)).toBe(60)
    expect(Math.round((grant.grant_expires_at! - from) / dayMs)).toBe(365)
  })

  it('needs a new consent after 60 days where the app gets no refresh tokens', async () => {
    await world.control('settings', { refresh_tokens: false })
    const { grant } = await world.connect()
    expect(grant.tokens.refresh_token).toBeUndefined()
    expect(grant.grant_expires_at).toBe(grant.access_expires_at)
    expect(await failureOf(linkedin.oauth.refresh(world.network, grant.tokens))).toMatchObject({
      class: 'reauth',
      row: 'no-refresh-token',
    })
  })

  it('tells who the member is', async () => {
    const { profile } = await world.connect('alice')
    expect(profile).toMatchObject({ username: null, display_name: 'Alice Arnold' })
    expect(profile.external_user_id).toMatch(/./)
    expect(profile.avatar_url).toMatch(/^http/)
  })

  it('uses a code once', async () => {
    const code = (await world.consent('alice')).get('code') ?? ''
    await exchange(code)
    expect(await failureOf(exchange(code))).toMatchObject({ class: 'invalid', row: 'oauth-code-invalid' })
    expect(await world.requests('POST /oauth/v2/accessToken')).toHaveLength(2)
  })

  it('blames nobody but itself for another redirect URI', async () => {
    const code = (await world.consent('alice')).get('code') ?? ''
    const call = linkedin.oauth.exchange(world.network, {
      code,
      redirectUri: 'https://app.example/other',
      codeVerifier: '',
    })
    expect(await failureOf(call)).toMatchObject({ class: 'invalid', row: 'oauth-redirect-uri' })
  })

  it('hears a refusal of the member', async () => {
    expect((await world.consent('alice', { deny: true })).get('error')).toMatch(/^user_cancelled_/)
  })

  it('refreshes with the same refresh token, whose end stays where it was', async () => {
    const { grant } = await world.connect()
    world.simulator.clock.advance(59 * dayMs)
    const next = await linkedin.oauth.refresh(world.network, grant.tokens)
    expect(next.tokens.refresh_token).toBe(grant.tokens.refresh_token)
    expect(next.tokens.access_token).not.toBe(grant.tokens.access_token)
    expect(Math.abs(next.grant_expires_at! - grant.grant_expires_at!)).toBeLessThan(5_000)
    expect((await linkedin.oauth.profile(world.network, next.tokens)).display_name).toBe('Alice Arnold')
  })

  it('refreshes again when the answer was lost', async () => {
    const { grant } = await world.connect()
    await world.fault({ route: 'POST /oauth/v2/accessToken', kind: 'drop_after' })
    const next = await linkedin.oauth.refresh(world.network, grant.tokens)
    expect(next.tokens.access_token).toBeTruthy()
  })

  it.each(['invalid_grant', 'invalid_request'])('asks for a new consent after %s', async (refresh_error) => {
    const { grant } = await world.connect()
    await world.control('settings', { refresh_error })
    world.simulator.clock.advance(366 * dayMs)
    expect(await failureOf(linkedin.oauth.refresh(world.network, grant.tokens))).toMatchObject({
      class: 'reauth',
    })
  })

  it('blames the app, not the user, for a wrong secret', async () => {
    const { grant } = await world.connect()
    const network = { ...world.network, app: { clientId: 'local-linkedin-client', clientSecret: 'rotated' } }
    expect(await failureOf(linkedin.oauth.refresh(network, grant.tokens))).toMatchObject({
      class: 'operator',
    })
  })

  it('takes a 401 that speaks of no grant for trouble that passes', async () => {
    const { grant } = await world.connect()
    const body = '<html>Unauthorized</html>'
    await world.fault({ route: 'POST /oauth/v2/accessToken', kind: 'status', status: 401, body })
    expect(await failureOf(linkedin.oauth.refresh(world.network, grant.tokens))).toMatchObject({
      class: 'retry',
    })
    expect((await linkedin.oauth.refresh(world.network, grant.tokens)).tokens.access_token).toBeTruthy()
  })

  it('revokes so that neither token works again', async () => {
    const { grant } = await world.connect()
    await linkedin.oauth.revoke?.(world.network, grant.tokens)
    expect(await failureOf(linkedin.oauth.profile(world.network, grant.tokens))).toMatchObject({
      class: 'reauth',
    })
    expect(await failureOf(linkedin.oauth.refresh(world.network, grant.tokens))).toMatchObject({
      class: 'reauth',
    })
  })

  it('revokes the access token even where LinkedIn does not take the refresh token', async () => {
    const { grant } = await world.connect()
    const body = { error: 'invalid_request', error_description: 'The token is of another kind' }
    await world.fault({ route: 'POST /oauth/v2/revoke', kind: 'status', status: 400, body, times: 3 })
    await linkedin.oauth.revoke?.(world.network, grant.tokens).catch(() => undefined)
    expect(await failureOf(linkedin.oauth.profile(world.network, grant.tokens))).toMatchObject({
      row: 'token-revoked',
    })
  })

  it('logs neither codes nor tokens', async () => {
    const { grant } = await world.connect()
    await linkedin.oauth.refresh(world.network, grant.tokens)
    const logged = JSON.stringify(world.lines)
    expect(logged).toContain('POST /oauth/v2/accessToken')
    expect(logged).not.toContain(grant.tokens.access_token)
    expect(logged).not.toContain(grant.tokens.refresh_token)
  })
})

describe('where a LinkedIn account can post', () => {
  it('is the member, who is the default, and the pages they administer', async () => {
    const { profile, targets } = await world.connect('alice')
    expect(targets).toEqual([
      {
        id: `urn:li:person:${profile.external_user_id}`,
        name: 'Alice Arnold',
        kind: 'person',
        default: true,
      },
      { id: bakery, name: 'Bluebird Bakery', kind: 'organization' },
      { id: 'urn:li:organization:5005002', name: 'Harbor Cycles (Kiel)', kind: 'organization' },
    ])
  })

  it.each([
    { acl_field: 'organization', content_admin_role: 'CONTENT_ADMINISTRATOR' },
    { acl_field: 'organizationalTarget', content_admin_role: 'CONTENT_ADMIN' },
    { acl_field: 'organizationTarget', content_admin_role: 'CONTENT_ADMIN' },
  ])('reads older and newer words for pages and roles (%j)', async (settings) => {
    await world.control('settings', settings)
    expect((await world.connect('bob')).targets.map(({ id }) => id)).toContain(bakery)
  })

  it('leaves out pages on which the member may only look', async () => {
    const { targets } = await world.connect('carol')
    expect(targets.map(({ name }) => name)).toEqual(['Carol Chen', 'Coral Clinic'])
  })

  it('is not hidden by a role on something that is no organization', async () => {
    const { grant, profile } = await world.connect('alice')
    const held = { role: 'ADMINISTRATOR', state: 'APPROVED' }
    const elements = [
      { ...held, organization: 'urn:li:organizationBrand:77' },
      { ...held, organization: bakery },
    ]
    const body = { paging: { start: 0, count: 100, links: [] }, elements }
    await world.fault({ route: 'GET /rest/organizationAcls', kind: 'status', status: 200, body, times: 9 })
    const account = { id: profile.external_user_id, name: null }
    const { targets } = await linkedin.targets!(world.network, grant.tokens, account)
    expect(targets.map(({ name }) => name)).toEqual([null, 'Bluebird Bakery'])
  })

  it('is the member alone without the right to ask for pages', async () => {
    const { grant, profile } = await world.connect('alice')
    await world.fault({
      route: 'GET /rest/organizationAcls',
      kind: 'status',
      status: 403,
      body: { status: 403, serviceErrorCode: 100, code: 'ACCESS_DENIED', message: 'Not enough permissions' },
    })
    const account = { id: profile.external_user_id, name: null }
    const { targets } = await linkedin.targets!(world.network, grant.tokens, account)
    expect(targets.map(({ kind }) => kind)).toEqual(['person'])
  })
})
