import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  codeOf,
  credentials,
  memberScopes,
  openWorld,
  pageScopes,
  redirectUri,
  type World,
} from './linkedin-world.ts'

const day = 24 * 60 * 60_000

describe('the simulated LinkedIn grants and ends tokens by the rules of LinkedIn', () => {
  let linkedin: World
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(() => linkedin.simulator.reset())
  afterAll(() => linkedin.simulator.close())

  const answerOf = (location: string | null) => Object.fromEntries(new URL(location!).searchParams)

  test('consent leads back with a code that is good once, for 30 minutes, at its own address', async () => {
    await linkedin.control('consent', { auto: true, account: 'bob' })
    const answer = await linkedin.authorize()
    expect(answer.status).toBe(302)
    expect(answerOf(answer.headers.get('location'))).toMatchObject({ state: 's1' })
    const code = codeOf(answer)
    const elsewhere = { grant_type: 'authorization_code', code, redirect_uri: `${redirectUri}/` }
    expect(await linkedin.token(elsewhere)).toMatchObject({
      status: 400,
      body: { error: 'invalid_redirect_uri' },
    })
    const tokens = await linkedin.exchange(code)
    expect(tokens).toMatchObject({
      status: 200,
      body: {
        expires_in: 5_184_000,
        refresh_token_expires_in: 31_536_000,
        scope: pageScopes.join(','),
        token_type: 'Bearer',
      },
    })
    expect(tokens.body.access_token.length).toBeGreaterThan(350)
    expect(await linkedin.exchange(code)).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'Unable to retrieve access token: authorization code not found',
      },
    })
    const late = codeOf(await linkedin.authorize())
    linkedin.advance(30 * 60_000)
    expect((await linkedin.exchange(late)).status).toBe(400)
  })

  test('the page asks for all scopes or none, and refusal leads back in words', async () => {
    const page = await linkedin.authorize()
    expect(page.body).toContain('rw_organization_admin')
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: credentials.client_id,
      redirect_uri: redirectUri,
      scope: 'openid w_member_social',
      state: 's2',
    })
    const decide = async (fields: [string, string][]) =>
      answerOf(
        (
          await linkedin.send('POST', `/oauth/v2/authorization?${query}`, {
            body: new URLSearchParams(fields),
          })
        ).headers.get('location'),
      )
    expect(
      await decide([
        ['decision', 'allow'],
        ['account', 'alice'],
        ['scope', 'openid'],
      ]),
    ).toMatchObject({ error: 'user_cancelled_authorize', state: 's2' })
    expect(await decide([['decision', 'deny']])).toMatchObject({ error: 'user_cancelled_authorize' })
    const both = await decide([
      ['decision', 'allow'],
      ['account', 'alice'],
      ['scope', 'openid'],
      ['scope', 'w_member_social'],
    ])
    expect(both.code).toMatch(/^AQ/)
  })

  test('a scope without its product is refused, a wrong app or address sees a page', async () => {
    const lacking = await linkedin.authorize({ scope: 'openid r_member_social' })
    expect(answerOf(lacking.headers.get('location'))).toEqual({
      error: 'unauthorized_scope_error',
      error_description: 'Scope "r_member_social" is not authorized for your application',
      state: 's1',
    })
    expect((await linkedin.authorize({ client_id: 'other' })).status).toBe(400)
    expect((await linkedin.authorize({ redirect_uri: 'http://app.example/callback' })).status).toBe(400)
    expect((await linkedin.authorize({ redirect_uri: 'https://app.example/#x' })).status).toBe(400)
  })

  test('the app names itself in the body', async () => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x' }
    const basic = Buffer.from(`${credentials.client_id}:${credentials.client_secret}`).toString('base64')
    const missing = await linkedin.send('POST', '/oauth/v2/accessToken', {
      body: new URLSearchParams({ ...fields, client_id: credentials.client_id }),
      headers: { authorization: `Basic ${basic}` },
    })
    expect(missing).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'A required parameter "client_secret" is missing',
      },
    })
    expect(await linkedin.token({ ...fields, client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'Client authentication failed' },
    })
  })

  test('the refresh token stays the same, counts down, and cuts the last access token', async () => {
    const { tokens } = await linkedin.connect()
    const refresh = () => linkedin.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
    linkedin.advance(59 * day)
    const second = await refresh()
    expect(second.body.refresh_token).toBe(tokens.refresh_token)
    expect(second.body.access_token).not.toBe(tokens.access_token)
    expect(Math.round(second.body.refresh_token_expires_in / 86_400)).toBe(306)
    expect(second.body.expires_in).toBe(5_184_000)
    linkedin.advance(296 * day)
    const last = await refresh()
    expect(Math.round(last.body.expires_in / 86_400)).toBe(10)
    linkedin.advance(10 * day)
    expect(await refresh()).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description:
          'The provided authorization grant or refresh token is invalid, expired or revoked.',
      },
    })
  })

  test('an app without the programme gets no refresh token', async () => {
    await linkedin.settings({ refresh_tokens: false })
    const { tokens } = await linkedin.connect()
    expect(tokens).not.toHaveProperty('refresh_token')
    expect(tokens).not.toHaveProperty('refresh_token_expires_in')
  })

  test('each death of a token has its own code', async () => {
    const alice = await linkedin.connect()
    const refused = async (member = alice) => (await member.publish('x')).body
    expect((await linkedin.send('POST', '/rest/posts')).body).toMatchObject({
      status: 401,
      code: 'EMPTY_ACCESS_TOKEN',
    })
    const stranger = await linkedin.send('POST', '/rest/posts', { headers: { authorization: 'Bearer x' } })
    expect(stranger.body).toEqual({
      status: 401,
      serviceErrorCode: 65600,
      code: 'INVALID_ACCESS_TOKEN',
      message: 'Invalid access token',
    })
    await linkedin.control('revoke', { account: 'alice' })
    expect(await refused()).toMatchObject({ serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' })
    const again = await linkedin.connect()
    linkedin.advance(60 * day)
    expect(await refused(again)).toMatchObject({ serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' })
  })

  test('an authorization with other scopes ends the tokens before it; the same scopes do not', async () => {
    const first = await linkedin.connect('alice', memberScopes)
    await linkedin.connect('alice', memberScopes)
    expect((await first.publish('one')).status).toBe(201)
    await linkedin.connect('bob')
    expect((await first.publish('two')).status).toBe(201)
    await linkedin.connect('alice', pageScopes)
    expect((await first.publish('three')).body.code).toBe('REVOKED_ACCESS_TOKEN')
  })

  test('introspection tells active, expired and revoked apart; revocation ends the grant', async () => {
    const { tokens } = await linkedin.connect('alice', memberScopes)
    const look = async (token = tokens.access_token) =>
      (await linkedin.form('/oauth/v2/introspectToken', { token })).body
    expect(await look()).toMatchObject({
      active: true,
      status: 'active',
      scope: memberScopes.join(','),
      client_id: credentials.client_id,
      auth_type: '3L',
    })
    linkedin.advance(60 * day)
    expect(await look()).toMatchObject({ active: false, status: 'expired' })
    expect((await linkedin.form('/oauth/v2/revoke', { token: tokens.refresh_token })).status).toBe(200)
    expect(await look()).toMatchObject({ active: false, status: 'revoked' })
    expect(await look('unknown')).toEqual({ active: false })
  })

  test('a member is told as far as the scopes reach, with a subject of this app only', async () => {
    const alice = await linkedin.connect()
    const info = async (access: string) =>
      (await linkedin.send('GET', '/v2/userinfo', { headers: { authorization: `Bearer ${access}` } })).body
    expect(await info(alice.tokens.access_token)).toEqual({
      sub: expect.stringMatching(/^\w{10}$/),
      name: 'Alice Arnold',
      given_name: 'Alice',
      family_name: 'Arnold',
      picture: `${linkedin.simulator.url}/_avatar/alice.svg`,
      locale: { country: 'US', language: 'en' },
      email: 'alice@example.org',
      email_verified: true,
    })
    const narrow = await linkedin.connect('alice', ['openid', 'w_member_social'])
    expect(Object.keys(await info(narrow.tokens.access_token))).toEqual(['sub'])
    const other = await openWorld({ apps: [{ clientId: 'other', clientSecret: 'secret' }] })
    await other.control('consent', { auto: true, account: 'alice' })
    const code = codeOf(await other.authorize({ client_id: 'other' }))
    const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
    const tokens = await other.token({ ...fields, client_id: 'other', client_secret: 'secret' })
    expect((await other.user(tokens.body)).urn).not.toBe(alice.urn)
    await other.simulator.close()
  })

  test('the id_token is signed by the published key', async () => {
    const { tokens } = await linkedin.connect()
    const [head, body, signature] = tokens.id_token.split('.')
    const { keys } = (await linkedin.send('GET', '/oauth/openid/jwks')).body
    const key = createPublicKey({ key: keys[0], format: 'jwk' })
    expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    )
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({
      iss: 'https://www.linkedin.com/oauth',
      aud: credentials.client_id,
    })
  })
})
