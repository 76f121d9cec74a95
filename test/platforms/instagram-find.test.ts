import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { failureOf, openPublishingWorld, type PublishingWorld } from './instagram-publishing-world.ts'

const publishRoute = 'POST /:ig/media_publish'
const day = 86_400_000

let world: PublishingWorld
let post: PostContext

beforeAll(async () => {
  world = await openPublishingWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ post } = await world.fresh())
})

test('a post whose answer was lost is found by its container, then by its caption', async () => {
  const ready = await world.prepared(post)
  await world.fault({ route: publishRoute, kind: 'drop_after' })
  const { ending, armed } = await world.commit(ready)
  expect(ending.kind).toBe('no_answer')
  const [live] = world.simulator.ledger()
  expect(await instagram.publisher.find(ready, armed)).toMatchObject({
    kind: 'live',
    posts: [{ id: live?.id, url: live?.url }],
  })
})

test.each([{ code: 4, subcode: 2207051 }, { code: 368 }, { code: 2 }, { code: 24, subcode: 2207008 }])(
  'an answer $code/$subcode to the commit proves nothing, and the post is found',
  async (error) => {
    const ready = await world.prepared(post)
    await world.fault({ route: publishRoute, kind: 'effect_then_error', ...error })
    const { failure, armed } = await world.commit(ready)
    expect(failure?.class).toBe('unknown')
    expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
  },
)

test('a post that goes live late reads as not live first', async () => {
  const ready = await world.prepared(post)
  await world.fault({ route: publishRoute, kind: 'delayed_effect', ms: 60_000 })
  const { armed } = await world.commit(ready)
  expect(await instagram.publisher.find(ready, armed)).toEqual({ kind: 'seen', posts: [] })
  world.clock.advance(60_000)
  expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
})

test('a live post that the list does not show yet is live without an id', async () => {
  const ready = await world.prepared(post)
  await world.fault({ route: publishRoute, kind: 'listing_lag', ms: 30_000 })
  const { armed } = await world.commit(ready)
  expect(await instagram.publisher.find(ready, armed)).toEqual({ kind: 'live', posts: [] })
})

test('captions that lost their @ signs still match', async () => {
  const ready = await world.prepared(post)
  await world.fault({ route: publishRoute, kind: 'strip_at' })
  const { armed } = await world.commit(ready)
  expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
})

test('twins are both returned, other posts and older twins are not', async () => {
  await world.commit(await world.prepared(post))
  world.clock.advance(600_000)
  const twin = await world.prepared(post)
  const ready = await world.prepared(post)
  await world.commit(await world.prepared({ ...post, content: { ...post.content, text: 'another' } }))
  await world.commit(twin)
  const { armed } = await world.commit(ready)
  const finding = await instagram.publisher.find(ready, armed)
  expect(finding.kind === 'live' && finding.posts).toHaveLength(2)
})

test('the list is read to the start of the window, over its pages', async () => {
  const ready = await world.prepared(post)
  const { armed, post: first } = await world.commit(ready)
  await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const content = { ...post.content, text: `other ${index}` }
      await world.commit(await world.prepared({ ...post, content }))
    }),
  )
  expect(await instagram.publisher.find(ready, armed)).toMatchObject({
    kind: 'live',
    posts: [{ id: first?.id }],
  })
})

test('an expired container is dead, one that cannot be read leaves all open', async () => {
  const ready = await world.prepared(post)
  const armed = { index: 0, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
  await world.fault({ route: 'GET /:container', kind: 'false_100_33' })
  expect((await failureOf(instagram.publisher.find(ready, armed))).class).toBe('retry')
  world.clock.advance(day)
  expect(await instagram.publisher.find(ready, armed)).toEqual({ kind: 'dead' })
})
