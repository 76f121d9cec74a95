import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import { type ClientWorld, failureOf, openClientWorld } from './facebook-client-world.ts'

const { publisher, definition } = facebook

let world: ClientWorld
let token: string

beforeAll(async () => {
  world = await openClientWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  token = await world.fresh()
})

const live = () => world.simulator.ledger()
const seen = (...posts: unknown[]) => ({ kind: 'seen', posts })
/** A video’s own state proves that it is not there; a list does not. */
const notSeen = (kind: Kind) => ({ ...seen(), ...(videoKinds.includes(kind) ? { absence: 'proof' } : {}) })

const drafts = {
  text: { post_type: 'post', text: 'Fresh  bread\r\nand more' },
  photo: { post_type: 'post', keys: ['red.jpg'] },
  photos: { post_type: 'post', text: 'Two', keys: ['red.jpg', 'blue.jpg'] },
  video: { post_type: 'video', text: 'Film', keys: ['film.mp4'] },
  reel: { post_type: 'reel', text: 'Reel', keys: ['film.mp4'] },
  'photo story': { post_type: 'story', keys: ['red.jpg'] },
  'video story': { post_type: 'story', keys: ['film.mp4'] },
} as const

type Kind = keyof typeof drafts

const kinds = Object.keys(drafts) as Kind[]
const videoKinds: Kind[] = ['video', 'reel', 'video story']

function ready(kind: Kind): Promise<PostContext> {
  const { keys = [], ...draft } = drafts[kind] as { post_type: string; text?: string; keys?: string[] }
  return world.prepared(world.contextOf(token, { ...draft, media: keys.map((key) => world.media(key)) }))
}

const route = {
  text: 'POST /:page/feed',
  photo: 'POST /:page/feed',
  photos: 'POST /:page/feed',
  video: 'POST /:page/videos',
  reel: 'POST /:page/video_reels',
  'photo story': 'POST /:page/photo_stories',
  'video story': 'POST /:page/video_stories',
} satisfies Record<Kind, string>

describe.each(kinds)('a %s', (kind) => {
  test.each([
    ['the connection is cut after it took effect', { kind: 'drop_after' }],
    ['it is live although Facebook said 2', { kind: 'effect_then_error', code: 2 }],
    ['it is live although Facebook said 368', { kind: 'effect_then_error', code: 368 }],
  ])('is found when %s', async (_, fault) => {
    const context = await ready(kind)
    await world.arm({ route: route[kind], ...fault })
    const { armed, failure, made } = await world.commit(context)
    expect(made).toBeUndefined()
    if (fault.kind !== 'drop_after') expect(failure?.class).toBe('unknown')
    world.clock.advance(10_000)
    expect(live()).toHaveLength(1)
    const finding = await publisher.find(context, armed)
    expect(finding).toMatchObject({ posts: [{ url: expect.any(String) }] })
    const [post] = 'posts' in finding ? finding.posts : []
    const { id, extra } = live()[0]!
    expect([id, id.split('_')[1], extra?.video_id]).toContain(post!.id)
    expect(Math.abs(post!.created_at - Date.parse(live()[0]!.created_at))).toBeLessThan(20_000)
  })

  test('is not found when the connection was cut before', async () => {
    const context = await ready(kind)
    await world.arm({ route: route[kind], kind: 'drop_before' })
    const { armed } = await world.commit(context)
    world.clock.advance(definition.settlingMs)
    expect(await publisher.find(context, armed)).toEqual(notSeen(kind))
    expect(live()).toEqual([])
    const again = await world.commit(context)
    expect(again.failure).toBeUndefined()
    world.clock.advance(10_000)
    expect(live()).toHaveLength(1)
  })

  test('that takes effect late is found late', async () => {
    const context = await ready(kind)
    await world.arm({ route: route[kind], kind: 'delayed_effect', ms: 60_000 })
    const { armed } = await world.commit(context)
    world.clock.advance(10_000)
    expect(await publisher.find(context, armed)).toEqual(notSeen(kind))
    world.clock.advance(definition.settlingMs - 10_000)
    expect(await publisher.find(context, armed)).toMatchObject({ posts: [{}] })
  })

  test('made before the window, or by another job, is not this one', async () => {
    const before = await ready(kind)
    expect((await world.commit(before)).failure).toBeUndefined()
    world.clock.advance(300_000)
    const context = await ready(kind)
    const armed = { index: 0, armed_at: world.clock.now(), commit_deadline: world.clock.now() + 20_000 }
    expect(await publisher.find(context, armed)).toEqual(notSeen(kind))
  })
})

describe.each(['photo', 'photos'] as const)('%s that the list does not show yet', (kind) => {
  test('are found by what the photo itself says', async () => {
    await world.set({ listing_lag_ms: 60_000 })
    const context = await ready(kind)
    const { armed, id } = await world.commit(context)
    expect(await publisher.find(context, armed)).toMatchObject(seen({ id }))
  })

  test('leave it open when Facebook falsely denies the photo', async () => {
    await world.set({ listing_lag_ms: 60_000 })
    const context = await ready(kind)
    const { armed } = await world.commit(context)
    await world.arm({ route: 'GET /:photo', kind: 'false_100_33' })
    expect(await failureOf(publisher.find(context, armed))).toMatchObject({
      class: 'retry',
      row: 'object-missing',
    })
  })

  test('are refused as posted when they are sent once more, which leads back to find', async () => {
    const context = await ready(kind)
    await world.commit(context)
    const { failure } = await world.commit(context)
    expect(failure).toMatchObject({ class: 'duplicate', row: 'photos-already-posted' })
  })
})

test('a text sent twice is refused as a duplicate, which leads back to find', async () => {
  const context = await ready('text')
  await world.commit(context)
  expect((await world.commit(context)).failure).toMatchObject({ class: 'duplicate', row: 'duplicate-post' })
  expect(live()).toHaveLength(1)
})

test('equal texts of two jobs are both told: the engine knows whose is whose', async () => {
  await world.set({ refuse_duplicates: false })
  const context = await ready('text')
  const first = await world.commit(context)
  const second = await world.commit(context)
  const finding = await publisher.find(context, second.armed)
  expect('posts' in finding && finding.posts.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort())
})

test('a text among many posts is found on a later page', async () => {
  await world.set({ refuse_duplicates: false })
  const context = await ready('text')
  const { armed, id } = await world.commit(context)
  const after = (message: string) => world.call('POST', '/v26.0/me/feed', { access_token: token, message })
  for (let count = 0; count < 105; count += 1) await after(`number ${count}`)
  expect(await publisher.find(context, armed)).toMatchObject(seen({ id }))
})

test.each([true, false])('an app that is shown with posts (%s) leaves them to be found', async (shown) => {
  await world.set({ show_application: shown })
  const context = await ready('text')
  const { armed, id } = await world.commit(context)
  expect(await publisher.find(context, armed)).toMatchObject(seen({ id }))
})

describe.each(videoKinds)('a %s without an answer', (kind) => {
  test('leaves it open while it is processed', async () => {
    const context = await ready(kind)
    await world.arm({ route: route[kind], kind: 'drop_after' })
    const { armed } = await world.commit(context)
    world.clock.advance(1000)
    expect(await publisher.find(context, armed)).toMatchObject({
      kind: 'unknown',
      failure: { row: 'video-processing' },
    })
  })

  test('leaves it open when Facebook falsely denies the video', async () => {
    await world.set({ listing_lag_ms: 60_000 })
    const context = await ready(kind)
    const { armed } = await world.commit(context)
    await world.arm({ route: 'GET /:video', kind: 'false_100_33' })
    expect(await failureOf(publisher.find(context, armed))).toMatchObject({ class: 'retry' })
  })

  test('is dead when its processing failed', async () => {
    const context = await ready(kind)
    await world.arm({ route: route[kind], kind: 'processing_error' })
    await world.arm({ route: route[kind], kind: 'drop_after' })
    const { armed } = await world.commit(context)
    world.clock.advance(10_000)
    expect(await publisher.find(context, armed)).toEqual({ kind: 'dead' })
  })
})

test('a video story that is live and not listed is live without an id', async () => {
  await world.set({ listing_lag_ms: 600_000 })
  const context = await ready('video story')
  const { armed } = await world.commit(context)
  world.clock.advance(10_000)
  expect(await publisher.find(context, armed)).toEqual({ kind: 'live', posts: [] })
})

test.each(kinds.filter((kind) => kind !== 'text'))(
  'a %s whose handles were dropped is not looked for as a text',
  async (kind) => {
    const context = await ready(kind)
    const { armed } = await world.commit(context)
    await expect(async () => publisher.find({ ...context, handles: {} }, armed)).rejects.toMatchObject({
      failure: { class: 'unknown', row: 'handles-gone' },
    })
  },
)

test('a dead token leaves all open', async () => {
  const context = await ready('text')
  const { armed } = await world.commit(context)
  await world.arm({ route: 'GET /:page/published_posts', kind: 'kill_token', subcode: 463 })
  expect(await failureOf(publisher.find(context, armed))).toMatchObject({ class: 'reauth' })
})

test('a comment whose answer was lost is found, and one that was not made is not', async () => {
  const draft = { post_type: 'post', text: 'x', options: { first_comment: 'Order\nhere' } }
  const post = await world.commit(await world.prepared(world.contextOf(token, draft)))
  await world.arm({ route: 'POST /:object/comments', kind: 'drop_before' })
  const lost = await world.commit(post.context, 1)
  expect(await publisher.find(post.context, lost.armed)).toEqual(seen())
  await world.arm({ route: 'POST /:object/comments', kind: 'drop_after' })
  const made = await world.commit(post.context, 1)
  const [, comment] = live()
  expect(await publisher.find(post.context, made.armed)).toMatchObject(seen({ id: comment?.id }))
})
