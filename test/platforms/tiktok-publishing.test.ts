import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { failureOf, film, openWorld, photo, photoChoices, videoChoices, type World } from './tiktok-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const init = 'POST /v2/post/publish/video/init/'
const creatorInfo = 'POST /v2/post/publish/creator_info/query/'
const photoInit = 'POST /v2/post/publish/content/init/'
const put = 'PUT /video/'
const live = () => world.simulator.ledger()

describe('a video on TikTok', () => {
  it('goes live with its words and the owner’s choices, and is named by its permalink', async () => {
    const options = { ...videoChoices, disable_comment: true, brand_organic_toggle: true, is_aigc: true }
    const { made, confirmation } = await world.publish(
      await world.job({ text: 'Hello 👋🏽 مرحبا #tag', files: [await film()], options }),
    )
    const [post] = live()
    expect(made).toEqual({ id: expect.stringMatching(/^v_pub_file~/) })
    expect(post).toMatchObject({ text: 'Hello 👋🏽 مرحبا #tag', type: 'video', extra: options })
    expect(Number(post?.id)).toBeGreaterThan(2 ** 53)
    expect(confirmation).toEqual({
      state: 'live',
      id: post?.id,
      url: `${world.simulator.url}/@alice/video/${post?.id}`,
    })
  })

  it('is sent in pieces, the last of which posts it', async () => {
    const ready = await world.prepare(await world.job({ files: [await film({ bytes: 35_000_001 })] }))
    expect(await world.requests(put)).toHaveLength(4)
    expect(live()).toHaveLength(0)
    const { made, status, context } = await world.commit(ready)
    expect(status).toBe(201)
    await world.confirm(context, made)
    expect(live()).toHaveLength(1)
    expect(live()[0]?.media[0]?.bytes).toBe(35_000_001)
  })

  it.each([11_999_999, 12_000_000, 17_999_999])('of %i bytes is cut as TikTok counts', async (bytes) => {
    const { confirmation } = await world.publish(await world.job({ files: [await film({ bytes })] }))
    expect(confirmation.state).toBe('live')
  })

  it('is stored by its publish_id before a byte is sent', async () => {
    const { preparation } = await world.look(await world.job({ files: [await film({ bytes: 12_000_000 })] }))
    expect(preparation).toMatchObject({
      state: 'wait',
      seconds: 0,
      handles: { upload: { publish_id: expect.stringMatching(/^v_pub_file~/), sent: 0 } },
    })
    expect(await world.requests(put)).toHaveLength(0)
  })

  it('visible to its owner only has no address of its own', async () => {
    const options = { ...videoChoices, privacy_level: 'SELF_ONLY' }
    const { confirmation } = await world.publish(await world.job({ files: [await film()], options }))
    expect(confirmation).toEqual({ state: 'live', url: `${world.simulator.url}/@alice` })
    expect(live()[0]?.extra).toMatchObject({ privacy_level: 'SELF_ONLY' })
  })

  it('whose moderation takes hours is live under the account’s page', async () => {
    await world.fault({ route: init, kind: 'slow_moderation' })
    const { confirmation } = await world.publish(await world.job({ files: [await film()] }))
    expect(confirmation).toEqual({ state: 'live', url: `${world.simulator.url}/@alice` })
  })

  it.each([
    ['internal', 'retry'],
    ['spam_risk_text', 'rejected'],
    ['frame_rate_check_failed', 'rejected'],
    ['spam_risk_user_banned_from_posting', 'permission'],
    ['auth_removed', 'reauth'],
  ])('that TikTok fails afterwards for %s is %s', async (reason, is) => {
    await world.fault({ route: init, kind: 'publish_failed', reason })
    const { confirmation } = await world.publish(await world.job({ files: [await film()] }))
    expect(confirmation).toMatchObject({
      state: 'failed',
      failure: { class: is, details: { platform_code: reason } },
    })
    expect(live()).toHaveLength(0)
  })

  it('keeps tokens out of what is logged', async () => {
    const context = await world.job({ files: [await film()] })
    await world.publish(context)
    const logged = JSON.stringify(world.lines)
    expect(logged).toContain('POST /v2/post/publish/status/fetch/')
    expect(logged).not.toContain(context.accessToken)
    expect(logged).not.toContain('upload_token=')
  })
})

describe('what the account allows now', () => {
  it.each([
    ['bob', { ...videoChoices, disable_duet: false }, /Duet/],
    ['bob', { ...videoChoices, disable_stitch: false }, /Stitch/],
    ['carol', videoChoices, /PUBLIC_TO_EVERYONE.*FOLLOWER_OF_CREATOR, MUTUAL_FOLLOW_FRIENDS, SELF_ONLY/],
  ])(
    '%s: other choices are refused with a sentence, and nothing is begun',
    async (account, options, words) => {
      const context = await world.job({ files: [await film()], options }, account)
      expect(await failureOf(world.prepare(context))).toMatchObject({
        class: 'rejected',
        userMessage: expect.stringMatching(words),
      })
      expect(await world.requests(init)).toHaveLength(0)
    },
  )

  it('is asked for photos too, of which Duet and Stitch mean nothing', async () => {
    await world.settings({ comment_disabled_accounts: 'bob' })
    const refused = await world.job({ files: [photo()] }, 'bob')
    expect(await failureOf(world.prepare(refused))).toMatchObject({
      class: 'rejected',
      userMessage: expect.stringMatching(/comments/),
    })
    const options = { ...photoChoices, disable_comment: true }
    await world.prepare(await world.job({ files: [photo()], options }, 'bob'))
  })

  it('is how long a film may be', async () => {
    const long = { ...(await film()), duration_s: 181 }
    expect(await failureOf(world.prepare(await world.job({ files: [long] }, 'bob')))).toMatchObject({
      class: 'rejected',
      userMessage: expect.stringContaining('181 s; TikTok allows this account 180 s'),
    })
    await world.prepare(await world.job({ files: [long] }, 'alice'))
  })

  it.each([
    ['spam_risk_too_many_posts', 'rate_limited', 3_600_000],
    ['reached_active_user_cap', 'rate_limited', 3_600_000],
    ['spam_risk_user_banned_from_posting', 'permission', undefined],
  ])('%s is told with HTTP 200', async (code, is, wait) => {
    await world.fault({ route: creatorInfo, kind: 'refuse', code })
    const failure = await failureOf(world.prepare(await world.job({ files: [await film()] })))
    expect(failure).toMatchObject({ class: is, details: { status_code: 200, platform_code: code } })
    const left = failure.retryAt === undefined ? undefined : failure.retryAt - world.clock.now()
    if (wait === undefined) expect(left).toBeUndefined()
    else expect(Math.abs(left! - wait)).toBeLessThan(2_000)
  })

  it('is little before the app was audited', async () => {
    await world.settings({ audited: false })
    const failure = await failureOf(world.prepare(await world.job({ files: [await film()] })))
    expect(failure).toMatchObject({ class: 'permission', row: 'client-unaudited' })
  })
})

describe('photos on TikTok', () => {
  it('go live in one request, pulled from us', async () => {
    const options = {
      ...photoChoices,
      title: 'Three',
      photo_cover_index: 2,
      auto_add_music: true,
      is_aigc: true,
    }
    const files = [photo(), photo(1080, 1920), photo(640, 640)]
    const { made, confirmation } = await world.publish(
      await world.job({ text: 'All of them', files, options }),
    )
    const [post] = live()
    expect(made).toEqual({ id: expect.stringMatching(/^p_pub_url~/) })
    expect(post).toMatchObject({ text: 'Three\n\nAll of them', type: 'photo', extra: options })
    expect(post?.media).toHaveLength(3)
    expect(confirmation).toEqual({
      state: 'live',
      id: post?.id,
      url: `${world.simulator.url}/@alice/photo/${post?.id}`,
    })
  })

  it('that TikTok can’t pull are not live', async () => {
    const context = { ...(await world.job({ files: [photo()] })), mediaUrl: () => 'http://127.0.0.1:9/1.jpg' }
    const { confirmation } = await world.publish(context)
    expect(confirmation).toMatchObject({ state: 'failed', failure: { row: 'failed-pull' } })
  })

  it('on a host that nobody verified are a matter of our operator', async () => {
    await world.settings({ verified_urls: 'media.example' })
    const { failure } = await world.commit(await world.prepare(await world.job({ files: [photo()] })))
    expect(failure).toMatchObject({ class: 'permission', row: 'media-host-unverified' })
  })

  it.each(['rate_limit_exceeded', 'spam_risk_too_many_posts'])('refused for %s wait', async (code) => {
    const ready = await world.prepare(await world.job({ files: [photo()] }))
    await world.fault({ route: photoInit, kind: 'refuse', code })
    expect((await world.commit(ready)).failure).toMatchObject({ class: 'rate_limited' })
    expect(live()).toHaveLength(0)
  })
})

describe('a draft', () => {
  it('of a video goes to the inbox, without choices and without an address', async () => {
    const { made, confirmation } = await world.publish(
      await world.job({ files: [await film({ bytes: 12_000_000 })], post_type: 'draft', options: {} }),
    )
    expect(made).toEqual({ id: expect.stringMatching(/^v_inbox_file~/) })
    expect(confirmation).toEqual({ state: 'live', url: null, hidden: true })
    expect(live()).toMatchObject([{ type: 'video_draft' }])
    expect(await world.requests(creatorInfo)).toHaveLength(0)
  })

  it('of photos goes to the inbox with its words', async () => {
    const options = { title: 'Look' }
    const { confirmation } = await world.publish(
      await world.job({ text: 'Twice', files: [photo(), photo()], post_type: 'draft', options }),
    )
    expect(confirmation).toEqual({ state: 'live', url: null, hidden: true })
    expect(live()).toMatchObject([{ type: 'photo_draft', text: 'Look\n\nTwice' }])
  })

  it('that its owner posts at once is live under its id', async () => {
    await world.settings({ drafts_posted_after_ms: 1 })
    const { confirmation } = await world.publish(
      await world.job({ files: [await film()], post_type: 'draft', options: {} }),
    )
    expect(confirmation.state).toBe('live')
  })

  it('beyond the five that may wait is held for an hour', async () => {
    const draft = async () => world.job({ files: [await film()], post_type: 'draft', options: {} })
    await world.settings({ rate_limits: false })
    for (let count = 0; count < 5; count += 1) await world.prepare(await draft())
    const failure = await failureOf(world.prepare(await draft()))
    expect(failure).toMatchObject({ class: 'rate_limited', row: 'too-many-pending-shares' })
    expect(Math.abs(failure.retryAt! - world.clock.now() - 3_600_000)).toBeLessThan(2_000)
  })

  it('of photos needs an app that can take it', async () => {
    await world.settings({ old_app_accounts: 'alice' })
    const context = await world.job({ files: [photo()], post_type: 'draft', options: {} })
    const { failure } = await world.commit(await world.prepare(context))
    expect(failure).toMatchObject({ class: 'permission', row: 'app-version' })
  })
})

describe('preparing again', () => {
  const large = () => film({ bytes: 12_500_001 })

  it('sends nothing twice', async () => {
    const ready = await world.prepare(await world.job({ files: [await large()] }))
    await world.prepare(ready)
    expect(await world.requests(put)).toHaveLength(1)
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('goes on after a piece whose answer was lost', async () => {
    const context = await world.job({ files: [await large()] })
    await world.fault({ route: put, kind: 'drop_after' })
    const { made } = await world.commit(await world.prepare(context))
    expect(made).toBeDefined()
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('begins a new upload when TikTok forgot the old one', async () => {
    const context = await world.job({ files: [await large()] })
    await world.fault({ route: put, kind: 'upload_forgotten' })
    expect((await world.commit(await world.prepare(context))).made).toBeDefined()
    expect(await world.requests(init)).toHaveLength(2)
  })

  it('begins a new upload when the hour of the old one is nearly over', async () => {
    const ready = await world.prepare(await world.job({ files: [await large()] }))
    world.clock.advance(51 * 60_000)
    expect((await world.commit(await world.prepare(ready))).made).toBeDefined()
    expect(await world.requests(init)).toHaveLength(2)
  })

  it('is usable for less than an hour', async () => {
    const { preparation } = await world.look(await world.job({ files: [await film()] }))
    expect(preparation.usableUntil - world.clock.now()).toBeLessThanOrEqual(3_600_000)
  })

  it('after the last piece arrived unseen is a duplicate, and begins nothing', async () => {
    const ready = await world.prepare(await world.job({ files: [await large()] }))
    await world.commit(ready)
    expect(await failureOf(world.prepare(ready))).toMatchObject({ class: 'duplicate', row: 'already-sent' })
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('waits for the end of an upload whose last piece may have gone out', async () => {
    const ready = await world.prepare(await world.job({ files: [await large()] }))
    world.clock.advance(51 * 60_000)
    const steps = [{ first_armed_at: world.clock.now() }]
    const { preparation } = await world.look({ ...ready, steps })
    expect(preparation).toMatchObject({
      state: 'wait',
      handles: { upload: { publish_id: expect.any(String) } },
    })
    expect(await world.requests(init)).toHaveLength(1)
    await world.prepare({ ...ready, steps })
    expect(await world.requests(init)).toHaveLength(2)
  })

  it('gives up on uploads that TikTok loses again and again', async () => {
    const context = await world.job({ files: [await large()] })
    await world.fault({ route: put, kind: 'upload_forgotten', times: 9 })
    expect(await failureOf(world.prepare(context))).toMatchObject({ class: 'recreate', row: 'uploads-lost' })
    expect(await world.requests(init)).toHaveLength(3)
  })

  it('keeps an upload that lost pieces while its last one may have gone out', async () => {
    const context = await world.job({ files: [await large()] })
    const { context: begun } = await world.look(context)
    await world.fault({ route: put, kind: 'upload_forgotten' })
    const steps = [{ first_armed_at: world.clock.now() }]
    expect(await failureOf(tiktok.publisher.prepare({ ...begun, steps }))).toMatchObject({
      class: 'retry',
      row: 'upload-missing',
    })
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('sends bytes to no host but TikTok’s', async () => {
    const context = await world.job({ files: [await film()] })
    const elsewhere = { ...world.network, hosts: { api: world.simulator.url, web: 'https://www.tiktok.com' } }
    await world.fault({
      route: init,
      kind: 'status',
      status: 200,
      body: {
        data: { publish_id: 'v_pub_file~1', upload_url: 'https://open-upload.tiktokapis.com.example/video/' },
        error: { code: 'ok' },
      },
    })
    expect(await failureOf(tiktok.publisher.prepare({ ...context, network: elsewhere }))).toMatchObject({
      row: 'upload-host-foreign',
    })
  })
})
