import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { app, bakery, openWorld, publisher, redirectUri, scopes, type World } from './facebook-world.ts'

const minute = 60_000
const day = 24 * 60 * minute

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
afterEach(() => world.control('reset', {}))

const code = async () => (await world.consent()).searchParams.get('code')!
const error = ({ status, body }: Awaited<ReturnType<World['call']>>) => [
  status,
  body.error.code,
  body.error.error_subcode,
]

describe('the dialog', () => {
  test('leads back with code and state', async () => {
    const location = await world.consent()
    expect(location.origin + location.pathname).toBe(redirectUri)
    expect([...location.searchParams.keys()].sort()).toEqual(['code', 'state'])
    expect(location.hash).toBe('#_=_')
  })

  test('a refusal says so in the words of Facebook', async () => {
    const { searchParams } = await world.consent({ deny: true })
    expect(Object.fromEntries(searchParams)).toEqual({
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'Permissions error',
      state: 's1',
    })
  })

  test.each([
    ['an unknown app', { client_id: 'x' }],
    ['a redirect to another machine over http', { redirect_uri: 'http://app.example/' }],
    ['no state', { state: '' }],
    ['an unknown scope', { scope: 'pages_everything' }],
    ['another response type', { response_type: 'token' }],
  ])('%s is an error page, not a redirect', async (_, changes) => {
    const query = { client_id: app.client_id, redirect_uri: redirectUri, state: 's', ...changes }
    expect((await world.call('GET', '/v26.0/dialog/oauth', query)).status).toBe(400)
  })

  test('a configuration asks for its own scopes', async () => {
    await world.control('consent', { auto: true })
    const query = { client_id: app.client_id, redirect_uri: redirectUri, state: 's', config_id: '77' }
    const { headers } = await world.call('GET', '/v26.0/dialog/oauth', query)
    const given = new URL(headers.get('location')!).searchParams.get('code')!
    const { body } = await world.exchange({ code: given, redirect_uri: redirectUri })
    expect((await world.pagesOf(body.access_token)).data).toHaveLength(2)
  })

  test('asks people with the accounts and scopes', async () => {
    const query = { client_id: app.client_id, redirect_uri: redirectUri, state: 's', scope: scopes.join(' ') }
    const { text } = await world.call('GET', '/dialog/oauth', query)
    expect(text).toContain('Alice Arndt')
    expect(text).toContain('pages_manage_posts')
  })
})

describe('user tokens', () => {
  test('a code gives a short token, that a long one of 60 days', async () => {
    const short = await world.exchange({ code: await code(), redirect_uri: redirectUri })
    expect(short.body).toEqual({
      access_token: expect.stringMatching(/^EAA/),
      token_type: 'bearer',
      expires_in: 5400,
    })
    const exchange = { grant_type: 'fb_exchange_token', fb_exchange_token: short.body.access_token }
    expect((await world.exchange(exchange)).body.expires_in).toBe(60 * 24 * 3600)
    world.advance(90 * minute)
    expect(error(await world.exchange(exchange))).toEqual([400, 190, 463])
  })

  test('a code works once, for ten minutes, with the same redirect', async () => {
    const used = await code()
    expect((await world.exchange({ code: used, redirect_uri: redirectUri })).status).toBe(200)
    expect(error(await world.exchange({ code: used, redirect_uri: redirectUri }))).toEqual([400, 100, 36009])
    const other = { code: await code(), redirect_uri: `${redirectUri}/` }
    expect(error(await world.exchange(other))).toEqual([400, 100, 36008])
    const late = await code()
    world.advance(10 * minute)
    expect(error(await world.exchange({ code: late, redirect_uri: redirectUri }))).toEqual([400, 100, 36007])
  })

  test('the app secret is checked, also of a posted form', async () => {
    const form = { ...app, client_secret: 'wrong', code: await code(), redirect_uri: redirectUri }
    const send = (fields: Record<string, string>) =>
      world.send('/v26.0/oauth/access_token', { method: 'POST', body: new URLSearchParams(fields) })
    expect(error(await send(form))).toEqual([400, 1, undefined])
    expect((await send({ ...form, ...app })).status).toBe(200)
  })

  test('are debugged with the app’s own token', async () => {
    const input_token = await world.userToken()
    const access_token = `${app.client_id}|${app.client_secret}`
    const { body } = await world.call('GET', '/v26.0/debug_token', { input_token, access_token })
    expect(body.data).toMatchObject({ type: 'USER', is_valid: true, user_id: '10220000000000101' })
    expect(body.data.scopes).toEqual(expect.arrayContaining(scopes))
    const page = await world.pageToken()
    const debugged = await world.call('GET', '/v26.0/debug_token', { input_token: page, access_token })
    expect(debugged.body.data).toMatchObject({ type: 'PAGE', expires_at: 0, profile_id: bakery })
  })

  test('a version not yet released is an unknown path', async () => {
    expect(error(await world.call('GET', '/v27.0/me', { access_token: 'x' }))).toEqual([400, 2500, undefined])
  })
})

describe('permissions', () => {
  test('tell what was unticked', async () => {
    const access_token = await world.userToken({ scopes: ['pages_show_list'] })
    const { body } = await world.call('GET', '/v26.0/me/permissions', { access_token })
    expect(body.data).toEqual([
      { permission: 'public_profile', status: 'granted' },
      { permission: 'pages_show_list', status: 'granted' },
      ...scopes.slice(1).map((permission) => ({ permission, status: 'declined' })),
    ])
    const page = await world.pageToken(bakery, { scopes: ['pages_show_list'] })
    const refused = await publisher(world, page).feed({ message: 'no' })
    expect(error(refused)).toEqual([403, 200, undefined])
  })

  test('one taken back shows in tokens that exist', async () => {
    const access_token = await world.userToken()
    const { data } = await world.pagesOf(access_token)
    await world.call('DELETE', '/v26.0/me/permissions/pages_manage_posts', { access_token })
    const refused = await publisher(world, data[0].access_token).feed({ message: 'no' })
    expect(error(refused)).toEqual([403, 200, undefined])
  })

  test('removing the app ends all tokens', async () => {
    const access_token = await world.userToken()
    const { data } = await world.pagesOf(access_token)
    expect((await world.call('DELETE', '/v26.0/me/permissions', { access_token })).body.success).toBe(true)
    for (const dead of [access_token, data[0].access_token])
      expect(error(await world.call('GET', '/v26.0/me', { access_token: dead }))).toEqual([400, 190, 458])
  })

  test('a person who removes the app ends all tokens and the app is told, signed', async () => {
    await world.set({ deauthorize_callback_url: `${world.host.origin}/deauthorize` })
    const access_token = await world.userToken()
    await world.control('revoke', { account: 'alice' })
    expect(error(await world.call('GET', '/v26.0/me', { access_token }))).toEqual([400, 190, 458])
    await vi.waitFor(() => expect(world.host.visits.some(({ path }) => path === '/deauthorize')).toBe(true))
    const { body } = world.host.visits.find(({ path }) => path === '/deauthorize')!
    const [signature, payload] = new URLSearchParams(body).get('signed_request')!.split('.')
    const expected = createHmac('sha256', app.client_secret).update(payload!).digest('base64url')
    expect(signature).toBe(expected)
    expect(JSON.parse(Buffer.from(payload!, 'base64url').toString()).user_id).toBe('10220000000000101')
  })
})

describe('Pages', () => {
  test('are listed with their tokens, tasks and linked Instagram account', async () => {
    const fields = 'id,name,username,access_token,tasks,picture{url},instagram_business_account{id,username}'
    const { data } = await world.pagesOf(await world.userToken(), { fields })
    expect(data).toHaveLength(2)
    expect(data[0]).toEqual({
      id: bakery,
      name: 'Arndt Bakery',
      username: 'arndtbakery',
      access_token: expect.stringMatching(/^EAA/),
      tasks: expect.arrayContaining(['CREATE_CONTENT']),
      picture: { data: { url: expect.stringContaining('/_avatar/arndtbakery.svg') } },
      instagram_business_account: { id: '17841400000000101', username: 'alice' },
    })
    const avatar = await fetch(data[0].picture.data.url)
    expect(avatar.headers.get('content-type')).toBe('image/svg+xml')
  })

  test('come in pages whose next carries the token', async () => {
    await world.set({ accounts_per_answer: 1 })
    const first = await world.pagesOf(await world.userToken(), { limit: 100 })
    expect(first.data).toHaveLength(1)
    const second = (await (await fetch(first.paging.next)).json()) as {
      data: { id: string }[]
      paging: object
    }
    expect(second.data).toHaveLength(1)
    expect(second.data[0]!.id).not.toBe(first.data[0].id)
    expect(second.paging).not.toHaveProperty('next')
  })

  test('that were not ticked are missing', async () => {
    await world.set({ consent_pages: bakery })
    const { data } = await world.pagesOf(await world.userToken())
    expect(data.map((page: { id: string }) => page.id)).toEqual([bakery])
  })

  test('are hidden without pages_show_list', async () => {
    const { data } = await world.pagesOf(await world.userToken({ asked: ['pages_manage_posts'] }))
    expect(data).toEqual([])
  })

  test('a Page token from a short user token ends with it, from a long one never', async () => {
    const fromShort = (await world.pagesOf(await world.shortToken())).data[0].access_token
    const fromLong = await world.pageToken()
    world.advance(61 * day)
    expect(error(await world.call('GET', '/v26.0/me', { access_token: fromShort }))).toEqual([400, 190, 463])
    const me = await world.call('GET', '/v26.0/me', { access_token: fromLong, fields: 'id,name,fan_count' })
    expect(me.body).toEqual({ id: bakery, name: 'Arndt Bakery', fan_count: 1200 })
  })

  test('without the task CREATE_CONTENT nothing is posted', async () => {
    const token = await world.pageToken(bakery, { account: 'bob' })
    expect(error(await publisher(world, token).feed({ message: 'no' }))).toEqual([403, 200, undefined])
  })

  test('a user token does not post, a Page token not on another Page', async () => {
    const user = publisher(world, await world.userToken())
    expect(error(await user.feed({ message: 'no' }))).toEqual([403, 210, undefined])
    const other = publisher(world, await world.pageToken(), '104500000000102')
    expect(error(await other.feed({ message: 'no' }))).toEqual([400, 100, 33])
  })

  test('the proof of the app secret is checked, and may be required', async () => {
    await world.set({ require_appsecret_proof: true })
    const access_token = await world.userToken()
    const me = (more: Record<string, string>) => world.call('GET', '/v26.0/me', { access_token, ...more })
    expect((await me({})).body.error.message).toContain('require an appsecret_proof')
    expect((await me({ appsecret_proof: 'ab' })).body.error.message).toContain('Invalid appsecret_proof')
    const appsecret_proof = createHmac('sha256', app.client_secret).update(access_token).digest('hex')
    expect((await me({ appsecret_proof })).status).toBe(200)
  })

  test('a person added with Pages may connect', async () => {
    const pages = [{ id: '104500000000999', name: 'Dan’s', username: 'dans' }]
    await world.control('accounts', { username: 'dan', pages })
    const { data } = await world.pagesOf(await world.userToken({ account: 'dan' }))
    expect(data[0]).toMatchObject({ id: '104500000000999', category: 'Brand' })
  })
})
