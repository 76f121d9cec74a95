import { afterAll, beforeAll, expect, test } from 'vitest'
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
