import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, redirectUri, type World } from './tiktok-world.ts'

describe('the simulated Login Kit of TikTok', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(() => world.reset())
  afterAll(() => world.close())

  const refresh = (refresh_token: string) => world.token({ grant_type: 'refresh_token', refresh_token })
  const name = 'user/info/?fields=display_name'

  test('asks people on a page that escapes and works without JavaScript', async () => {
    const page = await world.authorize()
    expect(page.status).toBe(200)
    expect(page.text).toContain('local-tiktok-client wants to use your TikTok account')
    expect(page.text).toContain('video.publish')
    const form = new URLSearchParams({ account: 'bob', decision: 'allow' })
    form.append('scope', 'video.publish')
    const path = `/v2/auth/authorize/?client_key=local-tiktok-client&response_type=code&redirect_uri=${redirectUri}&state=s1&scope=video.publish,video.list`
    const answer = await world.send('POST', path, { body: form })
    const back = new URL(answer.headers.get('location')!)
    expect(back.searchParams.get('scopes')).toBe('user.info.basic,video.publish')
    expect(back.searchParams.get('state')).toBe('s1')
    const tokens = (await world.exchange(back.searchParams.get('code')!)).body
    expect(tokens.scope).toBe('user.info.basic,video.publish')
    expect((await world.user(tokens).get(name)).body.data.user.display_name).toBe('Bob Berg')
  })

  test('a denial leads back with an error', async () => {
    await world.control('consent', { auto: true, deny: true })
    const back = new URL((await world.authorize()).headers.get('location')!)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 's1' })
  })

  test.each([
    ['client_key', { client_key: 'other' }],
    ['redirect_uri', { redirect_uri: 'http://other.example/' }],
    ['redirect_uri', { redirect_uri: 'https://app.example/?next=1' }],
    ['redirect_uri', { redirect_uri: `https://app.example/${'a'.repeat(500)}` }],
    ['response_type', { response_type: 'token' }],
    ['state', { state: '' }],
    ['scope', { scope: '' }],
    ['scope', { scope: 'video.publish research.data.basic' }],
    ['scope', { scope: 'video.publish,research.data.basic' }],
    ['disable_auto_auth', { disable_auto_auth: '2' }],
  ])('a page tells that %s is wrong', async (parameter, changes) => {
    const answer = await world.authorize(changes)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`[${parameter}]`)
  })

  test('tokens are flat, prefixed, and live a day and a year', async () => {
    const code = await world.freshCode()
    expect(code).toMatch(/\*0!/)
    const { body } = await world.exchange(code)
    expect(body).toEqual({
      open_id: expect.stringMatching(/^-000/),
      scope: expect.stringContaining('video.publish'),
      access_token: expect.stringMatching(/^act\./),
      expires_in: 86_400,
      refresh_token: expect.stringMatching(/^rft\./),
      refresh_expires_in: 31_536_000,
      token_type: 'Bearer',
    })
    const alice = world.user(body)
    expect((await alice.get(name)).status).toBe(200)
    world.advance(86_400_000)
    const dead = await alice.get(name)
    expect([dead.status, dead.body.error.code]).toEqual([401, 'access_token_invalid'])
    const next = (await refresh(body.refresh_token)).body
    expect(next.open_id).toBe(body.open_id)
    expect(31_536_000 - 86_400 - next.refresh_expires_in).toBeOneOf([0, 1, 2])
    expect((await world.user(next).get(name)).status).toBe(200)
    world.advance(365 * 86_400_000)
    expect((await refresh(next.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('codes serve once, for their address and app, and not for long', async () => {
    const code = await world.freshCode()
    expect((await world.exchange(code, { redirect_uri: 'https://app.example/other' })).body.error).toBe(
      'invalid_grant',
    )
    expect((await world.exchange(code)).body.access_token).toBeDefined()
    expect((await world.exchange(code)).body.error).toBe('invalid_grant')
    const late = await world.freshCode()
    world.advance(5 * 60_000)
    expect((await world.exchange(late)).body.error_description).toBe('Authorization code is expired.')
  })

  test('refresh tokens rotate, unless told otherwise', async () => {
    const { tokens } = await world.connect()
    const next = (await refresh(tokens.refresh_token)).body
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect((await world.user(tokens).get(name)).status).toBe(200)
    await world.settings({ refresh_rotates: false, refresh_ends_access: true })
    const same = (await refresh(next.refresh_token)).body
    expect(same.refresh_token).toBe(next.refresh_token)
    expect((await world.user(next).get(name)).status).toBe(401)
    await world.settings({ refuses_refresh: true })
    expect((await refresh(same.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('an answer lost while refreshing has spent the token', async () => {
    const { tokens } = await world.connect()
    await world.fault({ route: 'POST /v2/oauth/token/', kind: 'refresh_lost' })
    await expect(refresh(tokens.refresh_token)).rejects.toThrow()
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('errors are flat and may come with status 200', async () => {
    const wrong = await world.token({ grant_type: 'refresh_token', refresh_token: 'rft.x' })
    expect(wrong.status).toBe(200)
    expect(wrong.body).toEqual({
      error: 'invalid_grant',
      error_description: expect.any(String),
      log_id: expect.any(String),
    })
    await world.settings({ oauth_error_status: 400 })
    const cases: [Record<string, string>, string][] = [
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
      [{ grant_type: 'refresh_token' }, 'invalid_request'],
      [{}, 'invalid_request'],
      [{ grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'no' }, 'invalid_client'],
    ]
    for (const [form, error] of cases) {
      const answer = await world.token(form)
      expect([answer.status, answer.body.error]).toEqual([400, error])
    }
    const json = await world.send('POST', '/v2/oauth/token/', { body: '{}' })
    expect(json.body.error).toBe('invalid_request')
  })

  test('revoking ends the authorization with an empty answer', async () => {
    const { tokens } = await world.connect()
    const answer = await world.token({ token: tokens.access_token }, '/v2/oauth/revoke/')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await world.user(tokens).get(name)).status).toBe(401)
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
  })

  test('the user removes the app', async () => {
    const alice = await world.connect()
    const bob = await world.connect('bob')
    await world.control('revoke', { account: 'alice' })
    expect((await alice.get(name)).body.error.code).toBe('access_token_invalid')
    expect((await refresh(alice.tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect((await bob.get(name)).status).toBe(200)
  })

  test.each([
    ['web', 'base64url'],
    ['desktop', 'hex'],
  ] as const)('PKCE can be switched on, as on the %s', async (pkce, encoding) => {
    await world.settings({ pkce })
    await world.control('consent', { auto: true })
    expect((await world.authorize()).status).toBe(400)
    const code_verifier = 'v'.repeat(50)
    const code_challenge = createHash('sha256').update(code_verifier).digest(encoding)
    const asked = { code_challenge, code_challenge_method: 'S256' }
    const code = world.codeOf(await world.authorize(asked))
    expect((await world.exchange(code)).body.error).toBe('invalid_request')
    expect((await world.exchange(code, { code_verifier: 'other' })).body.error).toBe('invalid_grant')
    expect((await world.exchange(code, { code_verifier })).body.access_token).toBeDefined()
  })

  test('profile fields stand behind their scopes', async () => {
    const basic = await world.connect('alice', ['user.info.basic'])
    const answer = await basic.get('user/info/?fields=open_id,union_id,avatar_url,display_name')
    expect(answer.body).toEqual({
      data: {
        user: {
          open_id: basic.tokens.open_id,
          union_id: expect.any(String),
          avatar_url: expect.stringContaining('/_avatar/alice.svg'),
          display_name: 'Alice Arnaud 🌿',
        },
      },
      error: { code: 'ok', message: '', log_id: expect.any(String) },
    })
    const refused = await basic.get('user/info/?fields=open_id,username')
    expect([refused.status, refused.body.error.code]).toEqual([401, 'scope_not_authorized'])
    await world.settings({ missing_scope_code: 'scope_permission_missed' })
    expect((await basic.get('user/info/?fields=follower_count')).status).toBe(400)
    for (const query of ['', '?fields=', '?fields=open_id,shoe_size'])
      expect((await basic.get(`user/info/${query}`)).body.error.code).toBe('invalid_params')
    const full = await world.connect()
    expect((await full.get('user/info/?fields=username,video_count')).body.data.user).toEqual({
      username: 'alice',
      video_count: 0,
    })
  })
})
