import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mov, mp4, webm } from '../fixtures/film.ts'
import { bakery, openWorld, publisher, type World } from './facebook-world.ts'

const day = 24 * 60 * 60_000
const processing = 8000

let world: World
let me: ReturnType<typeof publisher>
let tall: Buffer
let film: Buffer

beforeAll(async () => {
  world = await openWorld()
  tall = await mp4({ width: 540, height: 960, seconds: 4 })
  film = await mov({ width: 320, height: 240, seconds: 2 })
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
const refused = ({ status, body }: Awaited<ReturnType<World['call']>>) => [status, body.debug_info?.type]

describe('reels', () => {
  test('are started, uploaded, finished, processed, live', async () => {
    const { video_id, upload_url } = await me.start('video_reels')
    expect(await me.status(video_id)).toMatchObject({
      video_status: 'uploading',
      uploading_phase: { status: 'not_started', bytes_transfered: 0 },
    })
    expect((await me.upload(upload_url, tall)).body.success).toBe(true)
    expect((await me.status(video_id)).video_status).toBe('upload_complete')
    expect((await me.finishReel(video_id, { description: 'knead' })).body).toEqual({ success: true })
    expect((await me.status(video_id)).video_status).toBe('processing')
    expect(ledger()).toEqual([])
    world.advance(processing)
    expect(await me.status(video_id)).toMatchObject({
      video_status: 'ready',
      uploading_phase: { status: 'complete', bytes_transfered: tall.length },
      processing_phase: { status: 'complete' },
      publishing_phase: { status: 'complete', publish_status: 'published' },
    })
    const { body } = await me.get(video_id, 'published,post_id,permalink_url,length')
    expect(body).toMatchObject({ published: true, permalink_url: `/reel/${video_id}/` })
    expect(body.post_id).toMatch(/^\d{18}$/)
    expect(ledger()).toMatchObject([
      { id: `${bakery}_${body.post_id}`, type: 'reel', text: 'knead', extra: { video_id } },
    ])
    expect(await (await fetch(world.simulator.url + body.permalink_url)).text()).toContain('knead')
    expect(await me.list('video_reels')).toMatchObject([{ id: video_id, description: 'knead' }])
    expect(await me.list()).toEqual([])
    const comment = await me.post(`${video_id}/comments`, { message: 'First!' })
    expect(comment.status).toBe(200)
  })

  test('are finished once, when all bytes are there, with a state', async () => {
    const { video_id, upload_url } = await me.start('video_reels')
    expect(error(await me.finishReel(video_id))).toEqual([400, 100, undefined])
    await me.upload(upload_url, tall)
    expect(error(await me.finishReel(video_id, { video_state: '' }))).toEqual([400, 100, undefined])
    expect((await me.finishReel(video_id)).status).toBe(200)
    expect(error(await me.finishReel(video_id))).toEqual([400, 100, undefined])
    world.advance(processing)
    expect(ledger()).toHaveLength(1)
  })

  test('may be fetched by address', async () => {
    const file_url = world.host.serve('/tall.mp4', tall)
    const { video_id, upload_url } = await me.start('video_reels')
    const send = (url: string) => me.upload(upload_url, Buffer.alloc(0), { file_url: url })
    expect(refused(await send(`${world.host.origin}/no.mp4`))).toEqual([400, 'ProcessingFailedError'])
    expect((await send(file_url)).status).toBe(200)
    await me.finishReel(video_id)
    world.advance(processing)
    expect(ledger()[0]!.extra).toMatchObject({ fetched_from: [file_url] })
  })

  test('an interrupted upload goes on where it stopped', async () => {
    const { video_id, upload_url } = await me.start('video_reels')
    await world.arm({ route: 'POST /video-upload/:video', kind: 'partial_upload' })
    expect(refused(await me.upload(upload_url, tall))).toEqual([400, 'PartialRequestError'])
    const { uploading_phase } = await me.status(video_id)
    const there = Math.floor(tall.length / 2)
    expect(uploading_phase).toEqual({ status: 'in_progress', bytes_transfered: there })
    const file_size = String(tall.length)
    expect(refused(await me.upload(upload_url, tall))).toEqual([400, 'OffsetInvalidError'])
    const rest = { offset: String(there), file_size }
    expect((await me.upload(upload_url, tall.subarray(there), rest)).status).toBe(200)
    await me.finishReel(video_id)
    world.advance(processing)
    expect(ledger()).toMatchObject([{ media: [{ bytes: tall.length, width: 540 }] }])
  })

  test('rupload wants the OAuth scheme and whole numbers', async () => {
    const { upload_url } = await me.start('video_reels')
    const bearer = { authorization: `Bearer ${me.access_token}` }
    expect(refused(await me.upload(upload_url, tall, bearer))).toEqual([401, 'NotAuthorizedError'])
    expect(refused(await me.upload(upload_url, tall, { offset: 'x' }))).toEqual([400, 'HeaderMissingError'])
    expect(refused(await me.upload(upload_url, tall, { file_size: '10' }))).toEqual([
      400,
      'ProcessingFailedError',
    ])
  })

  test.each([
    [1363040, 'too wide', () => mp4({ width: 1200, height: 540, seconds: 3 })],
    [1363127, 'too small', () => mp4({ width: 360, height: 640, seconds: 3 })],
    [1363128, 'too short', () => mp4({ width: 540, height: 960, seconds: 1 })],
    [1363129, 'too few frames', () => mp4({ width: 540, height: 960, seconds: 3, fps: 10 })],
    [352, 'another codec', () => webm({ width: 540, height: 960, seconds: 3 })],
    [6000, 'no film', async () => Buffer.alloc(5000, 1)],
    [382, 'next to nothing', async () => Buffer.alloc(10)],
  ])('end in error %i when %s', async (code, _, make) => {
    const video_id = await me.uploaded('video_reels', await make())
    expect((await me.finishReel(video_id)).body).toEqual({ success: true })
    world.advance(processing)
    const status = await me.status(video_id)
    expect(status.video_status).toBe('error')
    expect(status.processing_phase).toMatchObject({ status: 'error', errors: [{ code }] })
    expect(ledger()).toEqual([])
  })

  test('30 a day and no more', async () => {
    await world.set({ reels_per_day: 1 })
    await me.finishReel(await me.uploaded('video_reels', tall))
    const second = await me.uploaded('video_reels', tall)
    expect(error(await me.finishReel(second))).toEqual([400, 613, undefined])
  })

  test('an upload never finished expires', async () => {
    const video_id = await me.uploaded('video_reels', tall)
    world.advance(day)
    expect((await me.status(video_id)).video_status).toBe('expired')
    expect(error(await me.finishReel(video_id))).toEqual([400, 6000, undefined])
  })

  test('spellings of the status may differ', async () => {
    await world.set({
      phase_word: 'completed',
      byte_counter: 'bytes_transferred',
      phase_errors: 'error',
      relative_video_permalinks: false,
    })
    const video_id = await me.uploaded('video_reels', tall)
    await world.arm({ route: 'POST /:page/video_reels', kind: 'processing_error', code: 1363128 })
    await me.finishReel(video_id)
    world.advance(processing)
    expect(await me.status(video_id)).toMatchObject({
      uploading_phase: { status: 'completed', bytes_transferred: tall.length },
      processing_phase: { status: 'error', error: { message: expect.any(String) } },
    })
  })
})

describe('video stories', () => {
  test('tell their post at the finish and are listed when live', async () => {
    const video_id = await me.uploaded('video_stories', tall)
    const { body } = await me.finishStory(video_id)
    expect(body).toEqual({ success: true, post_id: expect.stringMatching(/^\d{18}$/) })
    expect(await me.list('stories')).toEqual([])
    world.advance(processing)
    expect(await me.list('stories')).toMatchObject([
      { media_id: video_id, media_type: 'video', post_id: body.post_id },
    ])
    expect(ledger()).toMatchObject([{ type: 'video_story', extra: { video_id } }])
  })

  test('of more than a minute end in error', async () => {
    const long = await mp4({ width: 540, height: 960, seconds: 62, fps: 24, audio: false })
    const video_id = await me.uploaded('video_stories', long)
    await me.finishStory(video_id)
    world.advance(processing)
    expect((await me.status(video_id)).processing_phase.errors[0].code).toBe(1363128)
  })
})

describe('feed videos', () => {
  test('are fetched by address and live after processing', async () => {
    const file_url = world.host.serve('/film.mov', film)
    const { body } = await me.post(`${bakery}/videos`, { file_url, description: 'oven', title: 'Oven' })
    expect(await me.list()).toEqual([])
    world.advance(processing)
    const fields = 'message,status_type,attachments{media_type,target{id}}'
    expect(await me.list('published_posts', { fields })).toMatchObject([
      {
        message: 'oven',
        status_type: 'added_video',
        attachments: { data: [{ media_type: 'video', target: { id: body.id } }] },
      },
    ])
    expect(await me.list('videos')).toMatchObject([{ id: body.id }])
    const missing = { file_url: `${world.host.origin}/no.mov` }
    expect(error(await me.post(`${bakery}/videos`, missing))).toEqual([400, 389, undefined])
  })

  test('are uploaded in chunks by the offsets answered', async () => {
    await world.set({ chunk_bytes: 1000 })
    const started = await me.post(`${bakery}/videos`, { upload_phase: 'start', file_size: film.length })
    const { upload_session_id, video_id } = started.body
    expect(started.body).toMatchObject({ start_offset: '0', end_offset: '1000' })
    const transfer = (from: number, to: number) =>
      me.multipart(
        'videos',
        { upload_phase: 'transfer', upload_session_id, start_offset: String(from) },
        'video_file_chunk',
        film.subarray(from, to),
      )
    expect(error(await transfer(0, 1001))).toEqual([400, 6000, undefined])
    await transfer(0, 1000)
    const again = await transfer(0, 1000)
    expect(error(again)).toEqual([400, 6001, 1363037])
    expect(again.body.error.error_data).toEqual({ start_offset: '1000', end_offset: '2000' })
    const finish = { upload_phase: 'finish', upload_session_id, description: 'chunked' }
    expect(error(await me.post(`${bakery}/videos`, finish))).toEqual([400, 100, undefined])
    let next = again.body.error.error_data
    while (next.start_offset !== next.end_offset)
      next = (await transfer(Number(next.start_offset), Number(next.end_offset))).body
    expect(next).toEqual({ start_offset: String(film.length), end_offset: String(film.length) })
    expect((await me.post(`${bakery}/videos`, finish)).body).toEqual({ success: true })
    world.advance(processing)
    expect(ledger()).toMatchObject([{ type: 'video', text: 'chunked', media: [{ width: 320 }] }])
    expect((await me.get(video_id, 'permalink_url')).body.permalink_url).toBe(
      `/${bakery}/videos/${video_id}/`,
    )
  })

  test('a chunked upload may be cancelled', async () => {
    const { body } = await me.post(`${bakery}/videos`, { upload_phase: 'start', file_size: 5000 })
    const { upload_session_id } = body
    const cancel = { upload_phase: 'cancel', upload_session_id }
    expect((await me.post(`${bakery}/videos`, cancel)).body).toEqual({ success: true })
    expect(error(await me.get(body.video_id))).toEqual([400, 100, 33])
  })

  test('publish_video may be asked for', async () => {
    await world.set({ require_publish_video: true })
    expect(error(await me.post(`${bakery}/videos`, { upload_phase: 'start', file_size: 5000 }))).toEqual([
      403,
      200,
      undefined,
    ])
  })

  test('a video id may come as a number that loses its last digits', async () => {
    await world.set({ numeric_ids: true })
    const { text } = await me.post(`${bakery}/video_reels`, { upload_phase: 'start' })
    expect(text).toMatch(/"video_id":\d{17},/)
  })
})
