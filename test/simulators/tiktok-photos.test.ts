import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jpeg, png, webp } from '../fixtures/media.ts'
import { type Creator, goodFilm, openWorld, pictureBytes, put, type World, whole } from './tiktok-world.ts'

describe('photo posts and drafts on the simulated TikTok', () => {
  let world: World
  let alice: Creator
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  const draft = { post_mode: 'MEDIA_UPLOAD', post_info: { title: 'A draft' } }

  test('pictures are really fetched, and become one post', async () => {
    const [lying, standing] = [
      jpeg({ width: 100, height: 200, orientation: 6 }),
      webp({ width: 1080, height: 1920 }),
    ]
    const urls = [world.host.serve('/a.jpg', lying), world.host.serve('/b.webp', standing)]
    const info = { title: 'Title', description: 'Words', disable_comment: true, auto_add_music: true }
    const init = await alice.photoInit(info, urls, { is_aigc: true })
    expect(init.body.data).toEqual({ publish_id: expect.stringMatching(/^p_pub_url~v2\./) })
    const { publish_id } = init.body.data
    await alice.pulled(publish_id, lying.length + standing.length)
    world.advance(10_000)
    const { data } = (await alice.status(publish_id)).body
    const [post] = world.ledger()
    expect(data).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [post?.id] })
    expect(post).toMatchObject({
      type: 'photo',
      url: `${world.simulator.url}/@alice/photo/${post?.id}`,
      text: 'Title\n\nWords',
      media: [
        { mime: 'image/jpeg', width: 200, height: 100 },
        { mime: 'image/webp', width: 1080, height: 1920 },
      ],
      extra: { is_aigc: true, photo_cover_index: 0, fetched_from: urls },
    })
    expect(world.host.seen()).toEqual(['/a.jpg', '/b.webp'])
    for (const page of ['/', '/@alice', new URL(post!.url).pathname])
      expect((await world.send('GET', page)).text).toContain('Words')
    expect((await world.send('GET', '/@bob')).text).not.toContain('Words')
    expect((await world.send('GET', '/@nobody')).status).toBe(404)
    const list = async () => (await alice.post('video/list/?fields=id')).body.data.videos.length
    expect(await list()).toBe(0)
    await world.settings({ photos_in_video_list: true })
    expect(await list()).toBe(1)
  })

  test.each([
    ['file_format_check_failed', '/a.png', () => png({ width: 100, height: 100 })],
    ['file_format_check_failed', '/a.jpg', () => jpeg({ width: 100, height: 100 }).subarray(0, 400)],
    ['picture_size_check_failed', '/a.webp', () => webp({ width: 1200, height: 1200 })],
    ['picture_size_check_failed', '/a.webp', () => webp({ width: 1000, height: 1921 })],
  ])('%s when a picture breaks a rule', async (reason, path, make) => {
    const bytes = make()
    const { publish_id } = (await alice.photoInit({}, [world.host.serve(path, bytes)])).body.data
    await alice.pulled(publish_id, bytes.length)
    world.advance(2000)
    expect((await alice.status(publish_id)).body.data).toMatchObject({
      status: 'FAILED',
      fail_reason: reason,
    })
    expect(world.ledger()).toEqual([])
  })

  test('a picture that can not be fetched fails the post', async () => {
    const urls = [world.host.serve('/a.webp', webp({ width: 9, height: 9 })), `${world.host.url}/gone.jpg`]
    const { publish_id } = (await alice.photoInit({}, urls)).body.data
    expect((await alice.pulled(publish_id, 1e9)).fail_reason).toBe('photo_pull_failed')
  })

  test('parameters are held to their table', async () => {
    const codeOf = async (...call: Parameters<Creator['photoInit']>) => {
      world.advance(30_000)
      return (await alice.photoInit(...call)).body.error.code
    }
    await world.settings({ pull_delay_ms: 86_400_000 })
    const url = world.host.serve('/photo.jpg', jpeg({ width: 9, height: 9 }))
    expect(await codeOf({ title: 'x'.repeat(90), description: '👋'.repeat(2000) })).toBe('ok')
    expect(await codeOf({}, Array(35).fill(url))).toBe('ok')
    for (const call of [
      [{ title: 'x'.repeat(91) }],
      [{ description: 'x'.repeat(4001) }],
      [{ brand_content_toggle: undefined }],
      [{ privacy_level: undefined }],
      [{ disable_duet: true }],
      [{ brand_content_toggle: true, privacy_level: 'SELF_ONLY' }],
      [{}, []],
      [{}, Array(36).fill(url)],
      [{}, undefined, { media_type: 'VIDEO' }],
      [{}, undefined, { post_mode: 'DIRECT POST' }],
      [{}, undefined, { is_aigc: 'yes' }],
      [{}, ['http://elsewhere.example/a.jpg']],
      [
        {},
        undefined,
        { source_info: { source: 'PULL_FROM_URL', photo_images: [url], photo_cover_index: 1 } },
      ],
      [{}, undefined, { source_info: { source: 'PULL_FROM_URL', photo_images: [url] } }],
      [{}, undefined, { source_info: { source: 'FILE_UPLOAD', photo_images: [url], photo_cover_index: 0 } }],
    ] as Parameters<Creator['photoInit']>[])
      expect(await codeOf(...call), JSON.stringify(call)).toBe('invalid_params')
    expect(await codeOf({ privacy_level: 'FOLLOWER_OF_CREATOR' })).toBe('privacy_level_option_mismatch')
  })

  test('a mode needs its own scope', async () => {
    const publisher = await world.connect('alice', ['video.publish'])
    expect((await publisher.photoInit()).status).toBe(200)
    expect((await publisher.photoInit({}, undefined, draft)).status).toBe(401)
    expect((await publisher.inboxInit(whole(100))).status).toBe(401)
    const uploader = await world.connect('alice', ['video.upload'])
    expect((await uploader.photoInit()).body.error.code).toBe('scope_not_authorized')
    expect((await uploader.photoInit({}, undefined, draft)).status).toBe(200)
    expect((await uploader.creatorInfo()).status).toBe(401)
  })

  test('a video draft ends in the inbox, and the user may post it', async () => {
    const film = await goodFilm()
    const { publish_id, upload_url } = (await alice.inboxInit(whole(film.length))).body.data
    expect(publish_id).toMatch(/^v_inbox_file~v2\./)
    await put(upload_url, film)
    world.advance(2000)
    expect((await alice.status(publish_id)).body.data.status).toBe('SEND_TO_USER_INBOX')
    expect(world.ledger()).toMatchObject([{ id: publish_id, type: 'video_draft' }])
    expect((await world.send('GET', world.ledger()[0]!.url)).status).toBe(200)
    expect((await world.send('POST', `/inbox/${publish_id}`)).status).toBe(303)
    expect((await world.send('POST', '/inbox/v_inbox_file~v2.1')).status).toBe(404)
    world.advance(5000)
    const [post] = world.ledger()
    expect(post).toMatchObject({ type: 'video', url: expect.stringContaining('/@alice/video/') })
    expect((await alice.status(publish_id)).body.data).toMatchObject({
      status: 'PUBLISH_COMPLETE',
      publicaly_available_post_id: [post?.id],
    })
    await world.send('POST', `/inbox/${publish_id}`)
    const ids = world.ledger().map(({ id }) => id)
    expect(new Set(ids).size).toBe(2)
    expect((await alice.status(publish_id)).body.data.publicaly_available_post_id).toEqual(ids)
  })

  test('photo drafts need a new app, and users post them when they like', async () => {
    await world.settings({ old_app_accounts: 'bob', drafts_posted_after_ms: 60_000 })
    const bob = await world.connect('bob')
    const refused = await bob.photoInit({}, undefined, draft)
    expect([refused.status, refused.body.error.code]).toEqual([400, 'app_version_check_failed'])
    const { publish_id } = (await alice.photoInit({}, undefined, draft)).body.data
    await alice.pulled(publish_id, pictureBytes)
    world.advance(2000)
    expect(world.ledger()).toMatchObject([{ type: 'photo_draft', text: 'A draft' }])
    world.advance(60_000)
    expect(world.ledger()).toMatchObject([{ type: 'photo' }])
    const strict = { ...draft, post_info: { privacy_level: 'SELF_ONLY' } }
    expect((await alice.photoInit({}, undefined, strict)).body.error.code).toBe('invalid_params')
  })

  test('at most five shares may be pending in a day', async () => {
    for (let share = 0; share < 5; share++) expect((await alice.inboxInit(whole(100))).status).toBe(200)
    const refused = await alice.inboxInit(whole(100))
    expect([refused.status, refused.body.error.code]).toEqual([403, 'spam_risk_too_many_pending_share'])
    expect((await (await world.connect('bob')).inboxInit(whole(100))).status).toBe(200)
    world.advance(86_400_000)
    alice = await world.connect()
    expect((await alice.inboxInit(whole(100))).status).toBe(200)
  })
})
