import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bakery, openWorld, publisher, scopes, type World } from './facebook-world.ts'

let world: World
let me: ReturnType<typeof publisher>

beforeAll(async () => {
  world = await openWorld()
  me = publisher(world, await world.pageToken(bakery, { asked: [...scopes, 'read_insights'] }))
})
afterAll(() => world.close())

const insights = (id: string, query: Record<string, unknown>) => me.get(`${id}/insights`, undefined, query)

test('a Page has one value a day of each metric', async () => {
  const until = Math.floor(world.simulator.clock.now() / 1000)
  const query = { metric: 'page_media_view,page_follows', since: until - 7 * 86_400, until }
  const { body } = await insights(bakery, query)
  expect(body.data).toMatchObject([{ name: 'page_media_view', period: 'day' }, { name: 'page_follows' }])
  expect(body.data[0].values).toHaveLength(7)
  expect((await insights(bakery, query)).body).toEqual(body)
})

test('a post has values of its life', async () => {
  const { id } = (await me.feed({ message: 'bread' })).body
  const metric = 'post_media_view,post_reactions_by_type_total'
  expect((await insights(id, { metric })).body.data).toMatchObject([
    { period: 'lifetime', values: [{ value: expect.any(Number) }] },
    { values: [{ value: { like: expect.any(Number) } }] },
  ])
})

test.each([
  ['no metric', {}, 3001],
  ['a metric that was removed', { metric: 'page_media_view,page_fans' }, 100],
])('%s is refused', async (_, query, code) => {
  const { status, body } = await insights(bakery, query)
  expect([status, body.error.code]).toEqual([400, code])
})

test('the scope read_insights is needed', async () => {
  const other = await openWorld()
  const page = publisher(other, await other.pageToken())
  const { status, body } = await page.get(`${bakery}/insights`, undefined, { metric: 'page_follows' })
  expect([status, body.error.code]).toEqual([403, 200])
  await other.close()
})

test('the figures of listed posts come with them, for whoever may analyze', async () => {
  await me.feed({ message: 'rolls' })
  const at = new Date(world.simulator.clock.now() - 86_400_000).toISOString()
  await world.control('history', {
    account: 'alice',
    posts: [{ at, text: 'old rolls', likes: 42, place: bakery }],
  })
  const fields = 'message,insights.metric(post_reactions_by_type_total,post_clicks)'
  const { data } = (await me.get(`${bakery}/published_posts`, fields)).body
  const old = data.find((post: { message: string }) => post.message === 'old rolls')
  expect(old.insights.data).toMatchObject([
    { name: 'post_reactions_by_type_total', values: [{ value: { like: 42 } }] },
    { name: 'post_clicks', values: [{ value: 0 }] },
  ])
  const wrong = await me.get(`${bakery}/published_posts`, 'insights.metric(post_impressions)')
  expect([wrong.status, wrong.body.error.code]).toEqual([400, 100])
  const without = publisher(world, await world.pageToken(bakery, { asked: scopes, account: 'bob' }))
  expect((await without.get(`${bakery}/published_posts`, fields)).status).toBe(403)
})

describe('hashtag search', () => {
  const alices = '17841400000000101'
  let token = ''
  beforeEach(async () => {
    await world.control('reset', {})
    token = await world.userToken({ asked: [...scopes, 'instagram_basic'] })
  })
  const search = (q: string, more: Record<string, unknown> = {}) =>
    world.call('GET', '/v26.0/ig_hashtag_search', { access_token: token, user_id: alices, q, ...more })
  const refused = ({ status, body }: Awaited<ReturnType<typeof search>>) => [status, body.error.code]

  test('gives a tag one id, and its posts without their authors', async () => {
    const { id } = (await search('Bread')).body.data[0]
    expect((await search('bread')).body).toEqual({ data: [{ id }] })
    const fields = 'id,caption,like_count,comments_count,timestamp,permalink'
    const query = { access_token: token, user_id: alices, fields }
    const { data } = (await world.call('GET', `/v26.0/${id}/top_media`, query)).body
    expect(data.map((post: { like_count: number }) => post.like_count)).toEqual([999, 499, 99, 9])
    expect(Object.keys(data[0]).sort()).toEqual(fields.split(',').sort())
    const recent = (await world.call('GET', `/v26.0/${id}/recent_media`, query)).body.data
    expect(recent).toHaveLength(2)
    const author = await world.call('GET', `/v26.0/${id}/top_media`, { ...query, fields: 'username' })
    expect(refused(author)).toEqual([400, 100])
  })

  test('is for Instagram accounts of the own Pages, with the permission and the feature', async () => {
    expect(refused(await search('bread', { user_id: '17841400000000102' }))).toEqual([400, 100])
    const bob = await world.userToken({ account: 'bob', asked: scopes })
    expect(refused(await search('bread', { access_token: bob }))).toEqual([403, 10])
    await world.set({ public_content_access: false })
    expect(refused(await search('bread'))).toEqual([403, 10])
  })

  test('refuses what does not exist, and what is sensitive in general words', async () => {
    expect(refused(await search('zeppelin'))).toEqual([400, 24])
    expect(refused(await search('sensitive'))).toEqual([400, 100])
    expect(refused(await search('#bread'))).toEqual([400, 100])
  })

  test('counts different tags in seven days, the same one once', async () => {
    await world.set({ hashtags_per_week: 2 })
    for (const tag of ['bread', 'coffee', 'bread']) expect((await search(tag)).status).toBe(200)
    expect(refused(await search('bakery'))).toEqual([400, 18])
    const listed = await world.call('GET', `/v26.0/${alices}/recently_searched_hashtags`, {
      access_token: token,
    })
    expect(listed.body.data).toHaveLength(2)
    world.advance(7 * 86_400_000 + 1)
    expect((await search('bakery')).status).toBe(200)
  })
})
