import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jpeg, png, webp } from '../fixtures/media.ts'
import { boards, openWorld, type Pinner, picture, pinOf, scopes, type World } from './pinterest-world.ts'

const fromUrl = (url: string) => ({ media_source: { source_type: 'image_url', url } })
const carousel = (urls: string[], more: Record<string, unknown> = {}) => ({
  media_source: { source_type: 'multiple_image_urls', items: urls.map((url) => ({ url })), ...more },
})

describe('the simulated Pinterest publishes Pins as Pinterest does', () => {
  let world: World
  let alice: Pinner
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  test('a Pin has a numeric string id, a time without a zone, and a permalink page', async () => {
    const texts = {
      title: 'A chair',
      description: 'made of oak 🪑',
      alt_text: 'A chair',
      link: 'https://shop.example/?m=1',
    }
    const { status, body } = await alice.pin(texts)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...texts,
      creative_type: 'REGULAR',
      is_owner: true,
      board_id: boards.inspiration,
    })
    expect(body.id).toMatch(/^\d{18,}$/)
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
    const [post] = world.ledger()
    expect(post).toMatchObject({
      id: body.id,
      type: 'image',
      text: 'A chair\n\nmade of oak 🪑',
      account: { username: 'alice' },
      media: [{ kind: 'image', mime: 'image/jpeg', width: 200, height: 300, alt_text: 'A chair' }],
      extra: { host: 'production', board: { name: 'Inspiration' }, link: texts.link },
    })
    const page = await (await fetch(post!.url)).text()
    expect(new URL(post!.url).pathname).toBe(`/pin/${body.id}/`)
    expect(page).toContain('made of oak')
  })

  test('two equal requests make two Pins', async () => {
    const first = await alice.pin({ title: 'same' })
    const second = await alice.pin({ title: 'same' })
    expect(BigInt(second.body.id)).toBeGreaterThan(BigInt(first.body.id))
    expect(world.ledger()).toHaveLength(2)
  })

  test('the picture is fetched while the caller waits, once', async () => {
    const url = world.host.serve('/a.png', png({ width: 120, height: 180 }))
    expect((await alice.pin(fromUrl(`${url}?signature=x`))).status).toBe(201)
    expect(world.host.seen()).toEqual(['/a.png?signature=x'])
    expect(world.ledger()[0]).toMatchObject({
      media: [{ mime: 'image/png' }],
      extra: { fetched_from: [url] },
    })
  })

  const lost = { status: 400, body: { code: 1, message: 'Sorry we could not fetch the image.' } }
  test('what can not be fetched says so', async () => {
    await world.settings({ fetch_timeout_ms: 100 })
    const urls = [
      `${world.host.url}/missing.jpg`,
      world.host.serve('/broken', picture(), 500),
      world.host.serve('/moved', picture(), 302),
      world.host.serve('/silent', picture(), 0),
      'ftp://host.example/a.jpg',
      'no address',
    ]
    for (const url of urls) expect(await alice.pin(fromUrl(url)), url).toMatchObject(lost)
    expect(world.ledger()).toEqual([])
  })

  test('pictures are judged by their content', async () => {
    const judge = async (bytes: Buffer) => {
      const { status, body } = await alice.pin(fromUrl(world.host.serve('/x.jpg', bytes)))
      return [status, body.code, body.message]
    }
    expect(await judge(webp({ width: 200, height: 300 }))).toEqual([
      400,
      1,
      'The format of the image is not supported.',
    ])
    expect(await judge(picture(99, 300))).toEqual([403, 233, expect.stringContaining('too small')])
    expect(await judge(picture().subarray(0, 900))).toEqual([403, 235, expect.stringContaining('broken')])
    const heavy = jpeg({ width: 200, height: 300, headerBytes: 20 * 1024 * 1024 })
    expect((await judge(heavy))[0]).toBe(403)
    const mislabelled = {
      source_type: 'image_base64',
      content_type: 'image/png',
      data: picture().toString('base64'),
    }
    expect((await alice.pin({ media_source: mislabelled })).status).toBe(400)
    expect(world.ledger()).toEqual([])
  })

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a title of 101', { title: 'x'.repeat(101) }, /title: constraint: maxLength=100/],
    ['a description of 801', { description: 'x'.repeat(801) }, /maxLength=800/],
    ['an alt text of 501', { alt_text: 'x'.repeat(501) }, /maxLength=500/],
    ['a link of 2049', { link: `https://x.example/${'x'.repeat(2031)}` }, /maxLength=2048/],
    ['a link that is none', { link: 'javascript:alert(1)' }, /link/i],
    ['a board id of letters', { board_id: 'abc' }, /'abc' does not match '\^\\d\+\$'/],
    ['a board id as number', { board_id: 5 }, /board_id/],
    ['a colour name', { dominant_color: 'red' }, /dominant_color/],
    ['a field of older versions', { note: 'marker' }, /'note' was unexpected/],
    ['an unknown disclosure', { ai_disclosures: { values: ['ROBOT'] } }, /ai_disclosures/],
    ['no media', { media_source: undefined }, /media_source: is a required property/],
    ['one picture in a carousel', carousel(['https://x.example/1']), /minItems=2/],
    ['six pictures in a carousel', carousel(Array(6).fill('https://x.example/1')), /maxItems=5/],
  ])('%s is refused with code 1', async (_, more, message) => {
    const { status, body } = await alice.pin(more)
    expect([status, body.code]).toEqual([400, 1])
    expect(body.message).toMatch(message)
  })

  test('texts may be as long as their limits', async () => {
    const texts = {
      title: 'ä'.repeat(100),
      description: 'x'.repeat(800),
      alt_text: 'x'.repeat(500),
      link: `https://x.example/${'x'.repeat(2030)}`,
      ai_disclosures: { values: ['AI_MODIFIED'] },
    }
    expect(await alice.pin(texts)).toMatchObject({ status: 201, body: texts })
  })

  test('boards, sections and their owners are told apart', async () => {
    const into = async (board_id: string, board_section_id?: string) => {
      const { status, body } = await alice.pin({ board_id, board_section_id })
      return [status, body.code]
    }
    expect(await into('1')).toEqual([404, 40])
    expect(await into(boards.workshop)).toEqual([403, 29])
    expect(await into(boards.secret)).toEqual([403, 29])
    expect(await into(boards.recipes, '77')).toEqual([404, 2031])
    expect(await into(boards.recipes, '5126363750000003001')).toEqual([201, undefined])
    const bob = await world.connect('bob')
    const shared = await bob.pin({ board_id: boards.recipes })
    expect(shared.body).toMatchObject({ is_owner: true, board_owner: { username: 'alice' } })
    expect((await alice.get(`/pins/${shared.body.id}`)).body.is_owner).toBe(false)
  })

  test('a carousel has two to five pictures of one shape', async () => {
    const urls = [1, 2, 3].map((n) => world.host.serve(`/${n}.jpg`, picture(100 * n, 150 * n)))
    const items = urls.map((url, n) => ({ url, title: `Part ${n}`, link: `https://shop.example/${n}` }))
    const media_source = { source_type: 'multiple_image_urls', items, index: 1 }
    const { status, body } = await alice.pin({ media_source })
    expect(status).toBe(201)
    expect(body).toMatchObject({ creative_type: 'CAROUSEL', media: { media_type: 'multiple_images' } })
    expect(body.media.items[2]).toMatchObject({ title: 'Part 2', link: 'https://shop.example/2' })
    expect(world.ledger()[0]).toMatchObject({ type: 'carousel', extra: { cover: 1 } })
    expect(world.ledger()[0]!.media).toHaveLength(3)
    const odd = world.host.serve('/odd.jpg', picture(300, 300))
    expect((await alice.pin(carousel([urls[0]!, odd]))).body.message).toMatch(/ratio/)
    expect((await alice.pin(carousel(urls, { index: 3 }))).status).toBe(400)
    await world.settings({ carousels: false })
    expect(await alice.pin(carousel(urls))).toMatchObject({ status: 401, body: { code: 3 } })
  })

  test('destination links are blocked, unsavable or unreachable in their own words', async () => {
    const answers = ['spam', 'nopin', 'unreachable'].map((name) =>
      alice.pin({ link: `https://${name}.example/` }),
    )
    const seen = (await Promise.all(answers)).map(({ status, body }) => [status, body.code, body.message])
    expect(seen).toEqual([
      [429, 9, expect.stringContaining('spam')],
      [400, 1, expect.stringContaining("doesn't allow")],
      [400, 1, expect.stringContaining('Unable to reach the URL')],
    ])
  })

  test.each([
    ['as_sent', 'HTTPS://Shop.example?m=1#a'],
    ['normalised', 'https://shop.example/?m=1#a'],
    ['without_query', 'https://shop.example/#a'],
  ])('links are read back %s', async (link_readback, read) => {
    await world.settings({ link_readback })
    expect((await alice.pin({ link: 'HTTPS://Shop.example?m=1#a' })).body.link).toBe(read)
  })

  test('an app with Trial access creates Pins in the sandbox only, from bytes only', async () => {
    await world.settings({ access_tier: 'trial' })
    expect(await alice.pin()).toMatchObject({
      status: 403,
      body: { code: 29, message: expect.stringContaining('https://api-sandbox.pinterest.com instead') },
    })
    expect((await alice.get('/boards')).status).toBe(200)
    expect((await alice.post('/boards', { name: 'New' })).status).toBe(201)
    const sandbox = await world.connect('alice', scopes, '/sandbox')
    expect((await sandbox.get('/boards')).body.items).toEqual([])
    const board = (await sandbox.post('/boards', { name: 'Try' })).body.id
    expect((await sandbox.post('/pins', pinOf({ board_id: board }))).status).toBe(201)
    const url = world.host.serve('/a.jpg', picture())
    expect(await sandbox.post('/pins', pinOf({ board_id: board, ...fromUrl(url) }))).toMatchObject(lost)
    expect(world.ledger()).toMatchObject([{ extra: { host: 'sandbox' } }])
  })

  test('a Pin is read, saved elsewhere and deleted; editing is a beta', async () => {
    const { id } = (await alice.pin({ title: 'Original' })).body
    const bob = await world.connect('bob')
    expect(await bob.get(`/pins/${id}`)).toMatchObject({ status: 403, body: { code: 29 } })
    const saved = await bob.post(`/pins/${id}/save`, { board_id: boards.workshop })
    expect(saved).toMatchObject({ status: 201, body: { parent_pin_id: id, board_id: boards.workshop } })
    expect(world.ledger()[1]).toMatchObject({ type: 'save', parent_id: id, account: { username: 'bob' } })
    expect(await alice.patch(`/pins/${id}`, { title: 'x' })).toMatchObject({
      status: 401,
      body: { code: 3, message: expect.stringContaining('pin_edit') },
    })
    await world.settings({ beta_features: true })
    expect((await alice.patch(`/pins/${id}`, { title: 'Better' })).body.title).toBe('Better')
    expect((await bob.remove(`/pins/${id}`)).status).toBe(403)
    expect((await alice.remove(`/pins/${id}`)).status).toBe(204)
    expect(await alice.remove(`/pins/${id}`)).toMatchObject({ status: 404, body: { code: 50 } })
  })
})
