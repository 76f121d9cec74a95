import { afterEach, beforeEach, expect, test } from 'vitest'
import { alice, app, openWorld, scopes, type World } from './instagram-world.ts'

const hour = 3_600_000
const day = 24 * hour

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const refresh = (access_token: string) =>
  world.call('GET', '/refresh_access_token', { grant_type: 'ig_refresh_token', access_token })
const me = (access_token: string, fields = 'user_id') =>
  world.call('GET', '/v26.0/me', { access_token, fields })

test('consent comes back with a code, the state and the fragment #_', async () => {
  const location = await world.consent()
  expect(location.origin + location.pathname).toBe('https://app.example/callback')
  expect(location.searchParams.get('state')).toBe('s1')
  expect(location.searchParams.get('code')).toMatch(/^AQ/)
  expect(location.hash).toBe('#_')
})

test('a refusal comes back in the words of the network', async () => {
  const { searchParams } = await world.consent({ deny: true })
  expect(Object.fromEntries(searchParams)).toEqual({
    error: 'access_denied',
    error_reason: 'user_denied',
    error_description: 'The user denied your request',
    state: 's1',
  })
})

test('without auto consent people get a page with accounts and scopes', async () => {
  const answer = await world.call('GET', '/oauth/authorize', {
    client_id: app.client_id,
    redirect_uri: 'http://127.0.0.1:9/callback',
    response_type: 'code',
    scope: 'instagram_business_basic instagram_business_content_publish',
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toContain('alice')
  expect(answer.body).toContain('instagram_business_content_publish')
})

test.each([
  { client_id: 'somebody' },
  { redirect_uri: 'http://example.com/callback' },
  { response_type: 'token' },
  { scope: 'business_basic' },
])('the consent page refuses %o without redirecting', async (change) => {
  await world.control('consent', { auto: true })
  const answer = await world.call('GET', '/oauth/authorize', {
    client_id: app.client_id,
    redirect_uri: 'https://app.example/callback',
    response_type: 'code',
    scope: scopes.join(','),
    ...change,
  })
  expect(answer.status).toBe(400)
})

test('the code answer is wrapped, its user_id a number above 2^53', async () => {
  const code = (await world.consent()).searchParams.get('code')!
  const { raw, body } = await world.exchange(code)
  expect(raw).toContain('"user_id":26841400000000102')
  expect(raw).not.toContain('"user_id":"')
  expect(body.data[0].permissions).toBe(scopes.join(','))
})

test('the code answer can be flat, with a list of permissions', async () => {
  await world.control('settings', { token_answer: 'flat', permissions_answer: 'array' })
  const code = (await world.consent()).searchParams.get('code')!
  expect((await world.exchange(code)).body).toMatchObject({ permissions: scopes })
})

test('a code works once, for an hour, with its redirect_uri and the right secret', async () => {
  const lost = {
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Matching code was not found or was already used',
  }
  const code = (await world.consent()).searchParams.get('code')!
  expect((await world.exchange(`${code}#_`)).body).toEqual(lost)
  const elsewhere = await world.exchange(code, { redirect_uri: 'https://app.example/callback/' })
  expect(elsewhere.body.error_message).toContain('redirect_uri is identical')
  expect((await world.exchange(code, { client_secret: 'wrong' })).status).toBe(400)
  expect((await world.exchange(code)).status).toBe(200)
  expect((await world.exchange(code)).body).toEqual(lost)

  const late = (await world.consent()).searchParams.get('code')!
  world.simulator.clock.advance(hour)
  expect((await world.exchange(late)).body).toEqual(lost)
})

test('a short token lives an hour and becomes a long one of 60 days', async () => {
  const short = await world.shortToken()
  const long = await world.call('GET', '/access_token', {
    grant_type: 'ig_exchange_token',
    client_secret: app.client_secret,
    access_token: short,
  })
  expect(long.body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 })
  world.simulator.clock.advance(hour)
  const expired = await me(short)
  expect(expired.status).toBe(400)
  expect(expired.body.error).toMatchObject({ code: 190, error_subcode: 463 })
  expect(expired.body.error.message).toMatch(
    /Session has expired on \w+, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d P[SD]T\. The/,
  )
  expect((await me(long.body.access_token)).status).toBe(200)
})

test('a long token is refreshed after a day, not before, and not once it has ended', async () => {
  const long = await world.longToken()
  expect((await refresh(long)).body.error).toMatchObject({ code: 100, type: 'IGApiException' })
  world.simulator.clock.advance(day)
  const refreshed = await refresh(long)
  expect(refreshed.body).toMatchObject({ expires_in: 5_184_000, permissions: scopes.join(',') })
  expect(refreshed.body.access_token).not.toBe(long)
  expect((await me(long)).status).toBe(200)
  world.simulator.clock.advance(60 * day)
  expect((await refresh(refreshed.body.access_token)).body.error).toMatchObject({ error_subcode: 463 })
})

test('the old token can be made to die with its refresh', async () => {
  await world.control('settings', { refresh_ends_old_token: true })
  const long = await world.longToken()
  world.simulator.clock.advance(day)
  await refresh(long)
  expect((await me(long)).body.error).toMatchObject({ code: 190, error_subcode: 467 })
})

test('/me tells the account id as user_id and the app-scoped id as id', async () => {
  const token = await world.longToken()
  const { body } = await me(token, 'user_id,id,username,name,account_type,profile_picture_url,media_count')
  expect(body).toMatchObject({
    user_id: alice,
    id: '26841400000000102',
    username: 'alice',
    account_type: 'BUSINESS',
    media_count: 0,
  })
  expect((await fetch(body.profile_picture_url)).status).toBe(200)
})

test('a token in the Authorization header serves, with and without a version', async () => {
  const token = await world.longToken()
  for (const path of ['/me', '/v24.0/me', `/${alice}`]) {
    const answer = await fetch(`${world.simulator.url}${path}?fields=username`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await answer.json()).toMatchObject({ username: 'alice' })
  }
})

test('no token, a wrong one, a missing scope and an unknown field are refused in the words of Graph', async () => {
  expect((await world.call('GET', '/v26.0/me')).body.error.code).toBe(104)
  expect((await me('nonsense')).body.error).toMatchObject({ code: 190, type: 'OAuthException' })
  const token = await world.longToken({ scopes: ['instagram_business_basic'] })
  const forbidden = await world.call('POST', `/v26.0/${alice}/media`, { access_token: token })
  expect([forbidden.status, forbidden.body.error.code]).toEqual([403, 10])
  expect((await me(token, 'user_id,shoe_size')).body.error.message).toBe(
    '(#100) Tried accessing nonexisting field (shoe_size) on node type (InstagramUser)',
  )
  expect((await world.call('GET', '/v99.0/me', { access_token: token })).body.error.code).toBe(2500)
  expect((await world.call('GET', '/v26.0/nowhere')).body.error.code).toBe(2500)
})

test('an account can remove the app: its tokens die with 190/458', async () => {
  const token = await world.longToken()
  await world.control('revoke', { account: 'alice' })
  const { body } = await me(token)
  expect(body.error).toMatchObject({ code: 190, error_subcode: 458 })
})

test("another account's things are not there", async () => {
  const token = await world.longToken({ account: 'bob' })
  const answer = await world.call('GET', `/v26.0/${alice}/media`, { access_token: token })
  expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' })
})
