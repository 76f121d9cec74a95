import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mov, mp4, webm } from '../fixtures/film.ts'
import {
  openWorld,
  type Pinner,
  picture,
  register,
  scopes,
  sendForm,
  uploadFilm,
  type World,
} from './pinterest-world.ts'

const good = { width: 200, height: 300, seconds: 5 }

describe('the simulated Pinterest takes films as Pinterest does', () => {
  let world: World
  let alice: Pinner
  let film: Buffer
  beforeAll(async () => {
    world = await openWorld()
    film = await mp4(good)
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  const statusOf = async (id: string) => (await alice.get(`/media/${id}`)).body.status
  const video = (media_id: string, cover: Record<string, unknown> = { cover_image_key_frame_time: 1 }) => ({
    media_source: { source_type: 'video_id', media_id, ...cover },
  })

  test('registered, sent as a form with the file last, processed, then a Pin with a cover', async () => {
    const { id, url, form } = await register(alice)
    expect(await statusOf(id)).toBe('registered')
    expect((await alice.pin(video(id))).body.message).toMatch(/registered/)
    expect(await sendForm(url, form, film)).toEqual({ status: 204, text: '' })
    expect(await statusOf(id)).toBe('processing')
    expect((await alice.pin(video(id))).status).toBe(400)
    world.simulator.clock.advance(4000)
    expect(await statusOf(id)).toBe('succeeded')
    expect(world.ledger()).toEqual([])

    const cover_image_url = world.host.serve('/cover.jpg', picture())
    const pin = await alice.pin(video(id, { cover_image_url }))
    expect(pin).toMatchObject({ status: 201, body: { creative_type: 'VIDEO' } })
    expect(pin.body.media).toMatchObject({
      media_type: 'video',
      duration: null,
      width: null,
      video_url: null,
    })
    world.simulator.clock.advance(2000)
    const ready = (await alice.get(`/pins/${pin.body.id}`)).body.media
    expect(ready).toMatchObject({ width: 200, height: 300 })
    expect(ready.duration).toBeCloseTo(5000, -2)
    expect(world.ledger()[0]).toMatchObject({ type: 'video', media: [{ kind: 'video', width: 200 }] })
    expect((await alice.get('/media')).body).toMatchObject({ items: [{ media_id: id }], bookmark: null })
  })

  test.each<[string, Record<string, unknown>, number]>([
    ['a key frame', { cover_image_key_frame_time: 900 }, 201],
    [
      'bytes',
      { cover_image_content_type: 'image/jpeg', cover_image_data: picture().toString('base64') },
      201,
    ],
    ['nothing', {}, 400],
    ['bytes without their type', { cover_image_data: 'aGk=' }, 400],
    ['two ways at once', { cover_image_key_frame_time: 0, cover_image_url: 'https://x.example/a' }, 400],
    ['half a second', { cover_image_key_frame_time: 0.5 }, 400],
  ])('a cover by %s', async (_, cover, status) => {
    const id = await uploadFilm(world, alice, film)
    const answer = await alice.pin(video(id, cover))
    expect(answer.status).toBe(status)
    if (Object.keys(cover).length === 0)
      expect(answer.body.message).toContain('cover_image_url or cover_image_content_type')
  })

  test('an upload is its owner’s and of its host', async () => {
    const id = await uploadFilm(world, alice, film)
    const bob = await world.connect('bob')
    const missing = { status: 404, body: { code: 404, message: 'Media upload not found' } }
    expect(await bob.get(`/media/${id}`)).toMatchObject(missing)
    expect(await alice.get('/media/1')).toMatchObject(missing)
    expect((await alice.get('/media/abc')).status).toBe(400)
    const sandbox = await world.connect('alice', scopes, '/sandbox')
    expect(await sandbox.get(`/media/${id}`)).toMatchObject(missing)
  })

  test('the storage checks its form as S3 does', async () => {
    const { id, url, form } = await register(alice)
    const bearer = { authorization: `Bearer ${alice.tokens.access_token}` }
    expect((await sendForm(url, form, film, bearer)).status).toBe(400)
    expect((await sendForm(url, form)).text).toContain('exactly one file')
    const { policy, ...unsigned } = form
    expect((await sendForm(url, unsigned, film)).status).toBe(403)
    expect((await sendForm(url, { ...form, 'x-amz-signature': 'f00' }, film)).text).toContain('AccessDenied')
    expect((await sendForm(url, { ...form, key: 'uploads/other' }, film)).status).toBe(403)
    const early = new FormData()
    early.append('file', new Blob([new Uint8Array(film)]))
    for (const [name, value] of Object.entries<string>(form)) early.append(name, value)
    expect((await fetch(url, { method: 'POST', body: early })).status).toBe(403)
    expect(await statusOf(id)).toBe('registered')
    world.simulator.clock.advance(60 * 60_000)
    expect((await sendForm(url, form, film)).text).toContain('Policy expired')
  })

  test.each<[string, () => Promise<Buffer>, string]>([
    ['a MOV', () => mov(good), 'succeeded'],
    ['three seconds', () => mp4({ ...good, seconds: 3 }), 'failed'],
    ['a WebM', () => webm(good), 'failed'],
    ['a film wider than 1.91:1', () => mp4({ ...good, width: 400, height: 200 }), 'failed'],
    ['a film narrower than 1:2', () => mp4({ ...good, width: 100, height: 220 }), 'failed'],
    ['no film', async () => Buffer.from('hello'), 'failed'],
  ])('%s is judged when it is processed', async (_, make, status) => {
    const id = await uploadFilm(world, alice, await make())
    expect(await statusOf(id)).toBe(status)
    expect((await alice.pin(video(id))).status).toBe(status === 'failed' ? 400 : 201)
  })

  test('processing fails or lasts when told to', async () => {
    await world.fault({ route: 'POST media-upload', kind: 'media_failed' })
    expect(await statusOf(await uploadFilm(world, alice, film))).toBe('failed')
    await world.fault({ route: 'POST media-upload', kind: 'slow_media', ms: 300_000 })
    const id = await uploadFilm(world, alice, film)
    expect(await statusOf(id)).toBe('processing')
    world.simulator.clock.advance(296_000)
    expect(await statusOf(id)).toBe('succeeded')
  })
})
