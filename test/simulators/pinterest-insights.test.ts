import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type Pinner, scopes, type World } from './pinterest-world.ts'

const day = 24 * 60 * 60_000

describe('the simulated Pinterest tells figures as Pinterest does', () => {
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

  const daysAgo = (days: number) =>
    new Date(world.simulator.clock.now() - days * day).toISOString().slice(0, 10)
  const range = (from: number, to: number) => `start_date=${daysAgo(from)}&end_date=${daysAgo(to)}`

  test('an account report has each day once, late days still in the making', async () => {
    const path = `/user_account/analytics?${range(9, 0)}&metric_types=IMPRESSION,SAVE_RATE`
    const { all } = (await alice.get(path)).body
    expect(all.daily_metrics).toHaveLength(10)
    expect(Object.keys(all.summary_metrics)).toEqual(['IMPRESSION', 'SAVE_RATE'])
    const statuses = all.daily_metrics.map((one: { data_status: string }) => one.data_status)
    expect([statuses[0], statuses[8], statuses[9]]).toEqual(['READY', 'ESTIMATE', 'PROCESSING'])
    expect((await alice.get(path)).body.all).toEqual(all)
  })

  test.each([
    ['91 days back', () => range(91, 0)],
    ['an end before its start', () => range(1, 2)],
    ['no end', () => `start_date=${daysAgo(1)}`],
    ['an hour', () => `start_date=${daysAgo(1)}T10&end_date=${daysAgo(0)}`],
    ['an unknown metric', () => `${range(1, 0)}&metric_types=LIKES`],
  ])('a report with %s is refused', async (_, query) => {
    const answer = await alice.get(`/user_account/analytics?${query()}`)
    expect([answer.status, answer.body.code]).toEqual([400, 1])
  })

  test("a Pin's reactions come in lifetime_metrics only, the others in the rest only", async () => {
    const { id } = (await alice.pin()).body
    const asked = 'metric_types=IMPRESSION,SAVE,TOTAL_REACTIONS'
    const { all } = (await alice.get(`/pins/${id}/analytics?${range(5, 0)}&${asked}`)).body
    expect(Object.keys(all.summary_metrics)).toEqual(['IMPRESSION', 'SAVE'])
    expect(Object.keys(all.lifetime_metrics)).toEqual(['TOTAL_REACTIONS'])
    expect(all.daily_metrics).toHaveLength(1)
    expect((await alice.get(`/pins/${id}/analytics?${range(5, 0)}`)).status).toBe(400)
    const film = 'metric_types=VIDEO_START'
    expect((await alice.get(`/pins/${id}/analytics?${range(5, 0)}&${film}`)).status).toBe(400)
    const bob = await world.connect('bob')
    expect((await bob.get(`/pins/${id}/analytics?${range(5, 0)}&${asked}`)).status).toBe(403)
  })

  test('figures of several Pins are a beta', async () => {
    const { id } = (await alice.pin()).body
    const path = `/pins/analytics?pin_ids=${id}&${range(5, 0)}&metric_types=SAVE`
    expect(await alice.get(path)).toMatchObject({ status: 401, body: { code: 3 } })
    await world.settings({ beta_features: true })
    expect(Object.keys((await alice.get(path)).body)).toEqual([id])
  })

  test('top Pins are sorted by what was asked', async () => {
    for (let n = 0; n < 4; n++) await alice.pin()
    const path = `/user_account/analytics/top_pins?${range(5, 0)}`
    const { pins } = (await alice.get(`${path}&sort_by=SAVE&num_of_pins=3`)).body
    const saves = pins.map((pin: { metrics: Record<string, number> }) => pin.metrics.SAVE)
    expect(saves).toHaveLength(3)
    expect(saves).toEqual(saves.toSorted((a: number, b: number) => b - a))
    expect((await alice.get(path)).status).toBe(400)
    expect((await alice.get(`${path}&sort_by=SAVE&num_of_pins=51`)).status).toBe(400)
  })

  test('keywords of a region are ranked and the same each time', async () => {
    const path = '/trends/keywords/DE%2BAT%2BCH/top/monthly'
    const { trends } = (await alice.get(`${path}?limit=3`)).body
    expect(trends).toHaveLength(3)
    expect(Object.keys(trends[0].time_series)).toHaveLength(52)
    expect((await alice.get(`${path}?limit=3`)).body.trends).toEqual(trends)
    const christmas = (await alice.get(`${path}?include_keywords=christmas`)).body.trends
    expect(christmas).toMatchObject([{ keyword: 'christmas nails', pct_growth_mom: 10_001 }])
    for (const wrong of [
      '/trends/keywords/DE/top/daily',
      '/trends/keywords/XX/top/growing',
      `${path}?limit=51`,
    ])
      expect((await alice.get(wrong)).status, wrong).toBe(400)
  })

  test('the sandbox has no analytics', async () => {
    const sandbox = await world.connect('alice', scopes, '/sandbox')
    expect((await sandbox.get(`/user_account/analytics?${range(5, 0)}`)).status).toBe(403)
  })

  test('trends are beside their own peak, or beside that of all', async () => {
    const series = async (query: string) => {
      const { body } = await alice.get(`/trends/keywords/US/top/monthly?${query}`)
      return body.trends.map((one: { time_series: Record<string, number> }) =>
        Math.max(...Object.values(one.time_series)),
      )
    }
    expect(new Set(await series('normalize_against_group=false'))).toEqual(new Set([100]))
    const together = await series('normalize_against_group=true')
    expect(Math.max(...together)).toBe(100)
    expect(Math.min(...together)).toBeLessThan(100)
    expect(await series('interests=food_and_drinks')).toHaveLength(10)
    expect((await alice.get('/trends/keywords/US/top/monthly?interests=zeppelins')).status).toBe(400)
  })

  test('a Pin of days gone by has the reactions it was told to have', async () => {
    const at = new Date(world.simulator.clock.now() - 3 * day).toISOString()
    const { id } = (await alice.pin()).body
    await world.control('history', { account: 'alice', posts: [{ at, text: 'Old', likes: 7 }] })
    const { items } = (await alice.get('/pins?pin_metrics=true')).body
    expect(items.map((pin: { id: string }) => pin.id)[0]).toBe(id)
    expect(items[1]).toMatchObject({
      description: 'Old',
      pin_metrics: { lifetime_metrics: { reaction: 7, comment: 0 } },
    })
    expect(Date.parse(items[1].created_at.replace(/Z?$/, 'Z'))).toBe(Math.floor(Date.parse(at) / 1000) * 1000)
  })
})
