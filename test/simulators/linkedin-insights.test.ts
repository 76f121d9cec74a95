import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Member, openWorld, pageScopes, type World } from './linkedin-world.ts'

const day = 24 * 60 * 60_000

describe('the simulated LinkedIn counts what posts gather', () => {
  let linkedin: World
  let alice: Member
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect('alice', [...pageScopes, 'r_member_postAnalytics'])
  })
  afterAll(() => linkedin.simulator.close())

  const statistics = (more = '', member = alice) =>
    member.get(
      `/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${encodeURIComponent(bakery)}${more}`,
    )

  test('a page’s posts are counted together, each, and by day', async () => {
    const one = await alice.urnOf(alice.publish('one', { author: bakery }))
    const two = await alice.urnOf(alice.publish('two', { author: bakery }))
    const both = `&shares=List(${[one, two].map(encodeURIComponent).join(',')})`
    expect((await statistics(both)).body.elements).toEqual([])
    linkedin.advance(2 * day)
    const each = (await statistics(both)).body.elements
    const [total] = (await statistics()).body.elements
    expect(total.totalShareStatistics.impressionCount).toBeGreaterThan(0)
    const sum = (elements: { totalShareStatistics: { impressionCount: number } }[]) =>
      elements.reduce((sum, { totalShareStatistics }) => sum + totalShareStatistics.impressionCount, 0)
    expect(sum(each)).toBe(total.totalShareStatistics.impressionCount)
    const end = linkedin.simulator.clock.now()
    const range = `&timeIntervals=(timeRange:(start:${end - 3 * day},end:${end}),timeGranularityType:DAY)`
    const daily = (await statistics(range)).body.elements
    expect(daily.length).toBeGreaterThanOrEqual(3)
    expect(sum(daily)).toBe(total.totalShareStatistics.impressionCount)
    expect((await statistics('&timeIntervals=(DAY)')).status).toBe(400)
    const bob = await linkedin.connect('bob')
    expect((await statistics('', bob)).status).toBe(403)
  })

  test('shares and ugcPosts are asked for each under their own name', async () => {
    const poll = {
      question: 'Q?',
      options: [{ text: 'a' }, { text: 'b' }],
      settings: { duration: 'ONE_DAY' },
    }
    const share = await alice.urnOf(alice.publish('text', { author: bakery }))
    const other = await alice.urnOf(alice.publish('poll', { author: bakery, content: { poll } }))
    linkedin.advance(2 * day)
    const ask = (name: string, urn: string) => statistics(`&${name}=List(${encodeURIComponent(urn)})`)
    expect((await ask('shares', share)).body.elements).toMatchObject([{ share }])
    expect((await ask('ugcPosts', other)).body.elements).toMatchObject([{ ugcPost: other }])
    for (const mixed of [ask('shares', other), ask('ugcPosts', share)])
      expect(await mixed).toMatchObject({ status: 400, body: { code: 'INVALID_URN_TYPE' } })
  })

  test('comments and likes are told per post', async () => {
    const urn = await alice.urnOf(alice.publish('post', { author: bakery }))
    const path = encodeURIComponent(urn)
    const comment = { actor: alice.urn, object: urn, message: { text: 'first' } }
    await alice.post(`/rest/socialActions/${path}/comments`, comment)
    expect((await alice.get(`/rest/socialActions/${path}`)).body).toMatchObject({
      likesSummary: { totalLikes: 0 },
      commentsSummary: { totalFirstLevelComments: 1 },
    })
    linkedin.advance(2 * day)
    expect((await alice.get(`/rest/socialMetadata/${path}`)).body).toMatchObject({
      entity: urn,
      commentSummary: { count: 1 },
    })
  })

  test('a member asks for one metric at a time', async () => {
    const urn = await alice.urnOf(alice.publish('mine'))
    linkedin.advance(2 * day)
    const ask = (query: string) => alice.get(`/rest/memberCreatorPostAnalytics?${query}`)
    const entity = `q=entity&entity=(share:${encodeURIComponent(urn)})`
    const total = await ask(`${entity}&queryType=IMPRESSION&aggregation=TOTAL`)
    expect(total.body.elements).toEqual([
      { count: expect.any(Number), metricType: 'IMPRESSION', targetEntity: { share: urn } },
    ])
    const daily = (await ask('q=me&queryType=IMPRESSION&aggregation=DAILY')).body.elements
    expect(daily).toHaveLength(3)
    expect(daily.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      total.body.elements[0].count,
    )
    expect((await ask(`${entity}&queryType=POST_SAVE`)).body.elements[0].count).toBe(0)
    expect((await ask(`${entity}&queryType=VIEWS`)).status).toBe(400)
    expect((await ask(`q=entity&entity=(share:${urn})&queryType=IMPRESSION`)).status).toBe(400)
    const plainAlice = await linkedin.connect('bob')
    expect((await plainAlice.get('/rest/memberCreatorPostAnalytics?q=me')).status).toBe(403)
  })
})
