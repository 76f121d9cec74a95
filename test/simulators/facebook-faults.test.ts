import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { bakery, openWorld, publisher, type World } from './facebook-world.ts'

const feedRoute = 'POST /:page/feed'

let world: World
let me: ReturnType<typeof publisher>
let square: string

beforeAll(async () => {
  world = await openWorld()
  square = world.host.serve('/square.jpg', jpeg({ width: 320, height: 320 }))
  await connect()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.control('reset', {})
  await connect()
})

async function connect() {
  me = publisher(world, await world.pageToken())
}

const error = ({ status, body }: Awaited<ReturnType<World['call']>>) => [
  status,
  body.error.code,
  body.error.error_subcode,
]
const ledger = () => world.simulator.ledger()

test.each([
  [{ code: 2 }, [500, 2, undefined]],
  [{ code: 1, subcode: 1363047 }, [400, 1, 1363047]],
  [{ code: 368 }, [403, 368, undefined]],
  [{ subcode: 1366051 }, [400, 100, 1366051]],
])('a post can be live and be answered %o', async (words, expected) => {
  await world.arm({ route: feedRoute, kind: 'effect_then_error', ...words })
  expect(error(await me.feed({ message: 'live' }))).toEqual(expected)
  expect(ledger()).toHaveLength(1)
  expect(error(await me.feed({ message: 'live' }))).toEqual([400, 506, 1455006])
})

test('a fault for a post waits for one that would have succeeded', async () => {
  await world.arm({ route: feedRoute, kind: 'effect_then_error' })
  expect(error(await me.feed({}))).toEqual([400, 100, undefined])
  expect(error(await me.feed({ message: 'now' }))).toEqual([500, 2, undefined])
})

test('a post can be refused and happen later, beside a second attempt', async () => {
  await world.arm({ route: feedRoute, kind: 'delayed_effect', ms: 20_000 })
  expect((await me.feed({ message: 'late' })).status).toBe(500)
  expect(ledger()).toEqual([])
  expect(await me.list('feed')).toEqual([])
  expect((await me.feed({ message: 'late' })).status).toBe(200)
  world.advance(20_000)
  expect(ledger()).toHaveLength(2)
})

test('what happens later with the same photos comes to nothing when a second attempt was first', async () => {
  const { id } = (await me.photo({ url: square, published: false })).body
  const post = { attached_media: [{ media_fbid: id }] }
  await world.arm({ route: feedRoute, kind: 'delayed_effect', ms: 20_000 })
  expect((await me.feed(post)).status).toBe(500)
  expect((await me.feed(post)).status).toBe(200)
  world.advance(20_000)
  expect(ledger()).toHaveLength(1)
})

test('a reel’s finish can be lost and take effect later', async () => {
  const tall = await mp4({ width: 540, height: 960, seconds: 3 })
  const video = await me.uploaded('video_reels', tall)
  await world.arm({ route: 'POST /:page/video_reels', kind: 'delayed_effect', ms: 20_000, match: 'finish' })
  expect((await me.finishReel(video)).status).toBe(500)
  expect((await me.status(video)).video_status).toBe('upload_complete')
  world.advance(20_000)
  expect((await me.status(video)).video_status).toBe('processing')
  world.advance(8000)
  expect(ledger()).toHaveLength(1)
})

test('a slow film takes longer', async () => {
  const video = await me.uploaded('video_reels', await mp4({ width: 540, height: 960, seconds: 3 }))
  await world.arm({ route: '*', kind: 'slow_processing', ms: 60_000 })
  await me.finishReel(video)
  world.advance(60_000)
  expect((await me.status(video)).video_status).toBe('processing')
  world.advance(8000)
  expect((await me.status(video)).video_status).toBe('ready')
})

test('bytes can be lost for good', async () => {
  const { video_id, upload_url } = await me.start('video_reels')
  await world.arm({ route: '*', kind: 'upload_failed' })
  const lost = await me.upload(upload_url, Buffer.alloc(2000))
  expect(lost.body.debug_info).toMatchObject({ type: 'ProcessingFailedError', retriable: false })
  expect((await me.status(video_id)).video_status).toBe('upload_failed')
})

test('a new post can be late in the listings', async () => {
  await world.arm({ route: feedRoute, kind: 'listing_lag', ms: 30_000 })
  const { id } = (await me.feed({ message: 'late' })).body
  expect(await me.list()).toEqual([])
  expect((await me.get(id)).status).toBe(200)
  world.advance(30_000)
  expect(await me.list()).toMatchObject([{ id }])
})

test('a read can say 100/33 of a post that is there', async () => {
  const { id } = (await me.feed({ message: 'here' })).body
  await world.arm({ route: 'GET /:post', kind: 'false_100_33' })
  expect(error(await me.get(id))).toEqual([400, 100, 33])
  expect((await me.get(id)).status).toBe(200)
})

test.each([458, 459, 460, 464, 466, 467, 492])('a token can die of %i', async (subcode) => {
  await world.arm({ route: feedRoute, kind: 'kill_token', subcode })
  for (const _ of ['now', 'later'])
    expect(error(await me.feed({ message: 'x' }))).toEqual([400, 190, subcode])
})

test('a Page can be deleted', async () => {
  await world.arm({ route: feedRoute, kind: 'delete_page' })
  expect(error(await me.feed({ message: 'x' }))).toEqual([400, 100, 33])
  const { data } = await world.pagesOf(await world.userToken())
  expect(data.map((page: { id: string }) => page.id)).not.toContain(bakery)
})

test.each([
  [{}, [400, 80001], 'x-business-use-case-usage'],
  [{ code: 4 }, [403, 4], 'x-app-usage'],
])('a limit answers with its header: %o', async (more, expected, header) => {
  await world.arm({ route: feedRoute, kind: 'rate_limit', regain_minutes: 7, ...more })
  const answer = await me.feed({ message: 'x' })
  expect(error(answer).slice(0, 2)).toEqual(expected)
  const usage = JSON.parse(answer.headers.get(header)!)
  if (header === 'x-app-usage') expect(usage).toMatchObject({ call_count: 100 })
  else expect(usage[bakery][0]).toMatchObject({ type: 'pages', estimated_time_to_regain_access: 7 })
})

test('usage headers tell the percentages set', async () => {
  expect((await me.get('me')).headers.get('x-app-usage')).toBeNull()
  await world.set({ usage_app_percent: 80 })
  expect(JSON.parse((await me.get('me')).headers.get('x-app-usage')!).call_count).toBe(80)
})

test.each([
  [1404078, [403, 200]],
  [1390008, [403, 368]],
  [1363047, [400, 1]],
])('any call can be refused with %i', async (subcode, expected) => {
  await world.arm({ route: feedRoute, kind: 'refuse', subcode })
  expect(error(await me.feed({ message: 'x' }))).toEqual([...expected, subcode])
  expect(ledger()).toEqual([])
})

test('state survives a restart; a half upload begins again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'facebook-'))
  const stateFile = join(folder, 'state.json')
  const first = await openWorld({ stateFile })
  const token = await first.pageToken()
  const before = publisher(first, token)
  const { id } = (await before.feed({ message: 'kept' })).body
  const { video_id, upload_url } = await before.start('video_reels')
  await before.upload(upload_url, Buffer.alloc(2000), { file_size: '4000' })
  expect((await before.status(video_id)).uploading_phase.bytes_transfered).toBe(2000)
  await first.close()
  const second = await openWorld({ stateFile })
  const after = publisher(second, token)
  expect((await after.get(id)).body.message).toBe('kept')
  expect((await after.status(video_id)).uploading_phase.bytes_transfered).toBe(0)
  await second.close()
  rmSync(folder, { recursive: true })
})
