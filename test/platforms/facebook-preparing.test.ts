import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as facebook from '../../shared/platforms/facebook/index.ts'
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

test('a last part that arrived without an answer is the end of the upload, not of the post', async () => {
  const context = world.contextOf(token, { post_type: 'video', media: [world.media('film.mp4')] })
  await world.arm({ route: 'POST /:page/videos', kind: 'drop_after', match: 'video_file_chunk' })
  await world.commit(await world.prepared(context))
  world.clock.advance(10_000)
  expect(live()).toHaveLength(1)
})

test('a video that is refused before all of it arrived is the end', async () => {
  const context = world.contextOf(token, { post_type: 'video', media: [world.media('film.mp4')] })
  const { code, message } = { code: 6000, message: 'There was a problem uploading your video file.' }
  await world.arm({
    ...{ route: 'POST /:page/videos', kind: 'status', status: 400, match: 'video_file_chunk' },
    body: { error: { code, message } },
  })
  expect(await failureOf(world.prepared(context))).toMatchObject({ class: 'rejected', row: 'video-broken' })
})

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
