import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { facebook } from '../../shared/platforms/facebook/index.ts'
import { type ClientWorld, failureOf, openClientWorld } from './facebook-client-world.ts'

const { publisher } = facebook
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
    expect(publisher.stepCount(context.content)).toBe(2)
    expect(publisher.optionalSteps!(context.content)).toEqual([1])
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
    expect([publisher.stepCount(plain.content), publisher.optionalSteps!(plain.content)]).toEqual([1, []])
    const story = world.contextOf(token, { post_type: 'story' })
    expect(publisher.stepCount(story.content)).toBe(1)
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

describe('preparing', () => {
  test('what is prepared is usable for a day', async () => {
    const before = world.clock.now()
    const { usableUntil } = await publisher.prepare(world.contextOf(token, { post_type: 'post', text: 'x' }))
    expect(usableUntil - before - day).toBeLessThan(1000)
  })

  test('nothing is visible of it', async () => {
    await world.prepared(
      world.contextOf(token, { post_type: 'post', media: [world.media('red.jpg'), world.media('blue.jpg')] }),
    )
    for (const post_type of ['video', 'reel', 'story'])
      await world.prepared(world.contextOf(token, { post_type, media: [world.media('film.mp4')] }))
    world.clock.advance(3_600_000)
    expect(live()).toEqual([])
  })

  test('photos that were handed over are kept when another fails for now', async () => {
    const media = [world.media('red.jpg'), world.media('blue.jpg')]
    const context = world.contextOf(token, { post_type: 'post', media })
    await world.arm({ route: 'POST /:page/photos', kind: 'status', status: 503, times: 2, match: 'blue.jpg' })
    const { state, handles } = await publisher.prepare(context)
    expect([state, handles.photos]).toEqual(['wait', [expect.any(String), null]])
    const again = await publisher.prepare({ ...context, handles })
    expect(again).toMatchObject({
      state: 'ready',
      handles: { photos: [(handles.photos as string[])[0], expect.any(String)] },
    })
  })

  test('a photo that Facebook refuses is the end', async () => {
    await world.set({ photo_max_bytes: 10 })
    const context = world.contextOf(token, { post_type: 'post', media: [world.media('red.jpg')] })
    expect(await failureOf(publisher.prepare(context))).toMatchObject({
      class: 'rejected',
      row: 'photo-refused',
    })
  })

  test('photos near their end are handed over anew', async () => {
    const context = world.contextOf(token, { post_type: 'post', media: [world.media('red.jpg')] })
    const { handles } = await world.prepared(context)
    world.clock.advance(day - 14 * 60_000)
    const again = await world.prepared({ ...context, handles })
    expect(again.handles.photos).not.toEqual(handles.photos)
  })

  test.each(['post', 'story'])('photos of a %s that are live are not posted again', async (post_type) => {
    const context = world.contextOf(token, { post_type, media: [world.media('red.jpg')] })
    const ready = await world.prepared(context)
    await world.commit(ready)
    expect(await failureOf(publisher.prepare(ready))).toMatchObject({ class: 'duplicate' })
  })

  test.each(['video', 'reel', 'story'])(
    'the video of a %s that is live is not sent again',
    async (post_type) => {
      const context = world.contextOf(token, { post_type, media: [world.media('film.mp4')] })
      const ready = await world.prepared(context)
      await world.commit(ready)
      world.clock.advance(60_000)
      expect(await failureOf(publisher.prepare(ready))).toMatchObject({ class: 'duplicate' })
    },
  )

  test('parts of a video go on where they were', async () => {
    await world.set({ chunk_bytes: 2000 })
    const context = world.contextOf(token, { post_type: 'video', media: [world.media('film.mp4')] })
    await world.prepared(context)
    const requests = (await world.control('requests')).body as { route: string }[]
    const parts = Math.ceil(world.media('film.mp4').bytes / 2000)
    expect(requests.filter(({ route }) => route === 'POST /:page/videos')).toHaveLength(1 + parts)
  })

  test.each(['bytes_transfered', 'bytes_transferred'])(
    'a part that arrived without an answer is not sent again (%s)',
    async (byte_counter) => {
      await world.set({ chunk_bytes: 2000, byte_counter })
      const media = [world.media('film.mp4')]
      const context = world.contextOf(token, { post_type: 'video', media })
      await world.arm({ route: 'POST /:page/videos', kind: 'drop_after', match: 'video_file_chunk' })
      await world.commit(await world.prepared(context))
      world.clock.advance(10_000)
      expect(live()).toMatchObject([{ media: [{ bytes: media[0]?.bytes }] }])
    },
  )

  test('a video that arrived by its address without an answer is not handed over again', async () => {
    const context = world.contextOf(token, { post_type: 'reel', media: [world.media('film.mp4')] })
    await world.arm({ route: 'POST /video-upload/:video', kind: 'drop_after' })
    const ready = await world.prepared(context)
    await world.commit(ready)
    world.clock.advance(10_000)
    expect(live()).toHaveLength(1)
  })

  test('bytes lost at the upload host are a reason for a new upload', async () => {
    const context = world.contextOf(token, { post_type: 'reel', media: [world.media('film.mp4')] })
    await world.arm({ route: 'POST /video-upload/:video', kind: 'upload_failed' })
    expect(await failureOf(world.prepared(context))).toMatchObject({
      class: 'recreate',
      row: 'upload-processing',
    })
    await world.commit(await world.prepared(context))
  })

  test.each(['video', 'reel', 'story'])(
    'the video of a %s that expired is a reason for a new one',
    async (post_type) => {
      const context = world.contextOf(token, { post_type, media: [world.media('film.mp4')] })
      const ready = await world.prepared(context)
      world.clock.advance(day + 1000)
      expect(await failureOf(publisher.prepare(ready))).toMatchObject({ class: 'recreate' })
    },
  )

  test('a video near its end gives way to a new one', async () => {
    const context = world.contextOf(token, { post_type: 'reel', media: [world.media('film.mp4')] })
    const ready = await world.prepared(context)
    world.clock.advance(day - 14 * 60_000)
    const again = await world.prepared(ready)
    expect((again.handles.video as { id: string }).id).not.toBe((ready.handles.video as { id: string }).id)
  })

  test('a video that Facebook can not use is refused in its own words', async () => {
    const context = world.contextOf(token, { post_type: 'reel', media: [world.media('wide.mp4')] })
    const sent = await world.commit(await world.prepared(context))
    const confirmation = await world.confirmed(sent.context, sent.id!)
    expect(confirmation).toMatchObject({
      state: 'failed',
      failure: { class: 'rejected', row: 'reel-ratio-code' },
    })
  })

  test('an upload address of another host gets no token', async () => {
    const network = {
      ...world.network,
      hosts: { ...world.network.hosts, rupload: 'https://rupload.example' },
    }
    const context = world.contextOf(token, { post_type: 'reel', media: [world.media('film.mp4')] })
    expect(await failureOf(world.prepared({ ...context, network }))).toMatchObject({
      row: 'foreign-upload-host',
    })
  })

  test('a Page that is gone is told before the time of the post', async () => {
    await world.arm({ route: 'GET /:page', kind: 'delete_page' })
    const context = world.contextOf(token, { post_type: 'post', text: 'x' })
    expect(await failureOf(publisher.prepare(context))).toMatchObject({
      class: 'permission',
      row: 'page-gone',
    })
  })

  test.each([
    [460, 'reauth', 'token-password-changed'],
    [458, 'reauth', 'token-app-removed'],
    [492, 'permission', 'page-role-lost'],
  ])('a dead token (%i) is told before the time of the post', async (subcode, expected, row) => {
    await world.arm({ route: 'GET /:page', kind: 'kill_token', subcode })
    const context = world.contextOf(token, { post_type: 'post', text: 'x' })
    expect(await failureOf(publisher.prepare(context))).toMatchObject({ class: expected, row })
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
