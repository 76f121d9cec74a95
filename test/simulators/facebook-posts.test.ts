import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { jpeg, png, webp } from '../fixtures/media.ts'
import { bakery, openWorld, publisher, type World } from './facebook-world.ts'

const minute = 60_000
const day = 24 * 60 * minute

let world: World
let me: ReturnType<typeof publisher>
let square: string
let wide: string

beforeAll(async () => {
  world = await openWorld()
  square = world.host.serve('/square.jpg', jpeg({ width: 320, height: 320 }))
  wide = world.host.serve('/wide.png', png({ width: 400, height: 200 }))
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
const free = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await me.photo({ url: square, published: false, ...more })).body.id

describe('text', () => {
  test('is live at once, under an id above 2^53 and a permalink that opens', async () => {
    const { body } = await me.feed({ message: 'Fresh 🥐 مرحبا', fields: 'id,permalink_url' })
    expect(body.id).toMatch(/^104500000000101_\d{18}$/)
    const page = await fetch(body.permalink_url)
    expect(await page.text()).toContain('Fresh 🥐 مرحبا')
    const short = await fetch(`${world.simulator.url}/${body.id}`)
    expect(short.url).toBe(body.permalink_url)
    expect(ledger()).toMatchObject([
      { id: body.id, type: 'text', text: 'Fresh 🥐 مرحبا', account: { id: bakery, username: 'arndtbakery' } },
    ])
  })

  test('is read back and found in the listings', async () => {
    const { body } = await me.feed({ message: 'hello' })
    const fields =
      'id,message,created_time,permalink_url,status_type,application{id},attachments{media_type},is_published'
    const post = (await me.get(body.id, fields)).body
    expect(post).toMatchObject({
      message: 'hello',
      status_type: 'mobile_status_update',
      application: { id: 'local-facebook-client' },
      is_published: true,
    })
    expect(post).not.toHaveProperty('attachments')
    expect(await me.list('published_posts', { fields: 'id,message' })).toEqual([
      { id: body.id, message: 'hello' },
    ])
    const since = Math.floor(world.simulator.clock.now() / 1000) + 10
    expect(await me.list('published_posts', { since })).toEqual([])
    expect(error(await me.get(`${bakery}/published_posts`, 'id', { limit: 101 }))).toEqual([
      400,
      100,
      undefined,
    ])
    expect(error(await me.get(body.id, 'nonsense'))).toEqual([400, 100, undefined])
  })

  test('of the longest length passes, of one more is refused', async () => {
    expect((await me.feed({ message: '😀'.repeat(63_206) })).status).toBe(200)
    expect(error(await me.feed({ message: '😀'.repeat(63_207) }))).toEqual([400, 100, undefined])
    expect(error(await me.feed({}))).toEqual([400, 100, undefined])
  })

  test('equal to the last post is refused as a duplicate', async () => {
    await me.feed({ message: 'once' })
    expect(error(await me.feed({ message: 'once' }))).toEqual([400, 506, 1455006])
    await me.feed({ message: 'between' })
    expect((await me.feed({ message: 'once' })).status).toBe(200)
    expect(ledger()).toHaveLength(3)
  })
})

describe('links', () => {
  test('are scraped and shown as an attachment', async () => {
    const link = world.host.serve('/article', Buffer.from('<title>Bread</title>'))
    const { body } = await me.feed({ link, message: 'read' })
    const { attachments } = (await me.get(body.id, 'attachments{media_type,target{url},url}')).body
    expect(attachments).toEqual({ data: [{ media_type: 'link', target: { url: link }, url: link }] })
    expect(world.host.visits.at(-1)).toMatchObject({ agent: 'facebookexternalhit/1.1' })
  })

  test.each([
    ['nothing there', () => `${world.host.origin}/nothing`, 1609005, undefined],
    ['Facebook itself', () => 'https://www.facebook.com/x', 100, 1609008],
    ['no address', () => 'nonsense', 100, 2061006],
  ])('%s is refused', async (_, link, code, subcode) => {
    expect(error(await me.feed({ link: link() }))).toEqual([400, code, subcode])
  })
})

describe('photos', () => {
  test('one goes live with its caption and alt text', async () => {
    const { body } = await me.photo({ url: square, caption: 'bread', alt_text_custom: 'A loaf' })
    expect(body.post_id).toMatch(/^104500000000101_/)
    expect((await me.get(body.id, 'name,alt_text_custom,page_story_id,width,height')).body).toMatchObject({
      name: 'bread',
      alt_text_custom: 'A loaf',
      page_story_id: body.post_id,
      width: 320,
    })
    expect(ledger()[0]).toMatchObject({
      type: 'photo',
      text: 'bread',
      media: [{ kind: 'image', width: 320, height: 320, alt_text: 'A loaf' }],
      extra: { fetched_from: [square] },
    })
  })

  test('may be sent as a file', async () => {
    const { status } = await me.multipart(
      'photos',
      { message: 'sent' },
      'source',
      png({ width: 50, height: 40 }),
    )
    expect(status).toBe(200)
    expect(ledger()[0]).toMatchObject({ text: 'sent', media: [{ mime: 'image/png', width: 50 }] })
  })

  test('several become one post, in order', async () => {
    const ids = [await free(), (await me.photo({ url: wide, published: false })).body.id]
    expect(ledger()).toEqual([])
    const attached_media = ids.map((media_fbid) => ({ media_fbid }))
    const { body } = await me.feed({ message: 'both', attached_media })
    const fields = 'attachments{media_type,subattachments{target{id}}}'
    expect((await me.get(body.id, fields)).body.attachments.data).toEqual([
      { media_type: 'album', subattachments: { data: ids.map((id) => ({ target: { id } })) } },
    ])
    expect(ledger()).toMatchObject([{ type: 'photos', media: [{ width: 320 }, { width: 400 }] }])
    expect(error(await me.feed({ message: 'again', attached_media }))).toEqual([400, 100, 1366051])
  })

  test('are attached by a form too', async () => {
    const form = new URLSearchParams({
      access_token: me.access_token,
      'attached_media[0]': JSON.stringify({ media_fbid: await free() }),
    })
    const { status } = await world.send(`/v26.0/${bakery}/feed`, { method: 'POST', body: form })
    expect(status).toBe(200)
    expect(ledger()).toMatchObject([{ type: 'photo' }])
  })

  test('an id sent as a number is refused', async () => {
    const attached_media = [{ media_fbid: Number(await free()) }]
    expect(error(await me.feed({ attached_media }))).toEqual([400, 100, undefined])
  })

  test('unpublished ones are gone after a day unless a post has them', async () => {
    const [lost, kept] = [await free(), await free()]
    await me.feed({ attached_media: [{ media_fbid: kept }] })
    world.advance(day)
    expect(error(await me.get(lost))).toEqual([400, 100, 33])
    expect((await me.get(kept)).status).toBe(200)
    expect(error(await me.feed({ attached_media: [{ media_fbid: lost }] }))).toEqual([400, 100, 33])
  })

  test.each([
    ['a WebP', () => webp({ width: 10, height: 10 }), 324, 2069019],
    ['a cut JPEG', () => jpeg({ width: 320, height: 320 }).subarray(0, 400), 324, 2069019],
    ['one of more than 10 MB', () => Buffer.alloc(10_000_001), 100, 1366046],
  ])('%s is refused', async (name, file, code, subcode) => {
    const url = world.host.serve(`/${encodeURIComponent(name)}`, file())
    expect(error(await me.photo({ url }))).toEqual([400, code, subcode])
  })

  test('one that is not there is refused', async () => {
    expect(error(await me.photo({ url: `${world.host.origin}/missing.jpg` }))).toEqual([400, 324, 2069019])
    expect(error(await me.photo({ caption: 'nothing' }))).toEqual([400, 324, undefined])
  })
})

describe('photo stories', () => {
  test('are made of an unpublished photo, once, and listed for a day', async () => {
    const photo_id = await free()
    const { body } = await me.post(`${bakery}/photo_stories`, { photo_id })
    expect(body).toEqual({ success: true, post_id: expect.stringMatching(/^\d{18}$/) })
    expect(await me.list('stories')).toMatchObject([
      { media_id: photo_id, media_type: 'photo', post_id: body.post_id, status: 'published' },
    ])
    expect(await me.list()).toEqual([])
    expect(error(await me.post(`${bakery}/photo_stories`, { photo_id }))).toEqual([400, 100, undefined])
    world.advance(day)
    expect(await me.list('stories')).toEqual([])
    await world.set({ story_archive: true })
    expect(await me.list('stories')).toMatchObject([{ status: 'archived' }])
  })

  test('are not made of a published photo', async () => {
    const photo_id = (await me.photo({ url: square })).body.id
    expect(error(await me.post(`${bakery}/photo_stories`, { photo_id }))).toEqual([400, 100, undefined])
  })

  test('may tell their post as a number that loses its last digits', async () => {
    await world.set({ numeric_ids: true })
    const { text } = await me.post(`${bakery}/photo_stories`, { photo_id: await free() })
    expect(text).toMatch(/"post_id":\d{18}}/)
  })
})

describe('drafts and schedules', () => {
  test('a draft is seen by nobody until it is made live, which may be repeated', async () => {
    const draft = { message: 'soon', published: false, unpublished_content_type: 'DRAFT' }
    const { id } = (await me.feed(draft)).body
    expect(ledger()).toEqual([])
    expect(await me.list()).toEqual([])
    expect(await me.list('feed', { fields: 'id,is_published' })).toEqual([{ id, is_published: false }])
    for (const _ of ['once', 'twice'])
      expect((await me.post(id, { is_published: true })).body).toEqual({ success: true })
    expect(ledger()).toHaveLength(1)
    expect((await me.get(id, 'is_published')).body.is_published).toBe(true)
  })

  test('a scheduled post goes live by itself', async () => {
    const at = Math.floor(world.simulator.clock.now() / 1000) + 3600
    const post = { message: 'later', published: false, scheduled_publish_time: at }
    expect((await me.feed(post)).status).toBe(200)
    expect(await me.list('scheduled_posts')).toHaveLength(1)
    world.advance(60 * minute)
    expect(ledger()).toMatchObject([{ text: 'later' }])
    const soon = Math.floor(world.simulator.clock.now() / 1000) + 60
    expect(error(await me.feed({ ...post, scheduled_publish_time: soon }))).toEqual([400, 100, undefined])
    expect(error(await me.feed({ ...post, published: true }))).toEqual([400, 100, undefined])
  })

  test('a post is edited and deleted', async () => {
    const { id } = (await me.feed({ message: 'bred' })).body
    await me.post(id, { message: 'bread' })
    expect(ledger()[0]!.text).toBe('bread')
    expect((await me.remove(id)).body).toEqual({ success: true })
    expect(ledger()).toEqual([])
    expect(error(await me.get(id))).toEqual([400, 100, 33])
  })
})

describe('comments', () => {
  test('are the Page’s own, below a post or its photo', async () => {
    const { id, post_id } = (await me.photo({ url: square })).body
    const first = await me.post(`${post_id}/comments`, { message: 'First!' })
    await me.post(`${id}/comments`, { attachment_url: wide })
    const fields = 'id,message,from{id},created_time'
    expect((await me.get(`${post_id}/comments`, fields)).body.data).toMatchObject([
      { id: first.body.id, message: 'First!', from: { id: bakery } },
      { message: '' },
    ])
    expect((await me.get(first.body.id)).body.message).toBe('First!')
    expect(ledger().filter((entry) => entry.parent_id === post_id)).toHaveLength(2)
  })

  test('need pages_manage_engagement and a live post', async () => {
    const { id } = (await me.feed({ message: 'x', published: false })).body
    expect(error(await me.post(`${id}/comments`, { message: 'early' }))).toEqual([400, 100, 33])
    const asked = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts']
    await world.control('reset', {})
    me = publisher(world, await world.pageToken(bakery, { asked }))
    const post = (await me.feed({ message: 'x' })).body
    expect(error(await me.post(`${post.id}/comments`, { message: 'no' }))).toEqual([403, 200, undefined])
  })
})
