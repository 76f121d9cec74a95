import { beforeAll, describe, expect, test } from 'vitest'
import { flowMs } from '../../shared/storage/connect-flows.ts'
import { type ConnectWorld, openConnectWorld, returnTo } from './connect-world.ts'

let world: ConnectWorld
beforeAll(async () => {
  world = await openConnectWorld()
})

const exchange = 'POST /2/oauth2/token'

describe('beginning', () => {
  test('leads to the consent page with PKCE, a state, and a cookie for this flow alone', async () => {
    const { answer, url, cookie } = await world.begin('anna', 'x')
    expect(answer.status).toBe(200)
    const asked = new URL(url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/)
    expect(asked.get('redirect_uri')).toBe(`${world.environment.api}/api/v1/connections/connect/x/callback`)
    expect(cookie).toMatch(/^cf_[\w-]{8}=[\w-]{43}$/)
    expect(answer.headers['set-cookie']?.[0]).toMatch(/Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    const other = await world.begin('anna', 'x')
    expect(other.cookie.split('=')[0]).not.toBe(cookie.split('=')[0])
  })

  test('redirects a browser, which accepts anything', async () => {
    const answer = await world.call('anna', '/connections/connect/x', {
      headers: { accept: 'text/html,*/*' },
    })
    expect(answer.status).toBe(307)
    expect(answer.headers.location).toContain('/i/oauth2/authorize?')
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^cf_/)
  })

  test.each([
    ['of another origin', 'https://evil.example/connected'],
    ['of a path that only begins alike', 'https://app.example/connected-evil'],
    ['with credentials', 'https://me:pw@app.example/connected'],
    ['with a fragment', 'https://app.example/connected#x'],
    ['that is no web address', 'javascript:alert(1)'],
    ['that is no address', 'connected'],
  ])('refuses a return address %s', async (_what, address) => {
    const { answer } = await world.begin('anna', 'x', address)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid_input', violations: [{ path: 'query.return_to' }] })
  })

  test('refuses an unknown network', async () => {
    const { answer } = await world.begin('anna', 'myspace')
    expect([answer.status, answer.body.code]).toEqual([400, 'unsupported_platform'])
  })
})

describe('the browser that began', () => {
  test.each(['x', 'instagram'])('makes the connection at %s', async (platform) => {
    const { id } = await world.account(platform, 'carla')
    const { status, body, headers } = await world.connect('carla', platform, 'carla')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user_id: 'carla',
      platform,
      external_user_id: id,
      external_username: 'carla',
      status: 'active',
    })
    expect(headers['set-cookie']?.[0]).toMatch(/^cf_[\w-]{8}=; Max-Age=0/)
    const list = await world.call('carla', `/connections?platform=${platform}`)
    expect(JSON.parse(list.text)).toEqual([body])
    expect(list.text).not.toMatch(/token|tokens/)
    const targets = await world.call('carla', `/connections/${body.id}/targets`)
    expect(JSON.parse(targets.text)).toEqual([
      { id, name: 'carla', kind: 'account', default: true, posting: null },
    ])
  })

  test('goes back to the page it came from', async () => {
    await world.account('x', 'dora')
    const { url, cookie } = await world.begin('dora', 'x', returnTo)
    const answer = await world.follow(await world.consent('x', url, { account: 'dora' }), cookie)
    expect(answer.status).toBe(303)
    const back = new URL(String(answer.headers.location))
    const [connection] = JSON.parse((await world.call('dora', '/connections')).text)
    expect(`${back.origin}${back.pathname}`).toBe('https://app.example/connected')
    expect(Object.fromEntries(back.searchParams)).toEqual({
      tab: '2',
      platform: 'x',
      connection_id: connection.id,
    })
  })
})

describe('another browser', () => {
  test('without a page to return to gets nothing, and its code is not spent', async () => {
    await world.account('x', 'erna')
    const { url } = await world.begin('erna', 'x')
    const before = (await world.requests('x', exchange)).length
    const answer = await world.follow(await world.consent('x', url, { account: 'erna' }), 'cf_12345678=abc')
    expect([answer.status, answer.body.code, answer.body.reason]).toEqual([
      400,
      'oauth_connection_failed',
      'wrong_browser',
    ])
    expect((await world.requests('x', exchange)).length).toBe(before)
    expect((await world.call('erna', '/connections')).text).toBe('[]')
  })

  const parked = async (user: string) => {
    await world.account('x', user)
    const { url } = await world.begin(user, 'x', returnTo)
    const answer = await world.follow(await world.consent('x', url, { account: user }))
    expect(answer.status).toBe(303)
    const back = new URL(String(answer.headers.location)).searchParams
    expect(back.get('platform')).toBe('x')
    return back.get('connect_code')!
  }
  const complete = (user: string, connect_code: string, platform = 'x') =>
    world.call(user, `/connections/connect/${platform}/complete`, { method: 'POST', body: { connect_code } })

  test('parks the grant for the user who began, and for nobody else', async () => {
    const code = await parked('fanny')
    expect((await world.call('fanny', '/connections')).text).toBe('[]')
    const stranger = await complete('mallory', code)
    expect([stranger.status, stranger.body.code]).toEqual([404, 'connection_not_found'])
    expect((await complete('fanny', code, 'instagram')).status).toBe(404)
    const done = await complete('fanny', code)
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ user_id: 'fanny', external_username: 'fanny' })
    expect((await complete('fanny', code)).status).toBe(404)
    expect((await world.call('mallory', '/connections')).text).toBe('[]')
  })

  test('parks it for ten minutes', async () => {
    const code = await parked('gerda')
    await world.environment.tick(flowMs + 1)
    expect((await complete('gerda', code)).status).toBe(404)
  })

  test('leaves a grant behind that is given back when nobody claims it', async () => {
    await parked('hanna')
    const before = (await world.requests('x', 'POST /2/oauth2/revoke')).length
    await world.environment.tick(flowMs + 1)
    await world.environment.invoke('sweep')
    expect((await world.requests('x', 'POST /2/oauth2/revoke')).length).toBeGreaterThan(before)
  })
})

describe('a callback is refused, and the network not asked', () => {
  const refused = async (callback: URL, cookie?: string) => {
    const before = (await world.requests('x', exchange)).length
    const { status, body } = await world.follow(callback, cookie)
    expect((await world.requests('x', exchange)).length).toBe(before)
    return [status, body.code, body.reason]
  }
  const invalidState = [400, 'oauth_connection_failed', 'invalid_state']

  test('when its state was used', async () => {
    await world.account('x', 'ida')
    const { url, cookie } = await world.begin('ida', 'x')
    const callback = await world.consent('x', url, { account: 'ida' })
    expect((await world.follow(callback, cookie)).status).toBe(200)
    expect(await refused(callback, cookie)).toEqual(invalidState)
  })

  test('when its state is unknown or missing', async () => {
    const callback = new URL(`${world.environment.api}/api/v1/connections/connect/x/callback?code=c`)
    expect(await refused(callback)).toEqual(invalidState)
    callback.searchParams.set('state', 'unheard-of')
    expect(await refused(callback)).toEqual(invalidState)
  })

  test('when its state is older than ten minutes', async () => {
    const { url, cookie } = await world.begin('ida', 'x')
    const callback = await world.consent('x', url, { account: 'ida' })
    await world.environment.tick(flowMs)
    expect(await refused(callback, cookie)).toEqual(invalidState)
  })

  test('when its state belongs to another network', async () => {
    const { url, cookie } = await world.begin('ida', 'x')
    const callback = await world.consent('x', url, { account: 'ida' })
    callback.pathname = callback.pathname.replace('/x/', '/instagram/')
    expect(await refused(callback, cookie)).toEqual(invalidState)
  })

  test('when the consent was', async () => {
    const { url, cookie } = await world.begin('ida', 'x')
    expect(await refused(await world.consent('x', url, { deny: true }), cookie)).toEqual([
      400,
      'oauth_connection_failed',
      'access_denied',
    ])
    const withPage = await world.begin('ida', 'x', returnTo)
    const answer = await world.follow(await world.consent('x', withPage.url, { deny: true }), withPage.cookie)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe(`${returnTo}&platform=x&error=access_denied`)
  })
})

describe('a consent', () => {
  test('without all scopes is refused and given back', async () => {
    await world.account('x', 'jana')
    const { url, cookie } = await world.begin('jana', 'x')
    const scopes = ['tweet.read', 'users.read', 'offline.access']
    const before = (await world.requests('x', 'POST /2/oauth2/revoke')).length
    const { status, body } = await world.follow(
      await world.consent('x', url, { account: 'jana', scopes }),
      cookie,
    )
    expect([status, body.code, body.reason]).toEqual([400, 'oauth_connection_failed', 'missing_scopes'])
    expect(body.detail).toContain('tweet.write')
    expect((await world.call('jana', '/connections')).text).toBe('[]')
    expect((await world.requests('x', 'POST /2/oauth2/revoke')).length).toBeGreaterThan(before)
  })

  test('whose code the network refuses fails as exchange_failed', async () => {
    const { url, cookie } = await world.begin('jana', 'x')
    const callback = await world.consent('x', url, { account: 'jana' })
    callback.searchParams.set('code', 'not-the-code')
    const { status, body } = await world.follow(callback, cookie)
    expect([status, body.code, body.reason]).toEqual([400, 'oauth_connection_failed', 'exchange_failed'])
  })

  test('is told as platform_unavailable while the network is down', async () => {
    const { url, cookie } = await world.begin('jana', 'x')
    const callback = await world.consent('x', url, { account: 'jana' })
    await world.control('x', 'faults', { route: exchange, kind: 'drop_before' })
    const { status, body } = await world.follow(callback, cookie)
    expect([status, body.code]).toEqual([503, 'platform_unavailable'])
  })

  test('given again updates the connection', async () => {
    await world.account('x', 'kathi')
    const first = await world.connect('kathi', 'x', 'kathi')
    await world.environment.tick(60_000)
    const again = await world.connect('kathi', 'x', 'kathi')
    expect(again.body).toEqual(first.body)
    expect(JSON.parse((await world.call('kathi', '/connections')).text)).toHaveLength(1)
  })

  test('of a second account makes a second connection', async () => {
    await world.account('x', 'lena')
    await world.account('x', 'lena_shop')
    const first = await world.connect('lena', 'x', 'lena')
    await world.environment.tick(1000)
    const second = await world.connect('lena', 'x', 'lena_shop')
    expect(JSON.parse((await world.call('lena', '/connections')).text)).toEqual([first.body, second.body])
  })
})

test('somebody else’s connection is simply not there', async () => {
  await world.account('x', 'mona')
  const { body } = await world.connect('mona', 'x', 'mona')
  for (const [method, path] of [
    ['GET', `/connections/${body.id}/targets`],
    ['GET', `/connections/${body.id}/limits`],
    ['DELETE', `/connections/${body.id}`],
  ] as const)
    expect((await world.call('mallory', path, { method })).status).toBe(404)
  expect((await world.call('mona', `/connections/${body.id}/targets`)).status).toBe(200)
})

test('a filter by an unknown network is refused', async () => {
  const { status, body } = await world.call('anna', '/connections?platform=myspace')
  expect([status, body.code]).toEqual([400, 'unsupported_platform'])
})
