import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { basic, openWorld, redirectUri, scopes, type World } from './x-world.ts'

const verifier = 'v'.repeat(43)

describe('the simulated X grants access as X does', () => {
  let x: World
  beforeAll(async () => {
    x = await openWorld()
  })
  beforeEach(() => x.simulator.reset())
  afterAll(() => x.simulator.close())

  const freshCode = async () => {
    await x.control('consent', { auto: true, account: 'bob' })
    return x.codeOf(await x.authorize(verifier))
  }
  const exchange = (code: string, changes: Record<string, string> = {}) =>
    x.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    })

  test('a code is exchanged for a two-hour token that knows its account', async () => {
    const answer = await exchange(await freshCode())
    expect(answer.body).toMatchObject({ token_type: 'bearer', expires_in: 7200, scope: scopes.join(' ') })
    const me = await x.user(answer.body).get('/2/users/me?user.fields=profile_image_url,verified_type')
    expect(me.body.data).toMatchObject({ username: 'bob', name: 'Bob Brandt', verified_type: 'none' })
    expect((await x.send('GET', new URL(me.body.data.profile_image_url).pathname)).status).toBe(200)
    x.simulator.clock.advance(7200_000)
    expect(await x.user(answer.body).get('/2/users/me')).toMatchObject({
      status: 401,
      body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
    })
  })

  test('a code works once, for 30 seconds, with its own verifier and redirect address', async () => {
    const invalid = { status: 400, body: { error: 'invalid_request' } }
    const code = await freshCode()
    expect(await exchange(code, { code_verifier: 'w'.repeat(43) })).toMatchObject(invalid)
    expect(await exchange(code, { redirect_uri: 'https://app.example/other' })).toMatchObject(invalid)
    expect((await exchange(code)).status).toBe(200)
    expect(await exchange(code)).toMatchObject(invalid)
    const late = await freshCode()
    x.simulator.clock.advance(30_000)
    expect(await exchange(late)).toMatchObject(invalid)
  })

  test('each refresh token is good once', async () => {
    const first = (await exchange(await freshCode())).body
    const refresh = (token: string) => x.token({ grant_type: 'refresh_token', refresh_token: token })
    const second = (await refresh(first.refresh_token)).body
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(await refresh(first.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
    })
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  test('without offline.access there is no refresh token', async () => {
    const { tokens } = await x.connect('alice', ['tweet.read', 'users.read'])
    expect(tokens).not.toHaveProperty('refresh_token')
  })

  test('the app must say who it is', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x' }
    expect(await x.token(form, '')).toMatchObject({
      status: 401,
      body: { error: 'unauthorized_client', error_description: 'Missing valid authorization header' },
    })
    const wrong = `Basic ${Buffer.from('local-x-client:wrong').toString('base64')}`
    expect(await x.token(form, wrong)).toMatchObject({ status: 401, body: { error: 'unauthorized_client' } })
    const stranger = `Basic ${Buffer.from('nobody:x').toString('base64')}`
    expect((await x.token(form, stranger)).body.error).toBe('invalid_client')
    await x.settings({ app_type: 'public' })
    expect(await x.token(form, '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'Missing required parameter [client_id].' },
    })
    expect((await x.token({ ...form, client_id: 'local-x-client' }, '')).body.error_description).toMatch(
      /token was invalid/,
    )
  })

  test('a call without its scope is forbidden', async () => {
    const reader = await x.connect('alice', ['tweet.read', 'users.read'])
    expect((await reader.tweet('hello')).status).toBe(403)
    expect((await reader.upload('/2/media/upload', {})).status).toBe(403)
    expect((await reader.get('/2/users/me')).status).toBe(200)
  })

  test('an app-only bearer reads posts and never writes them', async () => {
    const granted = await x.send('POST', '/oauth2/token', {
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      headers: { authorization: basic },
    })
    const app = x.user(granted.body)
    expect((await app.get('/2/trends/by/woeid/1')).body.data[0]).toHaveProperty('trend_name')
    expect(await app.tweet('hello')).toMatchObject({
      status: 403,
      body: { title: 'Unsupported Authentication' },
    })
  })

  test('revoking a refresh token ends its grant', async () => {
    const { tokens } = await x.connect()
    const answer = await x.send('POST', '/2/oauth2/revoke', {
      body: new URLSearchParams({ token: tokens.refresh_token }),
      headers: { authorization: basic },
    })
    expect(answer.body).toEqual({ revoked: true })
    expect((await x.user(tokens).get('/2/users/me')).status).toBe(401)
  })

  test('when the user removes the app, access and refresh die', async () => {
    const { tokens, get } = await x.connect()
    await x.control('revoke', { account: 'alice' })
    expect((await get('/2/users/me')).status).toBe(401)
    const refreshed = await x.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
    expect(refreshed).toMatchObject({
      status: 400,
      body: { error_description: 'Value passed for the token was invalid.' },
    })
  })

  test('a person chooses the account and what to allow, and may refuse', async () => {
    const page = await x.authorize(verifier)
    expect(page.body).toContain('@carol')
    const action = page.body.match(/action="([^"]+)"/)[1].replaceAll('&amp;', '&')
    const submit = (form: Record<string, string>) =>
      x.send('POST', action, { body: new URLSearchParams(form) })
    const allowed = await submit({ account: 'carol', decision: 'allow', scope: 'tweet.read' })
    expect((await exchange(x.codeOf(allowed))).body.scope).toBe('tweet.read')
    const denied = new URL((await submit({ decision: 'deny' })).headers.get('location')!)
    expect(Object.fromEntries(denied.searchParams)).toEqual({ error: 'access_denied', state: 's1' })
  })

  test.each([
    ['an unregistered redirect address', { redirect_uri: 'http://evil.example/' }],
    ['an unknown app', { client_id: 'nobody' }],
    ['an unknown scope', { scope: 'tweet.read tweet.fly' }],
    ['a long state', { state: 's'.repeat(501) }],
    ['a short challenge', { code_challenge: 'x' }],
  ])('the consent page refuses %s and redirects nowhere', async (_, changes: Record<string, string>) => {
    await x.control('consent', { auto: true })
    const answer = await x.authorize(verifier, changes)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  })
})
