import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mov, mp4, webm } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { type Creator, chosen, goodFilm, openWorld, put, upload, type World, whole } from './tiktok-world.ts'

const mebi = 1024 ** 2

describe('videos on the simulated TikTok', () => {
  let world: World
  let alice: Creator
  let film: Buffer
  beforeAll(async () => {
    world = await openWorld()
    film = await goodFilm()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  test('creator info tells what the account allows', async () => {
    const info = (await alice.creatorInfo()).body
    expect(info.error.code).toBe('ok')
    expect(info.data).toEqual({
      creator_avatar_url: expect.stringContaining('alice.svg'),
      creator_username: 'alice',
      creator_nickname: 'Alice Arnaud 🌿',
      privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      comment_disabled: false,
      duet_disabled: false,
      stitch_disabled: false,
      max_video_post_duration_sec: 600,
    })
    expect((await (await world.connect('bob')).creatorInfo()).body.data).toMatchObject({
      duet_disabled: true,
      max_video_post_duration_sec: 180,
    })
    expect((await (await world.connect('carol')).creatorInfo()).body.data).toMatchObject({
      privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      duet_disabled: true,
      stitch_disabled: true,
    })
    expect((await alice.post('post/publish/creator_info/query/', { extra: 1 })).status).toBe(400)
  })

  test('an upload goes from init to a public post with an id beyond 2^53, as a bare number', async () => {
    const init = await alice.videoInit(
      { title: 'Grüße 👋 مرحبا #hi', disable_duet: true },
      whole(film.length),
    )
    const { publish_id, upload_url } = init.body.data
    expect(publish_id).toMatch(/^v_pub_file~v2-1\.\d{19}$/)
    expect(upload_url.length).toBeLessThanOrEqual(256)
    const state = async () => (await alice.status(publish_id)).body.data
    expect(await state()).toEqual({
      status: 'PROCESSING_UPLOAD',
      publicaly_available_post_id: [],
      uploaded_bytes: 0,
    })
    world.advance(600_000)
    expect(world.ledger()).toEqual([])
    expect(await put(upload_url, film)).toEqual({
      status: 201,
      range: `bytes 0-${film.length}/${film.length}`,
    })
    expect((await state()).status).toBe('PROCESSING_UPLOAD')
    world.advance(2000)
    expect(await state()).toMatchObject({ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] })
    world.advance(5000)
    const answer = await alice.status(publish_id)
    const [post] = world.ledger()
    expect(answer.text).toContain(`"publicaly_available_post_id":[${post?.id}]`)
    expect(Number.isSafeInteger(JSON.parse(answer.text).data.publicaly_available_post_id[0])).toBe(false)
    expect(post).toMatchObject({
      url: `${world.simulator.url}/@alice/video/${post?.id}`,
      type: 'video',
      text: 'Grüße 👋 مرحبا #hi',
      media: [{ kind: 'video', mime: 'video/mp4', bytes: film.length, width: 640, height: 360, duration: 2 }],
      extra: { publish_id, privacy_level: 'PUBLIC_TO_EVERYONE', disable_duet: true, source: 'FILE_UPLOAD' },
    })
    expect((await world.send('GET', post!.url)).text).toContain('Grüße 👋 مرحبا #hi')
    await world.settings({ ids_as_numbers: false })
    expect((await alice.status(publish_id)).text).toContain(`["${post?.id}"]`)
  })

  test('posts for friends or oneself are complete but never get a public id', async () => {
    const id = await upload(alice, film, { privacy_level: 'SELF_ONLY' })
    world.advance(3600_000)
    expect((await alice.status(id)).body.data).toMatchObject({
      status: 'PUBLISH_COMPLETE',
      publicaly_available_post_id: [],
    })
    expect(world.ledger()).toHaveLength(1)
  })

  test.each([
    ['the official example', 50_000_123, 10_000_000, 5, 'ok'],
    ['rounded up', 50_000_123, 10_000_000, 6, 'The total chunk count is invalid'],
    ['a small film whole', 4_194_304, 4_194_304, 1, 'ok'],
    ['a small film with a larger chunk', 4_194_304, 5 * mebi, 1, 'The chunk size is invalid'],
    ['64 MB whole', 64 * mebi, 64 * mebi, 1, 'ok'],
    ['more than 64 MB whole', 64 * mebi + 1, 64 * mebi + 1, 1, 'The chunk size is invalid'],
    ['one chunk smaller than the film', 9 * mebi, 5 * mebi, 1, 'The chunk size is invalid'],
    ['the smallest chunks', 10 * mebi, 5 * mebi, 2, 'ok'],
    ['chunks too small', 10 * mebi, 5 * mebi - 1, 2, 'The chunk size is invalid'],
    ['4 GB', 4096 * mebi, 64 * mebi, 64, 'ok'],
    ['more than 4 GB', 4096 * mebi + 1, 64 * mebi, 64, 'The video size is invalid'],
    ['nothing', 0, 0, 1, 'The video size is invalid'],
  ])('chunk arithmetic: %s', async (_name, video_size, chunk_size, total_chunk_count, outcome) => {
    const source = { source: 'FILE_UPLOAD', video_size, chunk_size, total_chunk_count }
    const { error } = (await alice.videoInit({}, source)).body
    expect(outcome === 'ok' ? error.code : error.message).toBe(outcome)
    if (outcome !== 'ok') expect(error.code).toBe('invalid_params')
  })

  test('chunks come in order, and the answer tells where to go on', async () => {
    const [size, chunk] = [11 * mebi + 7, 5 * mebi]
    const bytes = Buffer.alloc(size, 1)
    film.copy(bytes)
    const source = { source: 'FILE_UPLOAD', video_size: size, chunk_size: chunk, total_chunk_count: 2 }
    const { publish_id, upload_url: url } = (await alice.videoInit({}, source)).body.data
    const part = (first: number, last: number, headers = {}) =>
      put(url, bytes.subarray(first, last + 1), { first, total: size, headers })
    expect(await part(chunk, size - 1)).toEqual({ status: 416, range: `bytes 0-0/${size}` })
    expect((await part(0, chunk - 1, { 'content-type': 'application/octet-stream' })).status).toBe(400)
    expect((await part(0, chunk - 1, { 'content-range': 'bytes 0-5/9' })).status).toBe(400)
    expect((await part(0, 99)).status).toBe(400)
    expect(await part(0, chunk - 1)).toEqual({ status: 206, range: `bytes 0-${chunk}/${size}` })
    expect((await alice.status(publish_id)).body.data.uploaded_bytes).toBe(chunk)
    expect(await part(0, chunk - 1)).toEqual({ status: 416, range: `bytes 0-${chunk}/${size}` })
    expect((await part(chunk, chunk * 2 - 1)).status).toBe(400)
    expect((await part(chunk, size - 1)).status).toBe(201)
    expect(await part(chunk, size - 1)).toEqual({ status: 416, range: `bytes 0-${size}/${size}` })
    world.advance(2000)
    expect((await alice.status(publish_id)).body.data.status).toBe('PUBLISH_COMPLETE')
    expect(world.ledger()[0]?.media[0]?.bytes).toBe(size)
  })

  test('an upload address is good for an hour, and for its own task', async () => {
    const { upload_url: url } = (await alice.videoInit({}, whole(film.length))).body.data
    expect((await put(`${url}0`, film)).status).toBe(404)
    world.advance(3600_000)
    expect((await put(url, film)).status).toBe(403)
    world.advance(3600_000)
    expect(world.ledger()).toEqual([])
  })

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['file_format_check_failed', () => Buffer.alloc(5000, 7)],
    ['file_format_check_failed', () => jpeg({ width: 400, height: 400 })],
    ['frame_rate_check_failed', () => mp4({ width: 640, height: 360, seconds: 2, fps: 15 })],
    ['picture_size_check_failed', () => mp4({ width: 640, height: 320, seconds: 2 })],
    ['duration_check_failed', () => mp4({ width: 640, height: 360, seconds: 4 })],
  ])('%s ends as FAILED, with HTTP 200', async (reason, make) => {
    await world.settings({ max_video_post_duration_sec: 3 })
    const id = await upload(alice, await make())
    world.advance(2000)
    const { status, body } = await alice.status(id)
    expect([status, body.error.code]).toEqual([200, 'ok'])
    expect(body.data).toMatchObject({ status: 'FAILED', fail_reason: reason })
    expect(world.ledger()).toEqual([])
  })

  test('takes QuickTime and WebM too', async () => {
    for (const make of [mov, webm]) await upload(alice, await make({ width: 640, height: 360, seconds: 1 }))
    world.advance(2000)
    expect(world.ledger().map(({ media }) => media[0]?.mime)).toEqual(['video/quicktime', 'video/webm'])
  })

  test('refuses what the account or the rules do not allow', async () => {
    const codeOf = async (info: object) => {
      const { status, body } = await alice.videoInit(info)
      return [status, body.error.code]
    }
    expect(await codeOf({ privacy_level: 'FOLLOWER_OF_CREATOR' })).toEqual([
      403,
      'privacy_level_option_mismatch',
    ])
    expect(await codeOf({ privacy_level: 'SELF_ONLY', brand_content_toggle: true })).toEqual([
      400,
      'invalid_params',
    ])
    expect(await codeOf({ title: 'x'.repeat(2201) })).toEqual([400, 'invalid_params'])
    world.advance(60_000)
    for (const info of [
      { privacy_level: undefined },
      { privacy_level: 'EVERYONE' },
      { title: null },
      { disable_comment: 'true' },
      { hashtags: [] },
    ])
      expect((await alice.videoInit(info)).body.error.code).toBe('invalid_params')
    world.advance(60_000)
    expect(await codeOf({ title: '👋'.repeat(1100), brand_content_toggle: true, is_aigc: true })).toEqual([
      200,
      'ok',
    ])
    await world.settings({ private_accounts: 'alice' })
    expect((await codeOf({}))[1]).toBe('privacy_level_option_mismatch')
    await world.settings({ invalid_param_code: 'invalid_param' })
    expect((await codeOf({ title: 7 }))[1]).toBe('invalid_param')
  })

  test('an app that was not audited posts to private accounts only, for itself', async () => {
    await world.settings({ audited: false })
    const refused = ['unaudited_client_can_only_post_to_private_accounts', 403]
    const publicPost = await alice.videoInit({ privacy_level: 'SELF_ONLY' })
    expect([publicPost.body.error.code, publicPost.status]).toEqual(refused)
    const carol = await world.connect('carol')
    expect((await carol.videoInit({ privacy_level: 'FOLLOWER_OF_CREATOR' })).body.error.code).toBe(refused[0])
    expect((await carol.videoInit({ privacy_level: 'SELF_ONLY' })).status).toBe(200)
  })

  test('a video is pulled from a verified host, without redirects', async () => {
    const url = world.host.serve('/film.mp4', film)
    const source = { source: 'PULL_FROM_URL', video_url: `${url}?signature=secret` }
    const init = await alice.videoInit(chosen, source)
    const { publish_id } = init.body.data
    expect(publish_id).toMatch(/^v_pub_url~v2\./)
    expect(init.body.data).not.toHaveProperty('upload_url')
    expect(await alice.pulled(publish_id, film.length)).toEqual({
      status: 'PROCESSING_DOWNLOAD',
      publicaly_available_post_id: [],
      downloaded_bytes: film.length,
    })
    world.advance(3000)
    expect((await alice.status(publish_id)).body.data.status).toBe('PUBLISH_COMPLETE')
    expect(JSON.stringify(world.ledger())).not.toContain('secret')
    expect(world.host.seen()).toEqual(['/film.mp4?signature=secret'])
    for (const status of [302, 404]) {
      const wrong = { ...source, video_url: world.host.serve('/wrong.mp4', film, status) }
      const id = (await alice.videoInit(chosen, wrong)).body.data.publish_id
      expect(await alice.pulled(id, film.length)).toMatchObject({
        status: 'FAILED',
        fail_reason: 'video_pull_failed',
      })
    }
    expect(world.host.seen()).toHaveLength(3)
  })

  test('only verified domains and prefixes are pulled from, over https', async () => {
    const code = async (video_url: string) => {
      world.advance(60_000)
      return (await alice.videoInit({}, { source: 'PULL_FROM_URL', video_url })).body.error.code
    }
    await world.settings({
      pull_delay_ms: 86_400_000,
      verified_urls: 'media.example, https://cdn.example/ours/',
    })
    expect(await code('https://media.example/a.mp4')).toBe('ok')
    expect(await code('https://deep.media.example/a.mp4')).toBe('ok')
    expect(await code('https://cdn.example/ours/a.mp4')).toBe('ok')
    expect(await code('https://cdn.example/theirs/a.mp4')).toBe('url_ownership_unverified')
    expect(await code('https://othermedia.example/a.mp4')).toBe('url_ownership_unverified')
    expect(await code('https://203.0.113.7/a.mp4')).toBe('url_ownership_unverified')
    expect(await code('http://media.example/a.mp4')).toBe('invalid_params')
    expect(await code(world.host.serve('/a.mp4', film))).toBe('url_ownership_unverified')
    expect(await code('no url')).toBe('invalid_params')
  })

  test('a running pull can be cancelled, an ended one not', async () => {
    await world.settings({ pull_delay_ms: 60_000 })
    const source = { source: 'PULL_FROM_URL', video_url: world.host.serve('/film.mp4', film) }
    const { publish_id } = (await alice.videoInit({}, source)).body.data
    expect((await alice.cancel(publish_id)).status).toBe(200)
    world.advance(60_000)
    expect((await alice.status(publish_id)).body.data.fail_reason).toBe('publish_cancelled')
    expect(world.host.seen()).toEqual([])
    const again = await alice.cancel(publish_id)
    expect([again.status, again.body.error.code]).toEqual([400, 'publish_not_cancellable'])
  })

  test('publications belong to their user', async () => {
    const { publish_id } = (await alice.videoInit({}, whole(100))).body.data
    const bob = await world.connect('bob')
    expect((await bob.status(publish_id)).body.error.code).toBe(
      'token_not_authorized_for_specified_publish_id',
    )
    const unknown = await alice.status('v_pub_file~v2-1.1')
    expect([unknown.status, unknown.body.error.code]).toEqual([400, 'invalid_publish_id'])
    expect((await alice.status('x'.repeat(65))).body.error.code).toBe('invalid_params')
  })

  test('own public videos are listed with string ids, newest first', async () => {
    const ids = []
    for (const title of ['one', 'two', 'three']) {
      await upload(alice, film, { title })
      world.advance(10_000)
      ids.unshift(world.ledger().at(-1)!.id)
    }
    await upload(alice, film, { title: 'mine', privacy_level: 'SELF_ONLY' })
    world.advance(86_400_000)
    alice = await world.connect()
    const list = async (body: object) =>
      (await alice.post('video/list/?fields=id,title,view_count', body)).body
    const { data } = await list({ max_count: 2 })
    expect(data.videos.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    expect(data.videos[0].view_count).toBeGreaterThan(0)
    expect(data.has_more).toBe(true)
    const rest = (await list({ cursor: Number(data.cursor) })).data
    expect(rest).toMatchObject({ videos: [{ title: 'one' }], has_more: false })
    const query = await alice.post('video/query/?fields=id,share_url,duration', {
      filters: { video_ids: [ids[0], '1'] },
    })
    expect(query.text).toContain(`"id":"${ids[0]}"`)
    expect(query.body.data.videos).toHaveLength(1)
    expect(query.body.data.videos[0].share_url).toContain(`/@alice/video/${ids[0]}?utm_campaign=`)
    expect((await list({ max_count: 21 })).error.code).toBe('invalid_params')
    const other = await world.connect('alice', ['video.publish'])
    expect((await other.post('video/list/?fields=id')).status).toBe(401)
  })
})
