import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { failureOf, film, openWorld, photo, photoChoices, videoChoices, type World } from './tiktok-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const init = 'POST /v2/post/publish/video/init/'
const photoInit = 'POST /v2/post/publish/content/init/'
const list = 'POST /v2/video/list/'
const put = 'PUT /video/'
const live = () => world.simulator.ledger()

const { find } = tiktok.publisher
const publishIdOf = ({ handles }: PostContext) => (handles.upload as { publish_id: string }).publish_id

describe('a video whose last answer never came', () => {
  const ready = async (bytes = 12_000_000) =>
    world.prepare(await world.job({ files: [await film({ bytes })] }))

  it.each([{}, { status: 503 }])('is found by its publish_id, processing or done (%j)', async (answer) => {
    const context = await ready()
    await world.fault({ route: put, kind: 'last_chunk_lost', ...answer })
    const { made, armed, failure, ending } = await world.commit(context)
    expect(made).toBeUndefined()
    expect(failure?.class ?? ending).toBe('status' in answer ? 'unknown' : 'no_answer')
    const post = { id: publishIdOf(context), created_at: armed.armed_at }
    expect(await find(context, armed)).toEqual({ kind: 'seen', posts: [post], exact: true })
    world.clock.advance(3_000)
    expect(await find(context, armed)).toEqual({ kind: 'live', posts: [post], exact: true })
    const confirmation = await world.confirm(context, post)
    expect(confirmation).toMatchObject({ state: 'live', id: live()[0]?.id })
  })

  it('and never came in, is not seen; the same piece again posts it once', async () => {
    const context = await ready()
    await world.fault({ route: put, kind: 'drop_before' })
    const { armed } = await world.commit(context)
    world.settle()
    expect(await find(context, armed)).toEqual({ kind: 'seen', posts: [], exact: true })
    const again = await world.commit(context)
    expect(again.made).toEqual({ id: publishIdOf(context) })
    await world.confirm(again.context, again.made)
    expect(live()).toHaveLength(1)
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('sent once more although it was taken is refused without harm, and found', async () => {
    const context = await ready()
    await world.commit(context)
    const { armed, status, failure, context: sent } = await world.commit(context)
    expect(status).toBe(416)
    expect(failure).toMatchObject({ class: 'unknown', row: 'upload-range' })
    expect(await find(context, armed)).toMatchObject({ posts: [{ id: publishIdOf(context) }] })
    await world.confirm(sent, { id: publishIdOf(context) })
    expect(live()).toHaveLength(1)
  })

  it('after its hour is refused, and its status decides', async () => {
    const context = await ready()
    world.clock.advance(3_600_000)
    const { failure, armed } = await world.commit(context)
    expect(failure).toMatchObject({ class: 'unknown', row: 'upload-expired' })
    expect(await find(context, armed)).toEqual({ kind: 'seen', posts: [], exact: true })
    const steps = [{ first_armed_at: armed.armed_at }]
    const renewed = await world.prepare({ ...context, steps })
    expect(publishIdOf(renewed)).not.toBe(publishIdOf(context))
    expect((await world.commit(renewed)).made).toBeDefined()
    expect(await world.requests(init)).toHaveLength(2)
  })

  it('and failed at TikTok’s own end can never go live', async () => {
    await world.fault({ route: init, kind: 'publish_failed', reason: 'internal' })
    const context = await ready()
    await world.fault({ route: put, kind: 'last_chunk_lost' })
    const { armed } = await world.commit(context)
    world.clock.advance(3_000)
    expect(await find(context, armed)).toEqual({ kind: 'dead' })
  })

  it('and failed for what it is keeps the reason for its owner', async () => {
    await world.fault({ route: init, kind: 'publish_failed', reason: 'duration_check_failed' })
    const context = await ready()
    await world.fault({ route: put, kind: 'last_chunk_lost' })
    const { armed, context: sent } = await world.commit(context)
    world.clock.advance(3_000)
    const post = { id: publishIdOf(context) }
    expect(await find(context, armed)).toMatchObject({ kind: 'seen', posts: [post] })
    expect(await world.confirm(sent, post)).toMatchObject({
      state: 'failed',
      failure: { class: 'rejected', row: 'failed-duration' },
    })
  })

  it('while statuses lag is seen as accepted, not as live', async () => {
    await world.fault({ route: init, kind: 'status_lag', ms: 60_000 })
    const context = await ready()
    await world.fault({ route: put, kind: 'last_chunk_lost' })
    const { armed } = await world.commit(context)
    world.clock.advance(30_000)
    expect(await find(context, armed)).toMatchObject({ kind: 'seen', posts: [{ id: publishIdOf(context) }] })
  })

  it('is asked for with the token of that hour, not begun anew', async () => {
    const context = await ready()
    await world.fault({ route: put, kind: 'last_chunk_lost' })
    const { armed } = await world.commit(context)
    await world.fault({ route: 'POST /v2/post/publish/status/fetch/', kind: 'token_dead' })
    expect(await failureOf(find(context, armed))).toMatchObject({ class: 'reauth', row: 'token-invalid' })
    world.clock.advance(3_000)
    expect(await find(context, armed)).toMatchObject({ kind: 'live' })
    expect(await world.requests(init)).toHaveLength(1)
  })

  it('as a draft is found in the inbox', async () => {
    const draft = { files: [await film()], post_type: 'draft', options: {} }
    const context = await world.prepare(await world.job(draft))
    await world.fault({ route: put, kind: 'last_chunk_lost' })
    const { armed } = await world.commit(context)
    world.clock.advance(3_000)
    expect(await find(context, armed)).toMatchObject({ kind: 'live', posts: [{ id: publishIdOf(context) }] })
  })
})

describe('a video that TikTok took', () => {
  const status = 'POST /v2/post/publish/status/fetch/'
  const taken = async () => {
    const context = await world.prepare(await world.job({ files: [await film()] }))
    return world.commit(context)
  }
  const confirm = ({ context, made }: Awaited<ReturnType<typeof taken>>) =>
    tiktok.publisher.confirm!(context, (made as { id: string }).id)

  it('is waited for, ever more rarely, while its status can’t be read', async () => {
    const sent = await taken()
    await world.fault({ route: status, kind: 'status', status: 500, times: 3 })
    expect(await confirm(sent)).toEqual({ state: 'wait', seconds: 5 })
    expect(await confirm(sent)).toMatchObject({ state: 'wait' })
    world.clock.advance(2 * 3_600_000)
    await world.fault({ route: status, kind: 'refuse', code: 'rate_limit_exceeded' })
    expect(await confirm(sent)).toEqual({ state: 'wait', seconds: 600 })
    expect(await confirm(sent)).toMatchObject({ state: 'live' })
  })

  it('and never finishes is told to its owner after a day', async () => {
    await world.fault({ route: init, kind: 'slow_processing', ms: 48 * 3_600_000 })
    const sent = await taken()
    world.clock.advance(23 * 3_600_000)
    expect(await confirm(sent)).toEqual({ state: 'wait', seconds: 600 })
    const { tokens } = await world.connect()
    world.clock.advance(3_600_000 + 1)
    const later = { ...sent, context: { ...sent.context, accessToken: tokens.access_token } }
    expect(await confirm(later)).toMatchObject({ state: 'failed', failure: { class: 'unknown' } })
  })

  it('of which the account took our access away needs its owner', async () => {
    const sent = await taken()
    await world.fault({ route: status, kind: 'token_dead' })
    expect(await failureOf(confirm(sent))).toMatchObject({ class: 'reauth' })
  })
})

describe('photos whose answer never came', () => {
  const lost = async (given: { text?: string; options?: Record<string, unknown>; post_type?: string }) => {
    const context = await world.prepare(await world.job({ files: [photo()], ...given }))
    await world.fault({ route: photoInit, kind: 'drop_after' })
    const { armed, ending } = await world.commit(context)
    expect(ending).toBe('no_answer')
    await expect.poll(live).toHaveLength(1)
    return { context, armed }
  }
  const later = async () => {
    world.clock.advance(10_000)
    await new Promise((done) => setImmediate(done))
    world.clock.advance(20_000)
  }
  const hidden = { kind: 'unknown', failure: { row: 'photos-not-shown' } }
  // What the simulator starts with: a moment until TikTok has pulled and processed them.
  beforeEach(() => world.settings({ processing_ms: 0 }))

  it('stay unknown where no list shows them', async () => {
    const { context, armed } = await lost({ text: 'Seen?' })
    await later()
    expect(await find(context, armed)).toMatchObject(hidden)
  })

  it('stay unknown where they never came in: no list is proof', async () => {
    const context = await world.prepare(await world.job({ text: 'Never', files: [photo()] }))
    await world.fault({ route: photoInit, kind: 'drop_before' })
    const { armed } = await world.commit(context)
    await later()
    expect(await find(context, armed)).toMatchObject(hidden)
  })

  it('are found by their words where the list shows them, under their own id and address', async () => {
    await world.settings({ photos_in_video_list: true })
    const { context, armed } = await lost({ options: { ...photoChoices, title: 'Sunrise ☀️' } })
    await later()
    const [post] = live()
    const found = { id: post?.id, url: post?.url }
    expect(await find(context, armed)).toMatchObject({ kind: 'seen', posts: [found] })
    expect(await world.confirm(context, found)).toEqual({ state: 'live', url: post?.url })
  })

  it('keep the address that the list gives them', async () => {
    const context = await world.prepare(await world.job({ text: 'Seen', files: [photo()] }))
    const armed = { index: 0, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
    const [id, url] = ['7000000000000000001', 'https://www.tiktok.com/@alice.new/video/7000000000000000001']
    const row = {
      id,
      create_time: armed.armed_at / 1000,
      video_description: 'Seen',
      share_url: `${url}?utm=1`,
    }
    const body = { data: { videos: [row], has_more: false }, error: { code: 'ok' } }
    await world.fault({ route: list, kind: 'status', status: 200, body })
    expect(await find(context, armed)).toMatchObject({ kind: 'seen', posts: [{ id, url }] })
    const found = { ...context, steps: [{ post_id: id, post_url: url }] }
    expect(await world.confirm(found, { id })).toEqual({ state: 'live', url })
  })

  it.each([
    ['those of friends', { options: { ...photoChoices, privacy_level: 'MUTUAL_FOLLOW_FRIENDS' }, text: 'x' }],
    ['those without words', {}],
    ['drafts', { post_type: 'draft', options: {}, text: 'x' }],
  ])('are not even listed: %s', async (_, given) => {
    await world.settings({ photos_in_video_list: true })
    const { context, armed } = await lost(given)
    await later()
    expect(await find(context, armed)).toMatchObject(hidden)
    expect(await world.requests(list)).toHaveLength(0)
  })

  it('with other words are not taken for them', async () => {
    await world.settings({ photos_in_video_list: true })
    await world.publish(await world.job({ files: [photo()], options: { ...photoChoices, title: 'Another' } }))
    const context = await world.job({ files: [photo()], options: { ...photoChoices, title: 'Mine' } })
    const armed = { index: 0, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
    expect(await find(context, armed)).toMatchObject(hidden)
  })

  it('are not a film with the same words', async () => {
    await world.settings({ photos_in_video_list: true })
    const context = await world.prepare(await world.job({ text: 'Same', files: [photo()] }))
    await world.fault({ route: photoInit, kind: 'drop_before' })
    const { armed } = await world.commit(context)
    await world.publish(await world.job({ text: 'Same', files: [await film()] }))
    expect(live()).toHaveLength(1)
    expect(await find(context, armed)).toMatchObject(hidden)
  })

  it('are looked for on every page of their window', async () => {
    await world.settings({ photos_in_video_list: true, rate_limits: false, posts_per_creator_24h: 100 })
    const { context, armed } = await lost({ options: { ...photoChoices, title: 'First' } })
    const noise = await world.job({ files: [await film()], options: videoChoices, text: 'noise' })
    for (let count = 0; count < 22; count += 1) {
      const { context: sent, made } = await world.commit(await world.prepare(noise))
      await world.confirm(sent, made)
    }
    const window = { ...armed, armed_at: armed.armed_at - 3_600_000 }
    expect(await find(context, window)).toMatchObject({ kind: 'seen', posts: [{ id: live()[0]?.id }] })
    expect(await world.requests(list)).toHaveLength(2)
  })
})
