import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import { type ClientWorld, openClientWorld } from './facebook-client-world.ts'

const { publisher, steps } = facebook
const day = 86_400_000

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

describe('publishing', () => {
  test('a text goes live and is confirmed with its permalink', async () => {
    const { id, confirmation } = await world.published(token, {
      post_type: 'post',
      text: 'Fresh bread ☀️ خبز',
    })
    expect(live()).toMatchObject([{ id, text: 'Fresh bread ☀️ خبز', media: [] }])
    expect(confirmation).toEqual({ state: 'live', url: live()[0]?.url })
  })

  test('a link is shown with its text', async () => {
    const link = world.host.serve('/page.html', Buffer.from('<title>A page</title>'))
    await world.published(token, { post_type: 'post', text: 'Read this', options: { link } })
    expect(live()).toMatchObject([{ text: 'Read this', extra: { link } }])
  })

  test('a photo goes live with its text and alt text', async () => {
    const media = [world.media('red.jpg', { alt_text: 'a red square' })]
    await world.published(token, { post_type: 'post', text: 'Red', media })
    expect(live()).toMatchObject([{ text: 'Red', media: [{ kind: 'image', alt_text: 'a red square' }] }])
  })

  test('several photos stand in one post, in order', async () => {
    const media = [
      world.media('red.jpg', { alt_text: 'first' }),
      world.media('blue.jpg', { alt_text: 'second' }),
      world.media('red.jpg'),
    ]
    await world.published(token, { post_type: 'post', text: '', media })
    expect(live()).toHaveLength(1)
    expect(live()[0]?.media.map(({ alt_text }) => alt_text)).toEqual(['first', 'second', undefined])
  })

  test('a video is sent in parts and is live once it is processed', async () => {
    await world.set({ chunk_bytes: 2000 })
    const media = [world.media('film.mp4')]
    const draft = { post_type: 'video', text: 'How we bake', options: { title: 'Baking' }, media }
    const sent = await world.commit(await world.prepared(world.contextOf(token, draft)))
    expect(live()).toEqual([])
    expect(await publisher.confirm!(sent.context, sent.id!)).toEqual({ state: 'wait', seconds: 3 })
    const confirmation = await world.confirmed(sent.context, sent.id!)
    expect(live()).toMatchObject([{ text: 'How we bake', extra: { video_id: sent.id, title: 'Baking' } }])
    expect(confirmation).toEqual({ state: 'live', url: live()[0]?.url })
  })

  test('a reel is fetched by its address and is live once it is processed', async () => {
    const media = [world.media('film.mp4')]
    const draft = { post_type: 'reel', text: 'Knead', options: { title: 'Dough' }, media }
    const { id, confirmation } = await world.published(token, draft)
    expect(live()).toMatchObject([{ type: 'reel', text: 'Knead', extra: { video_id: id, title: 'Dough' } }])
    expect(confirmation).toEqual({ state: 'live', url: live()[0]?.url })
  })

  test.each(['red.jpg', 'film.mp4'])('a story of %s goes live', async (key) => {
    const media = [world.media(key, { alt_text: 'not shown' })]
    const { confirmation } = await world.published(token, { post_type: 'story', media })
    expect(live()).toMatchObject([{ media: [{ kind: key === 'red.jpg' ? 'image' : 'video' }] }])
    expect(confirmation).toEqual({ state: 'live', url: live()[0]?.url })
  })

  test.each([
    [{ phase_word: 'completed' }],
    [{ byte_counter: 'bytes_transferred' }],
    [{ relative_video_permalinks: false }],
    [{ numeric_ids: true }],
    [{ listing_lag_ms: 30_000 }],
  ])('stories, reels and videos go live with %o', async (settings) => {
    await world.set(settings)
    for (const post_type of ['story', 'reel', 'video']) {
      const { confirmation } = await world.published(token, { post_type, media: [world.media('film.mp4')] })
      expect(confirmation).toMatchObject({ state: 'live', url: expect.stringContaining('http') })
    }
    expect(live()).toHaveLength(3)
  })

  test('a story that is never listed counts as live after two minutes, without an address', async () => {
    await world.set({ listing_lag_ms: day })
    const { confirmation } = await world.published(token, {
      post_type: 'story',
      media: [world.media('red.jpg')],
    })
    expect(confirmation).toEqual({ state: 'live', url: null })
  })

  test.each(['errors', 'error'])('a video refused after it was accepted fails (%s)', async (phase_errors) => {
    await world.set({ phase_errors })
    for (const post_type of ['reel', 'video', 'story']) {
      await world.arm({ kind: 'processing_error', route: '*' })
      const media = [world.media('film.mp4')]
      const sent = await world.commit(await world.prepared(world.contextOf(token, { post_type, media })))
      const confirmation = await world.confirmed(sent.context, sent.id!)
      expect(confirmation).toMatchObject({ state: 'failed', failure: { class: 'rejected' } })
    }
    expect(live()).toEqual([])
  })
})

describe('what Facebook named, whose address cannot be read', () => {
  const refused = (route: string, error: object) =>
    world.control('faults', { route, kind: 'refuse', times: 99, ...error })

  test.each([
    { code: 10 },
    { code: 80001 },
    { code: 2 },
    { code: 100, subcode: 33 },
    { code: 190, subcode: 460 },
  ])('is asked for a while, and is live under the address of its id ($code)', async (error) => {
    const post = await world.prepared(world.contextOf(token, { post_type: 'post', text: 'Fresh' }))
    const { context, id } = await world.commit(post)
    await refused('GET /:post', error)
    await expect(publisher.confirm!(context, id!)).rejects.toThrow()
    world.clock.advance(121_000)
    const url = `${world.simulator.url}/${id}`
    expect(await publisher.confirm!(context, id!)).toEqual({ state: 'live', url })
  })

  test('is a story without one', async () => {
    const media = [world.media('red.jpg')]
    const story = await world.prepared(world.contextOf(token, { post_type: 'story', media }))
    const { context, id } = await world.commit(story)
    await refused('GET /:page/stories', { code: 10 })
    await expect(publisher.confirm!(context, id!)).rejects.toThrow()
    world.clock.advance(121_000)
    expect(await publisher.confirm!(context, id!)).toEqual({ state: 'live', url: null })
  })
})

describe('the first comment', () => {
  const options = { first_comment: 'Order here 🥐' }

  test.each([
    ['post', []],
    ['post', ['red.jpg']],
    ['video', ['film.mp4']],
    ['reel', ['film.mp4']],
  ])('stands below a %s of %j, as a step of its own', async (post_type, keys) => {
    const draft = { post_type, text: 'New', options, media: keys.map((key) => world.media(key)) }
    const context = world.contextOf(token, draft)
    expect(steps.count(context.content)).toBe(2)
    expect(steps.optional?.(context.content)).toEqual([1])
    const post = await world.commit(await world.prepared(context))
    const ready = await world.prepared(post.context)
    const comment = await world.commit({ ...ready, steps: post.context.steps }, 1)
    expect(comment.failure).toBeUndefined()
    expect(live()).toMatchObject([
      { text: 'New' },
      { id: comment.id, text: 'Order here 🥐', type: 'comment' },
    ])
    const found = await publisher.find({ ...ready, steps: post.context.steps }, comment.armed)
    expect(found).toMatchObject({ kind: 'seen', posts: [{ id: comment.id }] })
    expect(await world.confirmed({ ...ready, steps: post.context.steps }, comment.id!)).toMatchObject({
      state: 'live',
      url: live()[0]?.url,
    })
  })

  test('is one step less where there is none, and stories have none', () => {
    const plain = world.contextOf(token, { post_type: 'post', text: 'x', options: { first_comment: null } })
    expect([steps.count(plain.content), steps.optional?.(plain.content)]).toEqual([1, []])
    const story = world.contextOf(token, { post_type: 'story' })
    expect(steps.count(story.content)).toBe(1)
  })

  test('waits until a video is live before it is sent', async () => {
    const draft = { post_type: 'reel', text: 'x', options, media: [world.media('film.mp4')] }
    const post = await world.commit(await world.prepared(world.contextOf(token, draft)))
    expect(await publisher.prepare(post.context)).toMatchObject({ state: 'wait', seconds: 3 })
    const ready = await world.prepared(post.context)
    expect(ready.handles).toEqual(post.context.handles)
    expect(live()).toHaveLength(1)
  })

  test('with other words is not taken for ours', async () => {
    const draft = { post_type: 'post', text: 'x', options }
    const post = await world.commit(await world.prepared(world.contextOf(token, draft)))
    await world.call('POST', `/v26.0/${post.id}/comments`, { access_token: token, message: 'Other words' })
    const armed = { index: 1, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
    expect(await publisher.find(post.context, armed)).toEqual({ kind: 'seen', posts: [] })
  })
})

test('every call carries the proof where the app demands it', async () => {
  await world.set({ require_appsecret_proof: true })
  const options = { first_comment: 'y' }
  const draft = { post_type: 'post', text: 'x', options, media: [world.media('red.jpg')] }
  const { context } = await world.published(token, draft)
  await world.commit(context, 1)
  for (const post_type of ['video', 'reel', 'story'])
    await world.published(token, { post_type, media: [world.media('film.mp4')] })
  expect(live()).toHaveLength(5)
})

test('no log line holds a token, a proof or a secret', async () => {
  await world.published(token, { post_type: 'reel', media: [world.media('film.mp4')] })
  const lines = JSON.stringify(world.lines)
  expect(lines).not.toContain(token.slice(0, 20))
  expect(lines).not.toMatch(/secret|proof/)
})
