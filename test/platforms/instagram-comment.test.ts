import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { failureOf, openPublishingWorld, type PublishingWorld } from './instagram-publishing-world.ts'

const route = 'POST /:media/comments'
const words = 'Thanks @bob & all – שלום 👋🏽'
const { publisher, steps } = instagram

let world: PublishingWorld
let post: PostContext

beforeAll(async () => {
  world = await openPublishingWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ post } = await world.fresh())
})

/** A live post whose comment comes next. */
async function commented(first_comment = words): Promise<PostContext> {
  const content = { ...post.content, options: { first_comment } }
  const ready = await world.prepared({ ...post, content })
  const made = await world.commit(ready)
  return { ...ready, steps: [{ post_id: made.post!.id }, {}] }
}
const comments = () => world.simulator.ledger().filter(({ type }) => type === 'comment')

test('a comment is a second step that may fail; without one there is one step', () => {
  const withComment = { ...post.content, options: { first_comment: words } }
  expect([steps.count(withComment), steps.optional?.(withComment)]).toEqual([2, [1]])
  expect([steps.count(post.content), steps.optional?.(post.content)]).toEqual([1, []])
  const none = { ...post.content, options: { first_comment: null } }
  expect(steps.count(none)).toBe(1)
})

test('a live post needs nothing more for its comment', async () => {
  const context = await commented()
  expect(await publisher.prepare(context)).toMatchObject({ state: 'ready', handles: context.handles })
})

test('the comment goes live below its post, with its id and without an address', async () => {
  const context = await commented()
  const { post: made } = await world.commit(context, 1)
  expect(comments()).toMatchObject([{ id: made?.id, parent_id: context.steps[0]?.post_id, text: words }])
  expect(made).toEqual({ id: made?.id })
})

test('a comment whose answer was lost is found by its words; others of the post are not it', async () => {
  const context = await commented()
  const other = { ...context.content, options: { first_comment: 'something else' } }
  await world.commit({ ...context, content: other }, 1)
  await world.fault({ route, kind: 'drop_after' })
  const { armed, ending } = await world.commit(context, 1)
  expect(ending.kind).toBe('no_answer')
  const finding = await publisher.find(context, armed)
  expect(finding).toMatchObject({ kind: 'seen', posts: [{ id: comments()[1]?.id }] })
  expect(finding.kind === 'seen' && finding.posts).toHaveLength(1)
})

test('a comment with the same words from before the window is not it', async () => {
  const context = await commented()
  await world.commit(context, 1)
  world.clock.advance(600_000)
  const armed = { index: 1, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
  expect(await publisher.find(context, armed)).toEqual({ kind: 'seen', posts: [], absence: 'hint' })
})

test('a comment that the list does not show yet is not seen, and later it is', async () => {
  const context = await commented()
  await world.fault({ route, kind: 'listing_lag', ms: 30_000 })
  const { armed } = await world.commit(context, 1)
  expect(await publisher.find(context, armed)).toEqual({ kind: 'seen', posts: [], absence: 'hint' })
  world.clock.advance(30_000)
  expect(await publisher.find(context, armed)).toMatchObject({ kind: 'seen', posts: [{}] })
})

test('a consent without comments is a lack of permission, in making one and in looking for it', async () => {
  const context = await commented()
  const { access_token } = (
    await world.connect('alice', ['instagram_business_basic', 'instagram_business_content_publish'])
  ).tokens
  const limited = { ...context, accessToken: access_token }
  const { failure, armed } = await world.commit(limited, 1)
  expect(failure).toMatchObject({ class: 'permission' })
  expect((await failureOf(publisher.find(limited, armed))).class).toBe('permission')
})
