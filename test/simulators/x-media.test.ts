import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg, png, webp } from '../fixtures/media.ts'
import { openWorld, uploadInChunks, uploadPicture, type World, type XUser } from './x-world.ts'

const mp4Upload = { media_type: 'video/mp4', media_category: 'tweet_video' }

describe('the simulated X takes media by the rules of X', () => {
  let x: World
  let alice: XUser
  beforeAll(async () => {
    x = await openWorld()
  })
  beforeEach(async () => {
    x.simulator.reset()
    alice = await x.connect()
  })
  afterAll(() => x.simulator.close())

  const attach = (...ids: string[]) => alice.tweet('', { media: { media_ids: ids } })
  const processed = (answer: { body: { data: { id: string } } }) =>
    alice.get(`/2/media/upload?command=STATUS&media_id=${answer.body.data.id}`)

  test('a picture is decoded, described and attached, and people see it', async () => {
    const bytes = jpeg({ width: 64, height: 48 })
    const answer = await alice.upload('/2/media/upload', { media: bytes, media_category: 'tweet_image' })
    expect(answer.body.data).toMatchObject({
      media_key: `3_${answer.body.data.id}`,
      size: bytes.length,
      expires_after_secs: 86_400,
      image: { image_type: 'image/jpeg', w: 64, h: 48 },
    })
    const { id } = answer.body.data
    const described = await alice.post('/2/media/metadata', {
      id,
      metadata: { alt_text: { text: 'A blue field' } },
    })
    expect(described.body.data).toEqual({ id, associated_metadata: { alt_text: { text: 'A blue field' } } })
    expect((await attach(id)).body.data.text).toMatch(/^https:\/\/t\.co\/\w{10}$/)
    expect((await attach(id)).status).toBe(201)
    expect(x.ledger()[0]!.media).toEqual([
      expect.objectContaining({
        kind: 'image',
        mime: 'image/jpeg',
        width: 64,
        height: 48,
        alt_text: 'A blue field',
      }),
    ])
    expect((await x.send('GET', '/')).body).toContain(`src="/_media/${id}" alt="A blue field"`)
    expect((await x.send('GET', `/_media/${id}`)).headers.get('content-type')).toBe('image/jpeg')
  })

  test('JSON with base64 is taken too; other fields are not', async () => {
    const media = png({ width: 8, height: 8 }).toString('base64')
    expect((await alice.post('/2/media/upload', { media, media_category: 'tweet_image' })).status).toBe(200)
    const more = { media, media_category: 'tweet_image', media_type: 'image/png' }
    expect((await alice.post('/2/media/upload', more)).body.errors[0].message).toMatch(
      /media_type: is not defined/,
    )
    expect((await alice.post('/2/media/upload', { media })).body.errors[0].message).toMatch(
      /media_category: is missing/,
    )
    expect((await alice.post('/2/media/upload', { media, media_category: 'tweet_video' })).status).toBe(400)
  })

  test.each([
    ['no picture', Buffer.from('hello')],
    ['a JPEG cut in half', jpeg({ width: 400, height: 400 }).subarray(0, 800)],
    ['a PNG with damage', Buffer.concat([png({ width: 40, height: 40 }).subarray(0, 60), Buffer.alloc(40)])],
    ['a GIF without its trailer', gif({ width: 10, height: 10, frames: 2 }).subarray(0, -1)],
    ['a WebP cut in half', webp({ width: 10, height: 10 }).subarray(0, 20)],
    ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1)],
  ])('%s is refused', async (_, bytes) => {
    const answer = await alice.upload('/2/media/upload', { media: bytes, media_category: 'tweet_image' })
    expect(answer).toMatchObject({ status: 400, body: { title: 'Invalid Request' } })
  })

  test('media is refused when it is unknown, of others, too old or twice the same', async () => {
    const id = await uploadPicture(alice, png({ width: 8, height: 8 }))
    expect(await attach('123')).toMatchObject({
      status: 400,
      body: {
        errors: [{ parameters: { 'media.media_ids': ['123'] }, message: 'Your media IDs are invalid.' }],
        title: 'Invalid Request',
      },
    })
    expect((await attach(id, id)).status).toBe(400)
    const bob = await x.connect('bob')
    expect((await bob.tweet('', { media: { media_ids: [id] } })).status).toBe(400)
    expect((await bob.post('/2/media/metadata', { id, metadata: {} })).status).toBe(400)
    x.simulator.clock.advance(24 * 60 * 60_000)
    alice = await x.connect()
    expect((await attach(id)).status).toBe(400)
  })

  test('a film is uploaded in chunks and processed before it can be posted', async () => {
    const film = await mp4({ width: 320, height: 180, seconds: 1 })
    const done = await uploadInChunks(alice, film, mp4Upload)
    expect(done.body.data.processing_info).toEqual({ state: 'pending', check_after_secs: 2 })
    const { id } = done.body.data
    expect((await attach(id)).status).toBe(400)
    x.simulator.clock.advance(1000)
    expect((await processed(done)).body.data.processing_info).toMatchObject({
      state: 'in_progress',
      progress_percent: 50,
    })
    x.simulator.clock.advance(1000)
    expect((await processed(done)).body.data.processing_info).toEqual({
      state: 'succeeded',
      progress_percent: 100,
    })
    expect((await attach(id)).status).toBe(201)
    expect(x.ledger()[0]!.media[0]).toMatchObject({
      kind: 'video',
      width: 320,
      height: 180,
      bytes: film.length,
    })
    const picture = await uploadPicture(alice, png({ width: 8, height: 8 }))
    expect((await attach(id, picture)).status).toBe(400)
  })

  test('what is no film fails in processing', async () => {
    const noFilm = await uploadInChunks(alice, Buffer.alloc(5000, 7), mp4Upload)
    const tooLarge = await uploadInChunks(
      alice,
      await mp4({ width: 1920, height: 1080, seconds: 1, fps: 2 }),
      mp4Upload,
    )
    await x.fault({ route: '*', kind: 'processing_failed', name: 'InternalError', message: 'try later' })
    const scripted = await uploadInChunks(alice, await mp4({ width: 64, height: 64, seconds: 1 }), mp4Upload)
    x.simulator.clock.advance(2000)
    const error = async (answer: typeof noFilm) => (await processed(answer)).body.data.processing_info.error
    expect(await error(noFilm)).toEqual({
      code: 1,
      name: 'InvalidMedia',
      message: 'Unsupported video format',
    })
    expect((await error(tooLarge)).message).toMatch(/too large/)
    expect(await error(scripted)).toEqual({ code: 1, name: 'InternalError', message: 'try later' })
    expect((await attach(noFilm.body.data.id)).status).toBe(400)
  })

  test('a film that is too long is refused when it is posted', async () => {
    const film = await uploadInChunks(
      alice,
      await mp4({ width: 64, height: 64, seconds: 141, fps: 1, audio: false }),
      mp4Upload,
      1e6,
    )
    x.simulator.clock.advance(2000)
    const answer = await attach(film.body.data.id)
    expect(answer).toMatchObject({
      status: 403,
      body: { detail: 'This user is not allowed to post a video longer than 2 minutes.' },
    })
  })

  test('an animated GIF is processed and stands alone', async () => {
    const about = { media_type: 'image/gif', media_category: 'tweet_gif' }
    const done = await uploadInChunks(alice, gif({ width: 20, height: 20, frames: 3 }), about)
    const many = await uploadInChunks(alice, gif({ width: 4, height: 4, frames: 351 }), about)
    x.simulator.clock.advance(2000)
    expect((await processed(done)).body.data.media_key).toMatch(/^16_/)
    expect((await processed(many)).body.data.processing_info.error.message).toMatch(/too large/)
    expect((await attach(done.body.data.id)).status).toBe(201)
    expect(x.ledger()[0]!.media[0]!.kind).toBe('gif')
  })

  test('segments must be there, in bounds and add up', async () => {
    const start = async (total: number) =>
      (await alice.post('/2/media/upload/initialize', { ...mp4Upload, total_bytes: total })).body.data.id
    const append = (id: string, index: string, bytes = Buffer.alloc(10)) =>
      alice.upload(`/2/media/upload/${id}/append`, { media: bytes, segment_index: index })
    const finalize = (id: string) => alice.post(`/2/media/upload/${id}/finalize`, {})
    const id = await start(30)
    expect((await append(id, '1000')).status).toBe(400)
    expect((await append(id, 'x')).status).toBe(400)
    expect((await append(id, '0', Buffer.alloc(31))).status).toBe(400)
    expect((await append(id, '0')).body.data.expires_at).toBeTypeOf('number')
    expect((await append(id, '0')).status).toBe(200)
    expect((await append(id, '2')).status).toBe(200)
    expect((await finalize(id)).body.errors[0].message).toMatch(/segment 1 is missing/)
    await append(id, '1', Buffer.alloc(5))
    expect((await finalize(id)).body.errors[0].message).toMatch(/do not add up/)
    await append(id, '1')
    expect((await finalize(id)).status).toBe(200)
    expect((await append(id, '3')).status).toBe(400)
    const large = await start(20 * 1024 * 1024)
    expect((await append(large, '0', Buffer.alloc(8 * 1024 * 1024 + 1))).status).toBe(400)
    expect((await append(large, '0', Buffer.alloc(8 * 1024 * 1024))).status).toBe(200)
  })

  test.each([
    ['an unknown type', { media_type: 'video/avi', total_bytes: 5, media_category: 'tweet_video' }],
    ['an unknown category', { media_type: 'video/mp4', total_bytes: 5, media_category: 'movie' }],
    ['a missing size', { media_type: 'video/mp4', media_category: 'tweet_video' }],
    ['too many bytes', { ...mp4Upload, total_bytes: 513 * 1024 * 1024 }],
    ['an extra key', { ...mp4Upload, total_bytes: 5, name: 'x' }],
  ])('initialize refuses %s', async (_, body) => {
    expect((await alice.post('/2/media/upload/initialize', body)).status).toBe(400)
  })

  test('alt text ends at 1000 characters', async () => {
    const id = await uploadPicture(alice, png({ width: 8, height: 8 }))
    const describeAs = (text: string) =>
      alice.post('/2/media/metadata', { id, metadata: { alt_text: { text } } })
    expect((await describeAs('a'.repeat(1000))).status).toBe(200)
    expect((await describeAs('a'.repeat(1001))).status).toBe(400)
  })
})
