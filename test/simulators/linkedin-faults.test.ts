import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { png } from '../fixtures/media.ts'
import { bakery, type Member, openWorld, uploaded, type World } from './linkedin-world.ts'

const hour = 60 * 60_000

describe('the simulated LinkedIn misbehaves as it is told', () => {
  let linkedin: World
  let alice: Member
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect()
  })
  afterAll(() => linkedin.simulator.close())

  const onPost = (kind: string, more: Record<string, unknown> = {}) =>
    linkedin.fault({ route: 'POST /rest/posts', kind, ...more })

  test('the same content is refused by the recorded words, naming the live post', async () => {
    const urn = await alice.urnOf(alice.publish('same'))
    const words = `Content is a duplicate of ${urn}`
    const message = `com.linkedin.content.common.exception.BadRequestResponseException: ${words}`
    const full = {
      errorDetailType: 'com.linkedin.common.error.BadRequest',
      message,
      errorDetails: {
        inputErrors: [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }],
      },
      status: 422,
    }
    expect(await alice.publish('same')).toMatchObject({ status: 422, body: full })
    await linkedin.settings({ duplicate_body: 'bare' })
    const { errorDetails: _, ...bare } = full
    expect((await alice.publish('same')).body).toEqual(bare)
    await linkedin.settings({ duplicate_body: 'text', duplicate_status: 400 })
    expect(await alice.publish('same')).toMatchObject({ status: 400, body: { message: words } })
    await linkedin.settings({ duplicate_names: 'person' })
    expect((await alice.publish('same')).body.message).toBe(`Content is a duplicate of ${alice.urn}`)
    await linkedin.settings({ duplicate_names: 'fresh' })
    expect((await alice.publish('same')).body.message).not.toContain(urn)
    expect((await alice.publish('same', { author: bakery })).status).toBe(201)
    expect((await (await linkedin.connect('bob')).publish('same')).status).toBe(201)
    linkedin.advance(24 * hour)
    expect((await alice.publish('same')).status).toBe(201)
  })

  test('other media make other content, unless only text is compared', async () => {
    const id = await uploaded(linkedin, alice, png({ width: 8, height: 8 }))
    await alice.publish('same')
    const content = { media: { id } }
    expect((await alice.publish('same', { content })).status).toBe(201)
    expect((await alice.publish('same', { content })).status).toBe(422)
    await linkedin.settings({ duplicate_compares: 'text' })
    await alice.publish('text only')
    expect((await alice.publish('text only', { content })).status).toBe(422)
  })

  test('what was deleted is a ghost for two days: each refusal names another URN', async () => {
    const urn = await alice.urnOf(alice.publish('ghost', { author: bakery }))
    await alice.remove(urn)
    const named = async () =>
      /urn:li:share:\d+/.exec((await alice.publish('ghost', { author: bakery })).body.message)![0]
    const [first, second] = [await named(), await named()]
    expect(new Set([urn, first, second]).size).toBe(3)
    expect((await alice.get(`/rest/posts/${encodeURIComponent(first)}`)).status).toBe(404)
    linkedin.advance(48 * hour)
    expect((await alice.publish('ghost', { author: bakery })).status).toBe(201)
  })

  test('a duplicate on demand names what it is told', async () => {
    await onPost('duplicate', { urn: 'urn:li:share:7141138937766391808' })
    expect((await alice.publish('new')).body.message).toMatch(/7141138937766391808$/)
    expect((await alice.publish('new')).status).toBe(201)
  })

  test('a post may be live without an answer, with a 5xx, with HTML, or without its id', async () => {
    await onPost('drop_after')
    await expect(alice.publish('lost')).rejects.toThrow()
    await onPost('status_after', { status: 500, body: { status: 500, code: 'INTERNAL_SERVER_ERROR' } })
    expect((await alice.publish('failed')).status).toBe(500)
    await onPost('html_502', { acted: true })
    const html = await alice.publish('html')
    expect(html.headers.get('content-type')).toMatch(/html/)
    expect(html).toMatchObject({ status: 502, body: expect.stringContaining('Bad Gateway') })
    await onPost('no_id')
    const silent = await alice.publish('silent')
    expect(silent.status).toBe(201)
    expect(silent.headers.get('x-restli-id')).toBeNull()
    await onPost('html_502')
    expect((await alice.publish('not at all')).status).toBe(502)
    expect(linkedin.ledger().map(({ text }) => text)).toEqual(['lost', 'failed', 'html', 'silent'])
  })

  test('a post that goes live late is a second one when it was sent again', async () => {
    await onPost('late_effect', { ms: 60_000 })
    expect((await alice.publish('late')).status).toBe(504)
    expect(linkedin.ledger()).toEqual([])
    expect((await alice.publish('late')).status).toBe(201)
    linkedin.advance(60_000)
    expect(linkedin.ledger()).toHaveLength(2)
  })

  test('a post may fail after its 201, and the author sees it', async () => {
    await onPost('publish_failed')
    const urn = await alice.urnOf(alice.publish('failing', { author: bakery }))
    expect(linkedin.ledger()).toEqual([])
    const read = await alice.get(`/rest/posts/${encodeURIComponent(urn)}?viewContext=AUTHOR`)
    expect(read.body.lifecycleState).toBe('PUBLISH_FAILED')
  })

  test('the finder can lag', async () => {
    await onPost('finder_delay', { ms: 30_000 })
    await alice.publish('slow', { author: bakery })
    const found = async () =>
      (await alice.get(`/rest/posts?q=author&author=${encodeURIComponent(bakery)}`)).body.elements.length
    linkedin.advance(29_000)
    expect(await found()).toBe(0)
    linkedin.advance(1000)
    expect(await found()).toBe(1)
  })

  test('daily counters are kept per endpoint, member and app, told by no header, and reset at 00:00 UTC', async () => {
    await linkedin.settings({ member_calls_per_day: 2, app_calls_per_day: 3 })
    const untilMidnight = () => 24 * hour - (linkedin.simulator.clock.now() % (24 * hour))
    linkedin.advance(untilMidnight())
    await alice.publish('1')
    await alice.publish('2')
    const refused = await alice.publish('3')
    expect(refused.body).toEqual({
      status: 429,
      serviceErrorCode: 101,
      code: 'TOO_MANY_REQUESTS',
      message:
        'Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.',
    })
    expect([...refused.headers.keys()].filter((name) => /retry|rate/i.test(name))).toEqual([])
    expect((await alice.get('/rest/organizationAcls?q=roleAssignee')).status).toBe(200)
    const bob = await linkedin.connect('bob')
    expect((await bob.publish('4')).status).toBe(201)
    expect((await bob.publish('5')).body.message).toMatch(/ APPLICATION DAY limit/)
    linkedin.advance(untilMidnight())
    expect((await alice.publish('6')).status).toBe(201)
  })

  test.each([
    ['throttle', { scope: 'MEMBER DAY' }, 429, /throttle MEMBER DAY limit/],
    ['throttle', { scope: '' }, 429, /^Too many requests$/],
    ['version_ended', {}, 426, /Requested version 20260901 is not active/],
    ['kill_token', { reason: 'expired' }, 401, /has expired/],
    ['kill_token', {}, 401, /revoked by the user/],
    ['kill_token', { reason: 'invalid' }, 401, /^Invalid access token$/],
  ])('%s %o answers %i', async (kind, more, status, message) => {
    await onPost(kind, more)
    const answer = await alice.publish('x')
    expect(answer.status).toBe(status)
    expect(answer.body.message).toMatch(message)
    expect(linkedin.ledger()).toEqual([])
    if (kind === 'kill_token') expect((await alice.publish('x')).status).toBe(401)
  })

  test('a role can be lost between two calls', async () => {
    await onPost('role_lost')
    expect((await alice.publish('x', { author: bakery })).body.code).toBe('ACCESS_DENIED')
    expect((await alice.get('/rest/organizationAcls?q=roleAssignee')).body.elements).toEqual([])
  })

  test('uploads can fail, take long, expire and lose parts', async () => {
    const bytes = png({ width: 8, height: 8 })
    const onUpload = (kind: string, more: Record<string, unknown> = {}) =>
      linkedin.fault({ route: 'PUT /dms-uploads uploaded-image', kind, ...more })
    const post = (id: string) => alice.publish('x', { content: { media: { id } } })
    await onUpload('processing_failed')
    expect((await post(await uploaded(linkedin, alice, bytes))).body.code).toBe(
      'MEDIA_ASSET_PROCESSING_FAILED',
    )
    await onUpload('slow_processing', { ms: 30_000 })
    const slow = await uploaded(linkedin, alice, bytes)
    expect((await post(slow)).status).toBe(422)
    linkedin.advance(30_000)
    expect((await post(slow)).status).toBe(201)
    await onUpload('upload_url_expired')
    await expect(uploaded(linkedin, alice, bytes)).rejects.toThrow('EXPIRED_UPLOAD_URL')
    await linkedin.fault({ route: 'PUT /dms-uploads uploaded-video', kind: 'lost_part' })
    const film = await mp4({ width: 640, height: 360, seconds: 4 })
    const { value } = (await alice.initializeVideo(film.length)).body
    const part = await linkedin.putPart(value.uploadInstructions[0].uploadUrl, film)
    expect((await alice.finalize(value.video, [part.headers.get('etag')!])).status).toBe(400)
  })
})
