import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { askNetwork } from '../../shared/connections/ask-network.ts'
import { postingForms } from '../../shared/platforms/registry.ts'
import { getConnection } from '../../shared/storage/connections.ts'
import { jpeg } from '../fixtures/media.ts'
import { tokenServices } from './connect-services.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// What the form of a post must show and may offer, as GET targets tells it anew each time. TikTok demands it.

const minuteMs = 60_000
const creatorInfo = 'POST /v2/post/publish/creator_info/query/'

let world: PublishingWorld
let user = ''
let connection = ''
let photo = ''
let serial = 0
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['tiktok', 'facebook'] })
  photo = await world.put('photo.jpg', jpeg({ width: 640, height: 640 }))
})
beforeEach(async () => {
  serial += 1
  user = `creator${serial}`
  await world.control('tiktok', 'faults', {}, 'DELETE')
  await settings({ private_accounts: '', comment_disabled_accounts: '', posts_per_creator_24h: 15 })
  connection = await world.connect(user, 'tiktok')
})

const settings = (changed: Record<string, unknown>) => world.control('tiktok', 'settings', changed)
const fault = (kind: string, more: object = {}) =>
  world.control('tiktok', 'faults', { route: creatorInfo, kind, ...more })
const targets = (id = connection) => world.call(user, `/connections/${id}/targets`)
const posting = async () => {
  const { status, text, body } = await targets()
  expect([status, text]).toEqual([200, expect.stringContaining('posting')])
  expect(body).toHaveLength(1)
  return body[0].posting
}
const asked = async () => (await world.seen('tiktok', creatorInfo)).length

describe('an account', () => {
  test('is offered everything that it may choose', async () => {
    expect(await posting()).toEqual({
      can_post: true,
      refusal: null,
      username: user,
      display_name: expect.any(String),
      avatar_url: expect.stringContaining('http'),
      choices: {
        privacy_level: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
        disable_comment: [true, false],
        disable_duet: [true, false],
        disable_stitch: [true, false],
      },
      max_video_seconds: 600,
    })
  })

  test('of others is not told of', async () => {
    const { status, body } = await world.call('stranger', `/connections/${connection}/targets`)
    expect([status, body.code]).toEqual([404, 'connection_not_found'])
  })

  test('whose comments are off can’t allow them; and it is asked anew for each form', async () => {
    expect((await posting()).choices.disable_comment).toEqual([true, false])
    await settings({ comment_disabled_accounts: user })
    expect((await posting()).choices.disable_comment).toEqual([true])
    await settings({ comment_disabled_accounts: '' })
    expect((await posting()).choices.disable_comment).toEqual([true, false])
  })

  test('that is private posts to its followers, without Duet and Stitch', async () => {
    await settings({ private_accounts: user })
    expect((await posting()).choices).toEqual({
      privacy_level: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      disable_comment: [true, false],
      disable_duet: [true],
      disable_stitch: [true],
    })
  })

  test('is offered what a post is then taken with', async () => {
    await settings({ private_accounts: user, comment_disabled_accounts: user })
    const { choices } = await posting()
    const post = (privacy_level: Schema<'TikTokPhotoOptions'>['privacy_level']) => ({
      connection_id: connection,
      assets: [image(photo)],
      platform_specific_options: {
        privacy_level,
        disable_comment: choices.disable_comment[0],
        brand_organic_toggle: false,
        brand_content_toggle: false,
      },
    })
    expect((await world.published(user, post(choices.privacy_level[0]))).status).toBe('Published')
    const refused = await world.published(user, post('PUBLIC_TO_EVERYONE'))
    expect([refused.status, refused.error_message]).toEqual([
      'ContentRejected',
      expect.stringContaining('does not offer the privacy PUBLIC_TO_EVERYONE'),
    ])
  })

  test('elsewhere has nothing of the kind', async () => {
    const other = await world.connect('alice', 'facebook')
    const { body } = await world.call('alice', `/connections/${other}/targets`)
    expect(body.map((one: { posting: unknown }) => one.posting)).toEqual([null, null])
  })
})

describe('an account that may not post now', () => {
  const refused = (refusal: object) => ({
    can_post: false,
    refusal,
    username: user,
    display_name: expect.any(String),
    avatar_url: expect.stringContaining('http'),
    choices: null,
    max_video_seconds: null,
  })

  test('has spent its day: its form still shows whose it is, and when to look again', async () => {
    await settings({ posts_per_creator_24h: 0 })
    const state = await posting()
    expect(state).toEqual(
      refused({
        code: 'platform_rate_limited',
        message: expect.stringContaining('no more posts of this account today'),
        retry_at: expect.any(String),
      }),
    )
    expect(Date.parse(state.refusal.retry_at)).toBeGreaterThan(world.environment.clock.now())
  })

  test('is banned', async () => {
    await settings({ banned_accounts: user })
    expect(await posting()).toEqual(
      refused({
        code: 'insufficient_permissions',
        message: expect.stringContaining('blocked this account'),
        retry_at: null,
      }),
    )
    await settings({ banned_accounts: '' })
  })

  test('has an app that may post for no further account today', async () => {
    await fault('refuse', { code: 'reached_active_user_cap' })
    expect((await posting()).refusal).toMatchObject({
      code: 'platform_rate_limited',
      message: expect.stringContaining('no further account'),
    })
  })
})

describe('a form that can’t be made now', () => {
  const refusal = async () => {
    const { status, body, headers } = await targets()
    return { status, code: body.code, wait: Number(headers['retry-after']) }
  }

  test('because the limit of a minute is spent says when to ask again', async () => {
    await fault('refuse', { code: 'rate_limit_exceeded' })
    expect(await refusal()).toEqual({ status: 429, code: 'platform_rate_limited', wait: 60 })
  })

  test('again and again leaves enough of the network’s limit to publishing', async () => {
    const { clock } = world.environment
    await world.environment.tick(minuteMs - (clock.now() % minuteMs))
    const before = await asked()
    const answers = await Promise.all(Array.from({ length: 12 }, refusal))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    const limited = answers.filter(({ status }) => status === 429)
    expect(limited).toHaveLength(5)
    for (const { code, wait } of limited) {
      expect(code).toBe('platform_rate_limited')
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(60)
    }
    expect(await asked()).toBe(before + 7)
    await world.environment.tick(minuteMs)
    expect((await posting()).can_post).toBe(true)
  })

  test('because the network is down', async () => {
    await fault('drop_before', { times: 9 })
    expect(await refusal()).toMatchObject({ status: 503, code: 'platform_unavailable' })
  })

  test('because the network hangs, is told before its caller is cut off', async () => {
    const services = tokenServices(world.environment)
    const stored = (await getConnection(services.table, user, connection))!
    await fault('hang', { times: 9 })
    const started = performance.now()
    const read = askNetwork(
      services,
      stored,
      (network, { accessToken }) => postingForms.tiktok!.read(network, accessToken),
      300,
    )
    await expect(read).rejects.toMatchObject({ code: 'platform_unavailable' })
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  test('because the network has trouble', async () => {
    await fault('status', { status: 500, times: 9 })
    expect(await refusal()).toMatchObject({ status: 502, code: 'platform_error' })
  })

  test('because it answers nonsense', async () => {
    await fault('status', { status: 200, body: { data: {}, error: { code: 'ok' } }, times: 9 })
    expect(await refusal()).toMatchObject({ status: 502, code: 'platform_error' })
  })

  test('because the owner took the access away asks for them', async () => {
    await world.control('tiktok', 'revoke', { account: user })
    expect(await refusal()).toMatchObject({ status: 403, code: 'reauth_required' })
    expect((await world.call(user, '/connections')).body[0].status).toBe('needs_reauth')
    expect(await refusal()).toMatchObject({ status: 403, code: 'reauth_required' })
  })

  test('one token that died is no reason: another is got', async () => {
    await settings({ refresh_ends_access: true })
    await fault('token_dead', { times: 1 })
    expect((await posting()).can_post).toBe(true)
    expect((await world.call(user, '/connections')).body[0].status).toBe('active')
  })

  test('a token that has run out is renewed', async () => {
    await world.environment.tick(2 * 86_400_000)
    expect((await posting()).can_post).toBe(true)
  })
})
