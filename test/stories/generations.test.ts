import { PNG } from 'pngjs'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../fixtures/ask.ts'
import { generationCalls, prompt } from './generation-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let images: ReturnType<typeof generationCalls>
const minute = 60_000
const timeout = 900_000
const limit = 6

beforeAll(async () => {
  world = await openPublishingWorld({
    simulators: [],
    env: { GENERATION_QUOTA: String(limit), GENERATION_QUOTA_PERIOD: 'day' },
  })
  images = generationCalls(world)
})
beforeEach(() => images.behave())

let users = 0
/** Somebody new, with a whole quota. */
const somebody = () => `user-${++users}`
const assetOf = async (user: string, id: string) => (await world.call(user, `/assets/${id}`)).body
const assetsOf = async (user: string) => (await world.call(user, '/assets')).body

describe('images', () => {
  test.each([
    ['1:1', 1080, 1080],
    ['4:5', 864, 1080],
    ['16:9', 1080, 608],
  ])('of %s are made from a prompt, and are assets ready to be published', async (ratio, width, height) => {
    images.behave({ longer_side: 1080 })
    const user = somebody()
    const made = await images.generated(user, { aspect_ratio: ratio, style: 'watercolour' })
    expect(made).toMatchObject({
      status: 'completed',
      prompt,
      aspect_ratio: ratio,
      problems: [],
      error: null,
    })
    const asset = await assetOf(user, made.images[0].asset_id)
    expect(asset).toMatchObject({ status: 'ready', source: 'generation', kind: 'image', width, height })
    const file = await fetch(asset.download_url)
    const picture = PNG.sync.read(Buffer.from(await file.arrayBuffer()))
    expect([picture.width, picture.height]).toEqual([width, height])
    expect(await images.quota(user)).toMatchObject({ limit, used: 1, remaining: limit - 1 })
  })

  test.each(['upload', 'link', 'inline'] as const)(
    'that come back by %s are one asset each',
    async (give) => {
      images.behave({ give })
      const user = somebody()
      const made = await images.generated(user, { count: 3, aspect_ratio: '9:16' })
      expect(made.images).toHaveLength(3)
      expect((await assetsOf(user)).map(({ id }: { id: string }) => id).sort()).toEqual(
        made.images.map((image: { asset_id: string }) => image.asset_id).sort(),
      )
      expect((await images.quota(user)).used).toBe(3)
    },
  )

  test('are told of by an event that carries no prompt', async () => {
    const user = somebody()
    const { id } = await images.generated(user)
    const [event, ...more] = images.events(id)
    expect(more).toEqual([])
    expect(event).toMatchObject({
      'detail-type': 'generation.completed',
      detail: { user_id: user, status: 'completed', images: 1 },
    })
    expect(JSON.stringify(event)).not.toContain(prompt)
  })

  test('of which some are bad: the good ones are kept and paid for, the others given back', async () => {
    images.behave({ broken: 1 })
    const user = somebody()
    const made = await images.generated(user, { count: 3 })
    expect(made).toMatchObject({ status: 'completed', problems: [expect.any(String)] })
    expect(made.images).toHaveLength(2)
    expect(await assetsOf(user)).toHaveLength(2)
    expect((await images.quota(user)).used).toBe(2)
  })

  test('that are all bad: the generation fails and costs nothing', async () => {
    images.behave({ broken: 2 })
    const user = somebody()
    const made = await images.generated(user, { count: 2 })
    expect(made).toMatchObject({ status: 'failed', images: [], error: expect.any(String) })
    expect((await images.quota(user)).used).toBe(0)
    expect(images.events(made.id).map((event) => event['detail-type'])).toEqual(['generation.failed'])
  })

  test('the orchestrator cannot make: its words are told, and the quota is given back', async () => {
    images.behave({ fail: 'The prompt was refused by the\u0007 safety filter.' })
    const user = somebody()
    const made = await images.generated(user)
    expect(made).toMatchObject({ status: 'failed', error: 'The prompt was refused by the safety filter.' })
    expect((await images.quota(user)).used).toBe(0)
  })
})

describe('a request', () => {
  test('is answered at once, with where to look', async () => {
    const created = await images.create(somebody(), { prompt, count: 2, params: { seed: 7 } })
    expect(created.status).toBe(202)
    expect(created.headers.location).toBe(`/api/v1/generations/${created.body.id}`)
    expect(created.body).toMatchObject({ status: 'requested', count: 2, params: { seed: 7 }, images: [] })
    await world.settle()
  })

  test.each([
    ['an empty prompt', { prompt: '' }, 'prompt'],
    ['a blank prompt', { prompt: ' \n ' }, 'prompt'],
    ['a prompt too long', { prompt: 'x'.repeat(4001) }, 'prompt'],
    ['control characters', { prompt: 'hills\u0000' }, 'prompt'],
    ['no prompt', {}, 'prompt'],
    ['too many images', { prompt, count: 5 }, 'count'],
    ['no image', { prompt, count: 0 }, 'count'],
    ['a ratio nobody draws', { prompt, aspect_ratio: '1:99' }, 'aspect_ratio'],
    ['a style with a line break', { prompt, style: 'a\nb' }, 'style'],
    ['params of params', { prompt, params: { a: { b: 1 } } }, 'params.a'],
    ['a field that isn’t there', { prompt, sizes: 1 }, 'sizes'],
  ])('with %s is refused, and named', async (_what, body, path) => {
    const user = somebody()
    const { status, body: answer } = await images.create(user, body)
    expect([status, answer.code]).toEqual([400, 'invalid_input'])
    expect(answer.violations[0]).toMatchObject({ path, rule: expect.any(String) })
    expect((await images.quota(user)).used).toBe(0)
  })

  test('with a key is one generation and paid once, however often and however many at once', async () => {
    const user = somebody()
    const key = { 'idempotency-key': 'the same picture' }
    const answers = await Promise.all([1, 2, 3].map(() => images.create(user, { prompt, count: 2 }, key)))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    await world.settle()
    const again = await images.create(user, { prompt, count: 2 }, key)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.body).toMatchObject({ id: answers[0]!.body.id, status: 'completed' })
    expect((await images.quota(user)).used).toBe(2)
    const other = await images.create(user, { prompt: 'another', count: 2 }, key)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('beyond the quota is refused until the period ends, also when many come at once', async () => {
    const user = somebody()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => images.create(user, { prompt, count: 2 })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 429, 429])
    const refused = answers.find(({ status }) => status === 429)!
    const { resets_at } = await images.quota(user)
    expect(refused.body).toMatchObject({ code: 'quota_exceeded', resets_at })
    const seconds = Number(refused.headers['retry-after'])
    expect(Math.abs(Date.parse(resets_at) - world.environment.clock.now() - seconds * 1000)).toBeLessThan(
      30_000,
    )
    await world.settle()
    await world.environment.tick(seconds * 1000)
    expect(await images.quota(user)).toMatchObject({ used: 0, remaining: limit })
    expect((await images.create(user, { prompt })).status).toBe(202)
    await world.settle()
  })

  test('that asks for more than is left is refused, and a smaller one is not', async () => {
    const user = somebody()
    await images.generated(user, { count: 4 })
    expect((await images.create(user, { prompt, count: 3 })).status).toBe(429)
    expect((await images.create(user, { prompt, count: 2 })).status).toBe(202)
    await world.settle()
  })

  test('is its owner’s alone', async () => {
    const user = somebody()
    const { id } = await images.generated(user)
    expect((await images.get('mallory', id)).body.code).toBe('generation_not_found')
    expect((await world.call('mallory', '/generations')).body).toEqual([])
    const unscoped = await world.call(user, '/generations', { scope: 'assets:read' })
    expect([unscoped.status, unscoped.body.code]).toEqual([403, 'insufficient_scope'])
  })

  test('stands in a list, newest first, page by page', async () => {
    const user = somebody()
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) ids.unshift((await images.generated(user)).id)
    const first = await world.call(user, '/generations?limit=2')
    expect(first.body.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!
    const rest = await ask(next, {
      headers: { authorization: `Bearer ${await world.environment.token(user)}` },
    })
    expect(JSON.parse(rest.text).map(({ id }: { id: string }) => id)).toEqual(ids.slice(2))
  })
})

describe('the orchestrator', () => {
  test('that is down is asked again', async () => {
    images.behave({ refusals: 2, refuse_with: 503 })
    const user = somebody()
    const { id, status } = await images.generated(user)
    expect(status).toBe('generating')
    for (const seconds of [6, 20]) await images.later(seconds * 1000)
    expect((await images.get(user, id)).body.status).toBe('completed')
    expect((await images.quota(user)).used).toBe(1)
  })

  test('that refuses for good is not asked again', async () => {
    images.behave({ refusals: 1, refuse_with: 422 })
    const user = somebody()
    const made = await images.generated(user)
    expect(made).toMatchObject({ status: 'failed', error: 'The orchestrator refused the request with 422.' })
    expect((await images.quota(user)).used).toBe(0)
  })

  test('that never calls back: the time ends it, and the quota is given back once', async () => {
    const user = somebody()
    const order = await images.ordered(user, { count: 2 })
    expect((await images.quota(user)).used).toBe(2)
    await images.later(timeout + minute)
    expect((await images.get(user, order.id)).body).toMatchObject({
      status: 'expired',
      error: 'No image came within 900 seconds.',
    })
    expect((await images.quota(user)).used).toBe(0)
    for (let n = 0; n < 3; n += 1) await images.later(10 * minute)
    expect((await images.quota(user)).used).toBe(0)
    expect(images.events(order.id).map((event) => event['detail-type'])).toEqual(['generation.failed'])
  })

  test('that answers twice is believed once', async () => {
    images.behave({ answers: 3 })
    const user = somebody()
    const made = await images.generated(user, { count: 2 })
    expect(made.images).toHaveLength(2)
    expect(await assetsOf(user)).toHaveLength(2)
    expect((await images.quota(user)).used).toBe(2)
  })

  test.each(['signature', 'time', 'token'] as const)('that forges the %s is not believed', async (forge) => {
    images.behave({ forge })
    const user = somebody()
    const answered = images.orchestrator.callbacks.length
    const made = await images.generated(user)
    expect(images.orchestrator.callbacks.slice(answered)).toEqual([401])
    expect(made.status).toBe('generating')
    expect(await assetsOf(user)).toEqual([])
  })

  test('is asked with a signature, and told no more than it needs', async () => {
    const user = somebody()
    const order = await images.ordered(user, { count: 2, aspect_ratio: '4:5' })
    expect(order).toMatchObject({ prompt, aspect_ratio: '4:5', count: 2, style: null })
    expect(order.uploads.map(({ name }) => name)).toEqual(['image-1', 'image-2'])
    expect(JSON.stringify(order)).not.toContain(user)
    const unsigned = await ask(images.orchestrator.webhookUrl, { method: 'POST', body: '{}' })
    expect(unsigned.status).toBe(401)
  })
})

describe('a callback', () => {
  const inline = {
    status: 'completed',
    images: [{ data: PNG.sync.write(new PNG({ width: 9, height: 9 })).toString('base64') }],
  }
  const untouched = async (user: string, id: string) => {
    await world.settle()
    expect((await images.get(user, id)).body.status).toBe('generating')
    expect(await assetsOf(user)).toEqual([])
    expect((await images.quota(user)).used).toBe(1)
  }

  test('is accepted once; again it changes nothing', async () => {
    const user = somebody()
    const order = await images.ordered(user)
    const answers = await Promise.all([1, 2, 3].map(() => images.callBack(order, inline)))
    expect(answers.map(({ body }) => body.status).sort()).toEqual(['accepted', 'ignored', 'ignored'])
    await world.settle()
    const failed = await images.callBack(order, { status: 'failed', error: 'no' })
    expect([failed.status, failed.body.status]).toEqual([200, 'ignored'])
    expect((await images.get(user, order.id)).body.status).toBe('completed')
    expect(await assetsOf(user)).toHaveLength(1)
  })

  test('that comes too late changes nothing, whether or not the sweeper has looked', async () => {
    const user = somebody()
    const order = await images.ordered(user)
    await world.environment.tick(timeout + 1000)
    expect((await images.callBack(order, inline)).body.status).toBe('ignored')
    await images.later(1000)
    expect((await images.callBack(order, inline)).body.status).toBe('ignored')
    expect((await images.get(user, order.id)).body.status).toBe('expired')
    expect(await assetsOf(user)).toEqual([])
    expect((await images.quota(user)).used).toBe(0)
  })

  test.each([
    ['signed with another secret', { secret: 'somebody else’s' }],
    ['signed for another path', { path: '/api/v1/generations/x/callback' }],
    ['changed on its way', { sent: JSON.stringify({ status: 'failed' }) }],
    ['signed an hour ago', { seconds: Math.floor(Date.now() / 1000) - 100 * 86_400 }],
    ['with no token', { token: 'x' }],
  ])('%s changes nothing', async (_what, wrong) => {
    const user = somebody()
    const order = await images.ordered(user)
    const answer = await images.callBack(order, inline, wrong)
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_signature'])
    await untouched(user, order.id)
  })

  test('signed with the secret of the other direction changes nothing', async () => {
    const user = somebody()
    const order = await images.ordered(user)
    const secret = world.environment.env.GENERATION_WEBHOOK_SECRET!
    expect((await images.callBack(order, inline, { secret })).status).toBe(401)
    await untouched(user, order.id)
  })

  test('with the token of another generation changes neither', async () => {
    const [user, other] = [somebody(), somebody()]
    const order = await images.ordered(user)
    const { callback } = await images.ordered(other)
    const answer = await images.callBack(order, inline, { token: callback.token })
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_signature'])
    await untouched(user, order.id)
  })

  test.each([
    [
      'more images than asked for',
      { images: [{ upload: 'image-1' }, { upload: 'image-2' }] },
      'invalid_input',
    ],
    ['an upload that isn’t there', { images: [{ upload: 'image-7' }] }, 'invalid_input'],
    ['no images', { images: [] }, 'invalid_input'],
    ['what is no base64', { images: [{ data: '§' }] }, 'invalid_input'],
    ['a link to this machine', { images: [{ url: 'https://127.0.0.1/x.png' }] }, 'unsafe_url'],
    ['a link without TLS', { images: [{ url: 'http://example.com/x.png' }] }, 'unsafe_url'],
  ])('with %s is refused, and a better one still taken', async (_what, body, code) => {
    const user = somebody()
    const order = await images.ordered(user)
    const answer = await images.callBack(order, { status: 'completed', ...body })
    expect([answer.status, answer.body.code]).toEqual([400, code])
    await untouched(user, order.id)
    expect((await images.callBack(order, inline)).body.status).toBe('accepted')
    await world.settle()
    expect((await images.get(user, order.id)).body.status).toBe('completed')
  })

  test('may carry 4 MB, this route alone', async () => {
    const user = somebody()
    const order = await images.ordered(user)
    const noise = Buffer.alloc(2_900_000, 1).toString('base64')
    const large = await images.callBack(order, { status: 'completed', images: [{ data: noise }] })
    expect(large.body.status).toBe('accepted')
    await world.settle()
    expect((await images.get(user, order.id)).body).toMatchObject({ status: 'failed' })
    const tooLarge = await images.callBack(order, {
      status: 'completed',
      images: [{ data: `${noise}${noise}` }],
    })
    expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'payload_too_large'])
    const elsewhere = await images.create(user, { prompt: 'x'.repeat(1_100_000) })
    expect(elsewhere.status).toBe(413)
  })

  test('names what was never uploaded: that image costs nothing', async () => {
    const user = somebody()
    const order = await images.ordered(user)
    await images.callBack(order, { status: 'completed', images: [{ upload: 'image-1' }] })
    await world.settle()
    expect((await images.get(user, order.id)).body).toMatchObject({
      status: 'failed',
      error: 'The image was named but never uploaded.',
    })
    expect((await images.quota(user)).used).toBe(0)
  })
})

test('an upload of the orchestrator is written once', async () => {
  const order = await images.ordered(somebody())
  const [upload] = order.uploads
  const put = () => ask(upload!.url, { method: 'PUT', headers: upload!.headers, body: Buffer.from('x') })
  expect((await put()).status).toBe(200)
  expect((await put()).status).toBe(412)
  const { 'if-none-match': _, ...unsigned } = upload!.headers
  expect((await ask(upload!.url, { method: 'PUT', headers: unsigned, body: Buffer.from('x') })).status).toBe(
    403,
  )
})
