import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TokenServices } from '../../shared/connections/services.ts'
import { freshToken, renewRefused } from '../../shared/connections/tokens.ts'
import type { SocialConnection } from '../../shared/domain/social-connection.ts'
import { changeConnection, getConnection } from '../../shared/storage/connections.ts'
import { sealFirstVersion } from '../fixtures/first-envelope.ts'
import { tokenServices } from './connect-services.ts'
import { type ConnectWorld, openConnectWorld } from './connect-world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const exchange = 'POST /2/oauth2/token'

let world: ConnectWorld
let services: TokenServices
let user = ''
let serial = 0
beforeAll(async () => {
  world = await openConnectWorld()
  services = tokenServices(world.environment)
})
beforeEach(async () => {
  serial += 1
  user = `user${serial}`
})

const connected = async (platform = 'x'): Promise<SocialConnection> => {
  await world.account(platform, user)
  const { body } = await world.connect(user, platform, user)
  return stored(String(body.id))
}
const stored = async (id: string) => (await getConnection(services.table, user, id))!
const soon = () => services.now() + 10 * 60_000
const refreshes = async () => (await world.requests('x', exchange)).length
const status = async () => JSON.parse((await world.call(user, '/connections')).text)[0].status

/** Whether the network takes the token. */
const works = async (accessToken: string) => {
  const url = `${world.environment.simulators.x!.url}/2/users/me`
  return (await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })).status === 200
}

describe('an access token', () => {
  test('that lasts long enough is used as it is', async () => {
    const connection = await connected()
    const before = await refreshes()
    const { accessToken } = await freshToken(services, connection, soon())
    expect(await works(accessToken)).toBe(true)
    expect(await refreshes()).toBe(before)
  })

  test('that would end too early is refreshed once, however many ask', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    const before = await refreshes()
    const all = await Promise.all(Array.from({ length: 10 }, () => freshToken(services, connection, soon())))
    expect(await refreshes()).toBe(before + 1)
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1)
    expect(await works(all[0]!.accessToken)).toBe(true)
    const after = await stored(connection.id)
    expect([after.refresh_owner, after.generation]).toEqual([undefined, connection.generation])
  })

  test('of a grant that the network refuses to renew asks for its owner, once', async () => {
    const connection = await connected()
    await world.control('x', 'revoke', { account: user })
    await world.environment.tick(2 * hourMs)
    const asked = Promise.allSettled([1, 2, 3].map(() => freshToken(services, connection, soon())))
    for (const one of await asked)
      expect(one).toMatchObject({ status: 'rejected', reason: { failure: { class: 'reauth' } } })
    expect(await status()).toBe('needs_reauth')
    const told = world.events(connection.id)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      'detail-type': 'connection.needs_reauth',
      detail: { user_id: user, platform: 'x', connection_id: connection.id },
    })
    expect(JSON.parse((await world.call(user, '/connections?status=needs_reauth')).text)).toHaveLength(1)
    expect((await world.call(user, '/connections?status=active')).text).toBe('[]')
  })

  test('is good again after the owner consented again', async () => {
    const connection = await connected()
    await world.control('x', 'revoke', { account: user })
    await world.environment.tick(2 * hourMs)
    await expect(freshToken(services, connection, soon())).rejects.toThrow(/reauth/)
    await world.connect(user, 'x', user)
    expect(await status()).toBe('active')
    const again = await stored(connection.id)
    expect(again.generation).toBeGreaterThan(connection.generation)
    // Asked with what was read before the new consent.
    expect(await works((await freshToken(services, connection, soon())).accessToken)).toBe(true)
  })
})

describe('trouble while refreshing disconnects nobody', () => {
  const expectRefusal = async (connection: SocialConnection, failureClass: string) => {
    await expect(freshToken(services, connection, soon())).rejects.toMatchObject({
      failure: { class: failureClass },
    })
    const after = await stored(connection.id)
    expect([after.needs_reauth, after.refresh_owner]).toEqual([false, undefined])
    expect(world.events(connection.id)).toEqual([])
  }

  test('when the request never arrived', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    await world.control('x', 'faults', { route: exchange, kind: 'drop_before' })
    await expectRefusal(connection, 'retry')
    expect(await works((await freshToken(services, connection, soon())).accessToken)).toBe(true)
  })

  test('when our app’s secret is refused', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    const body = { error: 'unauthorized_client', error_description: 'Missing valid authorization header' }
    await world.control('x', 'faults', { route: exchange, kind: 'status', status: 401, body })
    await expectRefusal(connection, 'operator')
  })

  test('when the network answers 401 to all and says nothing of the grant', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    const body = { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }
    await world.control('x', 'faults', { route: exchange, kind: 'status', status: 401, body })
    await expectRefusal(connection, 'retry')
  })

  test('when the network limits us', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    await world.control('x', 'faults', { route: exchange, kind: 'status', status: 429 })
    await expectRefusal(connection, 'rate_limited')
  })

  test('when KMS is down', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    const over = world.environment.aws.faults.add({ service: 'kms', kind: 'kms_unavailable', times: 100 })
    await expect(freshToken(services, connection, soon())).rejects.toThrow(/KMS key is not available/)
    over()
    expect((await stored(connection.id)).needs_reauth).toBe(false)
    expect(await works((await freshToken(services, connection, soon())).accessToken)).toBe(true)
  })

  test('but an answer lost after a single-use refresh token was spent needs its owner', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    await world.control('x', 'faults', { route: exchange, kind: 'refresh_lost' })
    await expectRefusal(connection, 'retry')
    await expect(freshToken(services, connection, soon())).rejects.toMatchObject({
      failure: { class: 'reauth' },
    })
    expect(await status()).toBe('needs_reauth')
  })
})

describe('a new pair', () => {
  test('is not asked for while KMS could not seal it', async () => {
    const connection = await connected()
    // The key of the network is renewed by who seals next.
    await world.environment.tick(31 * dayMs)
    const before = await refreshes()
    world.environment.aws.faults.add({ service: 'kms', operation: 'GenerateDataKey', kind: '500', times: 3 })
    await expect(freshToken(services, connection, soon())).rejects.toThrow(/internal error/)
    expect(await refreshes()).toBe(before)
    expect(await works((await freshToken(services, connection, soon())).accessToken)).toBe(true)
  })

  test('is waited for while another process refreshes, and its lease ends if it crashed', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    const lease = { refresh_owner: 'crashed', refresh_until: services.now() + 30_000 }
    await changeConnection(services.table, connection, { set: lease })
    const before = await refreshes()
    const waiting = freshToken(services, connection, soon())
    const looks = () =>
      world.environment.aws.calls.entries.filter((call) => call.operation === 'GetItem').length
    const looked = looks()
    await expect.poll(looks).toBeGreaterThan(looked + 2)
    expect(await refreshes()).toBe(before)
    await world.environment.tick(30_000)
    expect(await works((await waiting).accessToken)).toBe(true)
  })

  test('gives way to a new consent that came in between', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    await world.control('x', 'faults', {
      route: exchange,
      kind: 'delay_after',
      ms: 3_000,
      match: 'refresh_token',
    })
    const refreshing = freshToken(services, connection, soon())
    await expect.poll(async () => (await stored(connection.id)).refresh_owner).toBeDefined()
    await world.connect(user, 'x', user)
    const consented = await stored(connection.id)
    await world.environment.tick(3_000)
    expect((await refreshing).connection).toEqual(consented)
    expect(await stored(connection.id)).toEqual(consented)
  })

  test('that is refused while a new consent came in between asks nobody', async () => {
    const connection = await connected()
    await world.environment.tick(2 * hourMs)
    await world.control('x', 'revoke', { account: user })
    await world.control('x', 'faults', { route: exchange, kind: 'delay', ms: 3_000, match: 'refresh_token' })
    const refreshing = freshToken(services, connection, soon())
    await expect.poll(async () => (await stored(connection.id)).refresh_owner).toBeDefined()
    await world.connect(user, 'x', user)
    await world.environment.tick(3_000)
    expect(await works((await refreshing).accessToken)).toBe(true)
    expect([await status(), world.events(connection.id)]).toEqual(['active', []])
  })
})

describe('tokens that were sealed under a key of their own', () => {
  test('are used as they are, and under the key of their network from their next refresh on', async () => {
    const connection = await connected()
    const now = await freshToken(services, connection, services.now())
    const context = { user_id: user, connection_id: connection.id, platform: 'x' }
    const keyId = world.environment.env.KMS_KEY_ID!
    const plaintext = await services.envelopes.open(connection.tokens, { ...context, platform: 'x' })
    const tokens = await sealFirstVersion({ keyId, context }, plaintext)
    await changeConnection(services.table, connection, { set: { tokens } })
    const old = await stored(connection.id)
    expect((await freshToken(services, old, services.now())).accessToken).toBe(now.accessToken)
    await world.environment.tick(2 * hourMs)
    const all = await Promise.all([1, 2, 3].map(() => freshToken(services, old, soon())))
    expect(new Set(all.map(({ accessToken }) => accessToken)).size).toBe(1)
    expect(await works(all[0]!.accessToken)).toBe(true)
    expect((await stored(connection.id)).tokens.v).toBe(2)
  })
})

describe('a refused token', () => {
  const tokenOf = async (connection: SocialConnection) =>
    (await freshToken(services, connection, services.now())).accessToken

  test('is renewed when the refusal was a whim of the network: a storm of 401s makes one refresh', async () => {
    const connection = await connected()
    const token = await tokenOf(connection)
    const before = await refreshes()
    const storm = await Promise.all(
      Array.from({ length: 8 }, () => renewRefused(services, connection, token)),
    )
    expect(storm).toEqual(Array(8).fill(true))
    expect(await refreshes()).toBe(before + 1)
    const now = await tokenOf(await stored(connection.id))
    expect(now).not.toBe(token)
    expect(await works(now)).toBe(true)
    expect(await renewRefused(services, connection, token)).toBe(true)
    expect(await refreshes()).toBe(before + 1)
  })

  test('is the end of the grant when its refresh is refused too', async () => {
    const connection = await connected()
    const token = await tokenOf(connection)
    await world.control('x', 'revoke', { account: user })
    expect(await renewRefused(services, connection, token)).toBe(false)
    expect(await renewRefused(services, connection, token)).toBe(false)
    expect(await status()).toBe('needs_reauth')
    expect(world.events(connection.id)).toHaveLength(1)
  })

  test('proves nothing while the network is silent', async () => {
    const connection = await connected()
    const token = await tokenOf(connection)
    await world.control('x', 'faults', { route: exchange, kind: 'drop_before' })
    await expect(renewRefused(services, connection, token)).rejects.toMatchObject({
      failure: { class: 'retry' },
    })
    expect(await status()).toBe('active')
  })

  test('of a removed connection stays refused', async () => {
    const connection = await connected()
    const token = await tokenOf(connection)
    await world.call(user, `/connections/${connection.id}`, { method: 'DELETE' })
    expect(await renewRefused(services, connection, token)).toBe(false)
  })
})

describe('the daily sweep', () => {
  const sweep = () => world.environment.invoke('refresh-tokens')

  test('renews a grant two weeks before its end, and leaves it alone until then', async () => {
    const connection = await connected('instagram')
    await world.environment.tick(40 * dayMs)
    await sweep()
    expect((await stored(connection.id)).grant_expires_at).toBe(connection.grant_expires_at)
    await world.environment.tick(7 * dayMs)
    await sweep()
    const renewed = await stored(connection.id)
    expect(renewed.grant_expires_at).toBeGreaterThan(services.now() + 59 * dayMs)
    expect(renewed.renew_at).toBe(renewed.grant_expires_at! - 14 * dayMs)
    expect(await status()).toBe('active')
  })

  test('tries again the next day after a failure', async () => {
    const connection = await connected('instagram')
    await world.environment.tick(47 * dayMs)
    await world.control('instagram', 'faults', {
      route: 'GET /refresh_access_token',
      kind: 'drop_before',
      times: 9,
    })
    await sweep()
    await world.control('instagram', 'reset', {})
    const failed = await stored(connection.id)
    expect(failed.grant_expires_at).toBe(connection.grant_expires_at)
    expect(failed.renew_at).toBeGreaterThan(services.now() + 23 * hourMs)
    expect(failed.needs_reauth).toBe(false)
  })

  test('asks the owner when the grant is refused, and then leaves it', async () => {
    const connection = await connected('instagram')
    await world.environment.tick(47 * dayMs)
    await world.control('instagram', 'revoke', { account: user })
    await sweep()
    expect(await status()).toBe('needs_reauth')
    await world.environment.tick(2 * dayMs)
    await sweep()
    expect((await stored(connection.id)).renew_at).toBeNull()
    expect(world.events(connection.id)).toHaveLength(1)
  })

  test('is not needed to see that consent ends within a week', async () => {
    await connected('instagram')
    await world.environment.tick(54 * dayMs)
    expect(await status()).toBe('expiring')
    await world.environment.tick(6 * dayMs)
    expect(await status()).toBe('needs_reauth')
  })
})
