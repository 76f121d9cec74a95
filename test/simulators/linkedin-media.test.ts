import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mp4, webm } from '../fixtures/film.ts'
import { gif, jpeg, png, webp } from '../fixtures/media.ts'
import {
  bakery,
  type Member,
  memberScopes,
  openWorld,
  pageScopes,
  uploaded,
  type World,
} from './linkedin-world.ts'

const partBytes = 4_194_304

describe('the simulated LinkedIn takes media by the rules of LinkedIn', () => {
  let linkedin: World
  let alice: Member
  let film: Buffer
  beforeAll(async () => {
    linkedin = await openWorld()
    film = await mp4({ width: 640, height: 360, seconds: 4 })
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect()
  })
  afterAll(() => linkedin.simulator.close())

  const withMedia = (id: string, more: Record<string, unknown> = {}, member = alice) =>
    member.publish('Look', { content: { media: { id, ...more } } })
  const statusOf = async (urn: string, member = alice) => {
    const kind = urn.split(':')[2]
    return (await member.get(`/rest/${kind}s/${encodeURIComponent(urn)}`)).body
  }
  /** All steps up to finalizing, whose answer it returns. */
  const uploadFilm = async (bytes = film) => {
    const { value } = (await alice.initializeVideo(bytes.length)).body
    const etags: string[] = []
    for (const { uploadUrl, firstByte, lastByte } of value.uploadInstructions) {
      const answer = await linkedin.putPart(uploadUrl, bytes.subarray(firstByte, lastByte + 1))
      etags.push(answer.headers.get('etag')!)
    }
    return { urn: value.video as string, answer: await alice.finalize(value.video, etags) }
  }

  test('a picture goes from waiting over processing to available, and people see it', async () => {
    const value = await alice.initialize('image')
    expect(value.image).toMatch(/^urn:li:image:\w+$/)
    expect(value.uploadUrlExpiresAt).toBeGreaterThan(linkedin.simulator.clock.now())
    expect((await statusOf(value.image)).status).toBe('WAITING_UPLOAD')
    expect((await withMedia(value.image)).body).toEqual({
      status: 400,
      code: 'MEDIA_ASSET_WAITING_UPLOAD',
      message: 'Media asset is waiting upload',
    })
    const bytes = jpeg({ width: 64, height: 48 })
    expect(await linkedin.put(value.uploadUrl, bytes)).toMatchObject({ status: 201, body: '' })
    expect((await statusOf(value.image)).status).toBe('PROCESSING')
    expect(await withMedia(value.image)).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('still processing') },
    })
    linkedin.advance(1500)
    expect((await statusOf(value.image)).status).toBe('AVAILABLE')
    const posted = await withMedia(value.image, { altText: 'A field' })
    expect(posted.headers.get('x-restli-id')).toMatch(/^urn:li:share:/)
    const [post] = linkedin.ledger()
    expect(post).toMatchObject({
      type: 'image',
      media: [{ kind: 'image', mime: 'image/jpeg', width: 64, height: 48, alt_text: 'A field' }],
    })
    const { file } = post!.media[0]!
    expect((await linkedin.send('GET', '/')).body).toContain(`src="/_media/${file}" alt="A field"`)
    expect((await linkedin.send('GET', `/_media/${file}`)).headers.get('content-type')).toBe('image/jpeg')
  })

  test.each([
    ['a WebP', webp({ width: 10, height: 10 })],
    ['text', Buffer.from('hello')],
    ['a JPEG cut in half', jpeg({ width: 400, height: 400 }).subarray(0, 800)],
    ['a GIF of 251 frames', gif({ width: 4, height: 4, frames: 251 })],
    ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1)],
  ])('%s is taken, and fails when it is processed', async (_, bytes) => {
    const urn = await uploaded(linkedin, alice, bytes)
    expect((await statusOf(urn)).status).toBe('PROCESSING_FAILED')
    expect((await withMedia(urn)).body.code).toBe('MEDIA_ASSET_PROCESSING_FAILED')
  })

  test('PNG and GIF are pictures too', async () => {
    for (const bytes of [png({ width: 8, height: 8 }), gif({ width: 8, height: 8, frames: 250 })])
      expect((await withMedia(await uploaded(linkedin, alice, bytes))).status).toBe(201)
    expect(linkedin.ledger().map(({ media }) => media[0]!.kind)).toEqual(['image', 'gif'])
  })

  test('an upload URL is signed, ends after its time, and takes one file', async () => {
    const bytes = png({ width: 8, height: 8 })
    const { uploadUrl } = await alice.initialize('image')
    expect((await linkedin.put(uploadUrl.replace(/ut=.*/, 'ut=x'), bytes)).status).toBe(403)
    const authorization = `Bearer ${alice.tokens.access_token}`
    expect((await linkedin.put(uploadUrl, bytes, { authorization })).status).toBe(201)
    expect((await linkedin.put(uploadUrl, bytes)).status).toBe(400)
    const late = await alice.initialize('image')
    linkedin.advance(24 * 60 * 60_000)
    expect((await linkedin.put(late.uploadUrl, bytes)).body).toEqual({
      status: 400,
      code: 'EXPIRED_UPLOAD_URL',
      message: 'The Image upload URL is expired',
    })
    const stream = new Response(new Uint8Array(bytes)).body
    const { uploadUrl: open } = await alice.initialize('image')
    const chunked = { body: stream, duplex: 'half' } as RequestInit
    expect((await linkedin.send('PUT', open, chunked)).status).toBe(411)
  })

  test('media belong to the author they were uploaded for', async () => {
    const bytes = png({ width: 8, height: 8 })
    const own = await uploaded(linkedin, alice, bytes)
    const page = await uploaded(linkedin, alice, bytes, { owner: bakery })
    const asPage = (id: string) => alice.publish('Look', { author: bakery, content: { media: { id } } })
    expect((await asPage(own)).body).toMatchObject({ status: 400, code: 'INVALID_IMAGE_ID' })
    expect((await withMedia(page)).status).toBe(400)
    expect((await asPage(page)).status).toBe(201)
    const carol = await linkedin.connect('carol')
    const foreign = { initializeUploadRequest: { owner: bakery } }
    expect((await carol.post('/rest/images?action=initializeUpload', foreign)).status).toBe(403)
    expect((await carol.get(`/rest/images/${encodeURIComponent(page)}`)).status).toBe(403)
  })

  test('with w_member_social alone only videos tell their status', async () => {
    const bob = await linkedin.connect('bob', memberScopes)
    const image = await uploaded(linkedin, bob, png({ width: 8, height: 8 }))
    expect((await statusOf(image, bob)).message).toBe(
      'Not enough permissions to access: partnerApiImages.GET.20260901',
    )
    const { value } = (await bob.initializeVideo(film.length, { owner: bob.urn })).body
    expect((await statusOf(value.video, bob)).status).toBe('WAITING_UPLOAD')
    expect((await withMedia(image, {}, bob)).status).toBe(201)
  })

  test('2 to 20 pictures make a post of several', async () => {
    const urn = await uploaded(linkedin, alice, png({ width: 8, height: 8 }))
    const several = (count: number) =>
      alice.publish(`${count}`, {
        content: {
          multiImage: { images: Array.from({ length: count }, (_, at) => ({ id: urn, altText: `${at}` })) },
        },
      })
    expect((await several(1)).body.code).toBe('INVALID_VALUE_FOR_FIELD')
    expect((await several(21)).status).toBe(400)
    expect((await several(20)).headers.get('x-restli-id')).toMatch(/^urn:li:ugcPost:/)
    expect((await several(2)).status).toBe(201)
    expect(linkedin.ledger().map(({ media }) => media.length)).toEqual([20, 2])
    expect((await withMedia(urn, { altText: 'x'.repeat(4087) })).body.code).toBe('FIELD_LENGTH_TOO_LONG')
  })

  test('a link carries an uploaded picture', async () => {
    const thumbnail = await uploaded(linkedin, alice, png({ width: 8, height: 8 }))
    const article = { source: 'https://a.example/x', title: 'A', description: 'B', thumbnail }
    expect((await alice.publish('A link', { content: { article } })).status).toBe(201)
    expect(linkedin.ledger()).toMatchObject([{ type: 'article', media: [{ mime: 'image/png' }] }])
  })

  test('a document needs a title, and is told by its content', async () => {
    const urn = await uploaded(linkedin, alice, pdf(3), { kind: 'document' })
    expect((await withMedia(urn)).body.code).toBe('MISSING_FIELD')
    expect((await withMedia(urn, { title: 'Menu' })).headers.get('x-restli-id')).toMatch(/ugcPost/)
    expect(linkedin.ledger()).toMatchObject([
      { type: 'document', media: [{ kind: 'document', mime: 'application/pdf' }] },
    ])
    for (const bytes of [pdf(301), pdf(1).subarray(0, -6), png({ width: 8, height: 8 })]) {
      const broken = await uploaded(linkedin, alice, bytes, { kind: 'document' })
      expect((await statusOf(broken)).status).toBe('PROCESSING_FAILED')
    }
  })

  test('a video is put together from its parts and measured', async () => {
    const { urn, answer } = await uploadFilm()
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect((await statusOf(urn)).status).toBe('PROCESSING')
    linkedin.advance(6000)
    expect(await statusOf(urn)).toMatchObject({
      status: 'AVAILABLE',
      duration: 4000,
      aspectRatioWidth: 640,
      aspectRatioHeight: 360,
    })
    expect((await withMedia(urn, { title: 'Baking' })).headers.get('x-restli-id')).toMatch(/ugcPost/)
    expect(linkedin.ledger()).toMatchObject([
      { type: 'video', media: [{ kind: 'video', width: 640, height: 360, bytes: film.length }] },
    ])
  })

  test('parts are 4 MiB, the last one the rest, and each must be whole', async () => {
    const size = 2 * partBytes + 10
    const { value } = (await alice.initializeVideo(size)).body
    expect(
      value.uploadInstructions.map((one: { firstByte: number; lastByte: number }) => [
        one.firstByte,
        one.lastByte,
      ]),
    ).toEqual([
      [0, partBytes - 1],
      [partBytes, 2 * partBytes - 1],
      [2 * partBytes, size - 1],
    ])
    const [first, , last] = value.uploadInstructions
    expect((await linkedin.putPart(last.uploadUrl, Buffer.alloc(9))).status).toBe(400)
    expect((await linkedin.put(last.uploadUrl, Buffer.alloc(10))).status).toBe(400)
    const etag = (await linkedin.putPart(last.uploadUrl, Buffer.alloc(10))).headers.get('etag')!
    const other = (await linkedin.putPart(first.uploadUrl, Buffer.alloc(partBytes))).headers.get('etag')!
    expect((await alice.finalize(value.video, [other, etag])).body.code).toBe('INVALID_VALUE_FOR_FIELD')
  })

  test('finalizing wants all etags in order, bare, with the token', async () => {
    const padded = Buffer.concat([film, Buffer.alloc(partBytes)])
    const { value } = (await alice.initializeVideo(padded.length)).body
    await linkedin.settings({ quoted_etags: true })
    const etags: string[] = []
    for (const { uploadUrl, firstByte, lastByte } of value.uploadInstructions) {
      const part = await linkedin.putPart(uploadUrl, padded.subarray(firstByte, lastByte + 1))
      etags.push(part.headers.get('etag')!)
    }
    expect(etags[0]).toMatch(/^"\/ambry-video\/signedId\//)
    const bare = etags.map((etag) => etag.replaceAll('"', ''))
    expect((await alice.finalize(value.video, etags)).status).toBe(400)
    expect((await alice.finalize(value.video, bare.toReversed())).status).toBe(400)
    expect((await alice.finalize(value.video, bare, 'other')).status).toBe(400)
    const { body } = await alice.post('/rest/videos?action=finalizeUpload', {
      finalizeUploadRequest: { video: value.video, uploadedPartIds: bare },
    })
    expect(body.message).toBe(
      'ERROR :: /finalizeUploadRequest/uploadToken :: field is required but not found and has no default value\n',
    )
    expect((await alice.finalize(value.video, bare)).status).toBe(200)
    expect((await alice.finalize(value.video, bare)).body.code).toBe('UPDATING_ASSET_FAILED')
    expect((await alice.finalize('urn:li:video:x', [])).body.code).toBe('INVALID_VIDEO_ID')
  })

  test('sizes outside 75 KB to 500 MB are refused when announced; other films fail later', async () => {
    expect((await alice.initializeVideo(75 * 1024 - 1)).status).toBe(400)
    expect((await alice.initializeVideo(500 * 1024 * 1024 + 1)).status).toBe(400)
    expect((await alice.initializeVideo(film.length, { uploadCaption: false })).status).toBe(422)
    const films = [
      await mp4({ width: 1280, height: 720, seconds: 2 }),
      await mp4({ width: 1280, height: 360, seconds: 4 }),
      Buffer.concat([await webm({ width: 640, height: 360, seconds: 4 }), Buffer.alloc(80_000)]),
    ]
    for (const bytes of films) {
      const { urn } = await uploadFilm(bytes)
      linkedin.advance(6000)
      expect((await statusOf(urn)).status).toBe('PROCESSING_FAILED')
    }
  })

  test('captions and a poster picture go to URLs of their own', async () => {
    const more = { uploadCaptions: true, uploadThumbnail: true }
    const { value } = (await alice.initializeVideo(film.length, more)).body
    const srt = Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nBread\n')
    expect((await linkedin.put(value.captionsUploadUrl, srt)).status).toBe(201)
    expect((await linkedin.put(value.captionsUploadUrl, Buffer.from('x'))).status).toBe(400)
    expect((await linkedin.put(value.thumbnailUploadUrl, png({ width: 8, height: 8 }))).status).toBe(201)
    expect((await linkedin.put(value.thumbnailUploadUrl, srt)).status).toBe(400)
  })

  test('posts, media and tokens survive a restart', async () => {
    const { mkdtempSync, rmSync, statSync } = await import('node:fs')
    const folder = mkdtempSync('/tmp/linkedin-')
    const stateFile = `${folder}/state.json`
    const first = await openWorld({ stateFile })
    const member = await first.connect('alice', pageScopes)
    const image = await uploaded(first, member, png({ width: 8, height: 8 }))
    await member.publish('kept')
    await first.simulator.close()
    expect(statSync(stateFile).mode & 0o777).toBe(0o600)
    const second = await openWorld({ stateFile, clock: first.simulator.clock })
    const again = await second.user(member.tokens)
    expect((await again.publish('more', { content: { media: { id: image } } })).status).toBe(201)
    expect(second.ledger().map(({ text }) => text)).toEqual(['kept', 'more'])
    await second.simulator.close()
    rmSync(folder, { recursive: true })
  })
})

/** A PDF as far as its pages and its end. */
function pdf(pages: number): Buffer {
  const objects = Array.from({ length: pages }, (_, at) => `${at + 2} 0 obj<</Type /Page>>endobj`)
  return Buffer.from(`%PDF-1.4\n1 0 obj<</Type /Pages>>endobj\n${objects.join('\n')}\n%%EOF\n`)
}
