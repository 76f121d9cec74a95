import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { mov, mp4 } from '../fixtures/film.ts'
import { gif, jpeg, png } from '../fixtures/media.ts'
import { alice, openWorld, publisher, type World } from './instagram-world.ts'

const minute = 60_000
const day = 24 * 60 * minute

let world: World
let token: string
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
  token = await world.longToken()
  me = publisher(world, token)
}

const film = (film: Partial<Parameters<typeof mp4>[0]> = {}) =>
  mp4({ width: 540, height: 960, seconds: 3, fps: 30, ...film })

async function settled(container: string): Promise<string> {
  world.simulator.clock.advance(10_000)
  return vi.waitFor(async () => {
    const status = await me.status(container)
    expect(status).not.toBe('IN_PROGRESS')
    return status
  })
}

test('a picture becomes a post: container, wait, publish, permalink', async () => {
  const created = await me.create({ image_url: square, caption: 'hello #sun', alt_text: 'a square' })
  const container = created.body.id
  expect(container).toMatch(/^\d{17}$/)
  expect(await me.status(container)).toBe('IN_PROGRESS')
  expect((await me.publish(container)).body.error).toMatchObject({
    code: 9007,
    error_subcode: 2207027,
    message: 'Media ID is not available',
  })
  world.simulator.clock.advance(1500)
  expect((await me.read(container, 'status_code,status')).body).toEqual({
    status_code: 'FINISHED',
    status: 'Finished: Media has been uploaded and it is ready to be published.',
    id: container,
  })
  const { body } = await me.publish(container)
  expect((await me.read(container, 'status_code,status')).body).toMatchObject({
    status_code: 'PUBLISHED',
    status: 'Published: Media has been successfully published.',
  })
  const media = (
    await me.read(body.id, 'permalink,shortcode,timestamp,media_type,media_product_type,caption,alt_text')
  ).body
  expect(media).toMatchObject({
    media_type: 'IMAGE',
    media_product_type: 'FEED',
    caption: 'hello #sun',
    alt_text: 'a square',
  })
  expect(media.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
  expect(media.permalink).toBe(`${world.simulator.url}/p/${media.shortcode}/`)
  expect(media.shortcode).toHaveLength(11)
  expect(world.simulator.ledger()).toMatchObject([
    {
      id: body.id,
      account: { id: alice, username: 'alice' },
      type: 'post',
      text: 'hello #sun',
      media: [{ kind: 'image', mime: 'image/jpeg', width: 320, height: 320, alt_text: 'a square' }],
    },
  ])
})

test('the permalink and the feed show the picture', async () => {
  const id = await me.post({ image_url: square, caption: '<b>bold</b>' })
  const { permalink } = (await me.read(id, 'permalink')).body
  for (const address of [permalink, `${world.simulator.url}/`]) {
    const page = await (await fetch(address)).text()
    expect(page).toContain('&lt;b&gt;bold')
    const picture = /src="(\/_media\/[^"]+)"/.exec(page)![1]
    expect((await fetch(world.simulator.url + picture)).headers.get('content-type')).toBe('image/jpeg')
  }
})

test('parameters may come as a form or in the query too', async () => {
  const base = `${world.simulator.url}/v26.0/${alice}`
  const form = await fetch(`${base}/media`, {
    method: 'POST',
    body: new URLSearchParams({ image_url: square, caption: 'by form', access_token: token }),
  })
  const { id } = (await form.json()) as { id: string }
  world.simulator.clock.advance(1500)
  const query = await fetch(`${base}/media_publish?creation_id=${id}&access_token=${token}`, {
    method: 'POST',
  })
  expect(query.status).toBe(200)
  expect(world.simulator.ledger()[0]!.text).toBe('by form')
})

test('a container is published once; the second time it is not found any more', async () => {
  const container = await me.ready({ image_url: square })
  const answers = await Promise.all([me.publish(container), me.publish(container)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400])
  expect(answers.find((answer) => answer.status === 400)!.body.error).toMatchObject({
    code: 24,
    error_subcode: 2207008,
  })
  expect(world.simulator.ledger()).toHaveLength(1)
})

test('a container lives a day', async () => {
  const container = await me.ready({ image_url: square })
  world.simulator.clock.advance(day)
  expect(await me.status(container)).toBe('EXPIRED')
  expect((await me.publish(container)).body.error).toMatchObject({ code: 24, error_subcode: 2207008 })
})

test('a container never tells the media id, and refuses other fields', async () => {
  const container = await me.ready({ image_url: square })
  await me.publish(container)
  const { status, body } = await me.read(container, 'status_code,permalink')
  expect(status).toBe(400)
  expect(body.error.message).toBe(
    '(#100) Tried accessing nonexisting field (permalink) on node type (ShadowIGMediaBuilder)',
  )
})

test.each([
  ['a PNG', () => png({ width: 320, height: 320 }), 36001, 2207005],
  ['a GIF', () => gif({ width: 320, height: 320 }), 36001, 2207005],
  ['half a JPEG', () => jpeg({ width: 320, height: 320 }).subarray(0, 900), 36001, 2207005],
  ['9 MiB', () => Buffer.alloc(9 * 1024 * 1024), 36000, 2207004],
  ['a tall picture', () => jpeg({ width: 320, height: 420 }), 36003, 2207009],
  ['a wide picture', () => jpeg({ width: 640, height: 320 }), 36003, 2207009],
  ['a picture tall by its EXIF', () => jpeg({ width: 480, height: 320, orientation: 6 }), 36003, 2207009],
])('%s is refused at once', async (_, file, code, subcode) => {
  const { status, body } = await me.create({ image_url: world.host.serve('/bad', file()) })
  expect(status).toBe(400)
  expect(body.error).toMatchObject({ code, error_subcode: subcode, is_transient: false })
  expect(body.error.fbtrace_id).toBeTruthy()
})

test.each([
  [320, 400],
  [611, 320],
])('%i × %i is within the ratios of the feed', async (width, height) => {
  const { status } = await me.create({ image_url: world.host.serve('/edge', jpeg({ width, height })) })
  expect(status).toBe(200)
})

test('a media host that is missing, redirects or keeps silent is refused', async () => {
  await world.control('settings', { fetch_timeout_ms: 200 })
  const redirecting = world.host.serve('/moved', { status: 302, location: '/square.jpg' })
  const visits = world.host.visits.length
  for (const image_url of ['http://127.0.0.1:1/x.jpg', 'ftp://x/y', 'http://127.0.0.1/ü.jpg', redirecting])
    expect((await me.create({ image_url })).body.error).toMatchObject({ code: 9004, error_subcode: 2207052 })
  expect(world.host.visits.length).toBe(visits + 1)
  const silent = await me.create({ image_url: world.host.serve('/silent', 'silence') })
  expect(silent.body.error).toMatchObject({ code: -2, error_subcode: 2207003 })
})

test.each([
  [{ caption: 'x'.repeat(2201) }, 36004, 2207010],
  [{ caption: '#a '.repeat(31) }, 36004, 2207010],
  [{ caption: '@a '.repeat(21) }, 36004, 2207010],
  [{ alt_text: 'x'.repeat(1001) }, 100, undefined],
  [{ media_type: 'POSTER' }, 100, 2207023],
  [{ media_type: 'VIDEO', video_url: 'http://x/' }, 100, 2207067],
  [{ media_type: 'REELS', video_url: 'http://x/', is_carousel_item: true }, 100, undefined],
  [{ media_type: 'REELS', upload_type: 'resumable' }, 100, undefined],
  [{ user_tags: Array.from({ length: 21 }, () => ({ username: 'bob', x: 0.5, y: 0.5 })) }, 100, 2207040],
  [{ user_tags: '[{"username":"bob","x":2,"y":0}]' }, 100, undefined],
  [{ collaborators: ['a', 'b', 'c', 'd'] }, 100, undefined],
  [{ is_carousel_item: true, is_ai_generated: true }, 100, undefined],
  [{ location_id: 'Paris' }, 100, undefined],
  [{ image_url: '' }, 100, undefined],
])('%o is refused', async (change, code, subcode) => {
  const { status, body } = await me.create({ image_url: square, ...change })
  expect([status, body.error.code, body.error.error_subcode]).toEqual([400, code, subcode])
})

test('captions at their limits are taken', async () => {
  const caption = `${'#a '.repeat(30)}${'@b '.repeat(20)}`.padEnd(2200, '…')
  expect((await me.create({ image_url: square, caption })).status).toBe(200)
})

test('a film becomes a reel', async () => {
  const video_url = world.host.serve('/film.mp4', await film())
  const { body } = await me.create({ media_type: 'REELS', video_url, caption: 'watch', thumb_offset: 1000 })
  expect(await me.status(body.id)).toBe('IN_PROGRESS')
  expect(await settled(body.id)).toBe('FINISHED')
  const published = await me.publish(body.id)
  const media = (await me.read(published.body.id, 'permalink,media_type,media_product_type')).body
  expect(media).toMatchObject({ media_type: 'VIDEO', media_product_type: 'REELS' })
  expect(media.permalink).toMatch(/\/reel\/[\w-]{11}\/$/)
  expect(world.simulator.ledger()[0]).toMatchObject({
    type: 'reel',
    media: [{ kind: 'video', mime: 'video/mp4', width: 540, height: 960, duration: expect.closeTo(3, 1) }],
  })
  expect(world.host.visits.at(-1)).toEqual({ path: '/film.mp4', agent: 'facebookexternalhit/1.1' })
})

test.each([
  ['two seconds', () => film({ seconds: 2 }), '2207026'],
  ['its index last', () => film({ index: 'last' }), '2207026'],
  ['15 frames a second', () => film({ fps: 15 }), '2207026'],
  ['2000 pixels wide', () => film({ width: 2000, height: 1000 }), '2207026'],
  ['a picture for a film', async () => jpeg({ width: 320, height: 320 }), '2207026'],
])('a film with %s ends as ERROR', async (_, make, subcode) => {
  const video_url = world.host.serve('/bad.mp4', await make())
  const { body } = await me.create({ media_type: 'REELS', video_url })
  expect(await settled(body.id)).toBe('ERROR')
  expect((await me.read(body.id, 'status')).body.status).toBe(
    `Error: Media upload has failed with error code ${subcode}`,
  )
  expect((await me.publish(body.id)).status).toBe(400)
})

test('a film that is not there ends as ERROR too, and a thumbnail beyond its end', async () => {
  const missing = await me.create({
    media_type: 'REELS',
    video_url: world.host.serve('/gone', { status: 404 }),
  })
  await settled(missing.body.id)
  expect((await me.read(missing.body.id, 'status')).body.status).toContain('2207052')
  const video_url = world.host.serve('/film.mp4', await film())
  const beyond = await me.create({ media_type: 'REELS', video_url, thumb_offset: 60_000 })
  await settled(beyond.body.id)
  expect((await me.read(beyond.body.id, 'status')).body.status).toContain('2207057')
})

test('stories hold a picture or a film of at most a minute, for a day', async () => {
  const tall = world.host.serve('/tall.jpg', jpeg({ width: 360, height: 640 }))
  const picture = await me.post({ media_type: 'STORIES', image_url: tall })
  const video_url = world.host.serve('/story.mov', await mov({ width: 540, height: 960, seconds: 3 }))
  const container = (await me.create({ media_type: 'STORIES', video_url })).body.id
  expect(await settled(container)).toBe('FINISHED')
  const film = (await me.publish(container)).body.id
  const stories = () => world.call('GET', `/v26.0/${alice}/stories`, { access_token: token, fields: 'id' })
  expect((await stories()).body.data.map((story: { id: string }) => story.id)).toEqual([film, picture])
  expect((await me.list()).data).toEqual([])
  expect((await me.read(picture, 'media_product_type')).body.media_product_type).toBe('STORY')
  world.simulator.clock.advance(day)
  expect((await stories()).body.data).toEqual([])
})

test('a carousel is made of 2 to 10 items that are carousel items', async () => {
  const other = world.host.serve('/other.jpg', jpeg({ width: 400, height: 400, color: [200, 30, 30] }))
  const child = async (image_url: string) => (await me.create({ image_url, is_carousel_item: true })).body.id
  const children = [await child(square), await child(other)]
  const tooFew = await me.create({ media_type: 'CAROUSEL', children: [children[0]] })
  expect(tooFew.body.error).toMatchObject({ code: 100, error_subcode: 2207028 })
  const single = (await me.create({ image_url: square })).body.id
  const mixed = await me.create({ media_type: 'CAROUSEL', children: [children[0], single] })
  expect(mixed.body.error.code).toBe(100)
  const unknown = await me.create({ media_type: 'CAROUSEL', children: `${children[0]},17880000000000000` })
  expect(unknown.body.error).toMatchObject({ code: 24, error_subcode: 2207006 })

  world.simulator.clock.advance(1500)
  expect((await me.publish(children[0])).body.error.code).toBe(100)
  const container = await me.ready({ media_type: 'CAROUSEL', children: children.join(','), caption: 'two' })
  const id = (await me.publish(container)).body.id
  const { body } = await me.read(id, 'media_type,permalink,children{id,media_type}')
  expect(body).toMatchObject({
    media_type: 'CAROUSEL_ALBUM',
    children: { data: [{ media_type: 'IMAGE' }, {}] },
  })
  const edge = await world.call('GET', `/v26.0/${id}/children`, { access_token: token })
  expect(edge.body.data).toHaveLength(2)
  expect((await me.list()).data).toEqual([{ id }])
  expect(world.simulator.ledger()).toMatchObject([
    { type: 'carousel', text: 'two', media: [{ width: 320 }, { width: 400 }] },
  ])
})

test('a carousel fails with its child, and waits for it', async () => {
  const image = (await me.create({ image_url: square, is_carousel_item: true })).body.id
  const video_url = world.host.serve('/child.mp4', await film({ width: 540, height: 960 }))
  const video = (await me.create({ media_type: 'VIDEO', video_url, is_carousel_item: true })).body.id
  const parent = (await me.create({ media_type: 'CAROUSEL', children: [image, video] })).body.id
  world.simulator.clock.advance(1500)
  expect(await me.status(parent)).toBe('IN_PROGRESS')
  expect(await settled(parent)).toBe('ERROR')
  expect((await me.read(parent, 'status')).body.status).toContain('2207009')
})

test('the day has a quota of posts, which a moving window frees again', async () => {
  await world.control('settings', { quota_total: 2 })
  const limit = () =>
    world.call('GET', `/v26.0/${alice}/content_publishing_limit`, {
      access_token: token,
      fields: 'quota_usage,config',
    })
  await me.post({ image_url: square })
  await me.post({ image_url: square })
  expect((await limit()).body).toEqual({
    data: [{ quota_usage: 2, config: { quota_total: 2, quota_duration: 86_400 } }],
  })
  const container = await me.ready({ image_url: square })
  expect((await me.publish(container)).body.error).toMatchObject({ code: 9, error_subcode: 2207042 })
  expect(await me.status(container)).toBe('FINISHED')
  world.simulator.clock.advance(day)
  expect((await limit()).body.data[0].quota_usage).toBe(0)
})

test('the day has a number of containers too', async () => {
  await world.control('settings', { containers_per_day: 1 })
  await me.create({ image_url: square })
  expect((await me.create({ image_url: square })).status).toBe(400)
})

test('listings are pages, newest first, within a window of time', async () => {
  const ids: string[] = []
  for (const caption of ['one', 'two', 'three']) {
    ids.unshift(await me.post({ image_url: square, caption }))
    world.simulator.clock.advance(minute)
  }
  const first = await me.list('id,caption', { limit: '2' })
  expect(first.data).toEqual([
    { id: ids[0], caption: 'three' },
    { id: ids[1], caption: 'two' },
  ])
  const rest = (await (await fetch(first.paging.next)).json()) as { data: unknown[]; paging: object }
  expect(rest.data).toEqual([{ id: ids[2], caption: 'one' }])
  expect(rest.paging).not.toHaveProperty('next')
  const since = Math.floor((world.simulator.clock.now() - 1.5 * minute) / 1000)
  expect((await me.list('id', { since })).data).toEqual([{ id: ids[0] }])
})

test('a comment is written and read back', async () => {
  const id = await me.post({ image_url: square })
  const said = await world.call('POST', `/v26.0/${id}/comments`, { access_token: token, message: 'first!' })
  const read = await world.call('GET', `/v26.0/${id}/comments`, {
    access_token: token,
    fields: 'id,text,from',
  })
  expect(read.body.data).toEqual([
    { id: said.body.id, text: 'first!', from: { id: alice, username: 'alice' } },
  ])
  expect(world.simulator.ledger()[1]).toMatchObject({ type: 'comment', text: 'first!', parent_id: id })
  const empty = await world.call('POST', `/v26.0/${id}/comments`, { access_token: token })
  expect(empty.body.error.code).toBe(100)
})
