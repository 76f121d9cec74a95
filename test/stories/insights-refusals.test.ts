import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { insightsOf } from './insights-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// As it is delivered: nothing that costs money, or reads figures of own posts, is switched on.
let world: PublishingWorld & ReturnType<typeof insightsOf>
beforeAll(async () => {
  const opened = await openPublishingWorld()
  world = { ...opened, ...insightsOf(opened) }
})

const toggle = 'ENABLE_ADVANCED_INSIGHTS_FETCHING'
const keywords = ['coffee']

describe('without the toggle', () => {
  test.each(['instagram', 'facebook', 'linkedin', 'x', 'pinterest', 'tiktok'])(
    'the best times of %s are not there, and the answer names the toggle',
    async (platform) => {
      await world.connect('alice', platform)
      const { status, body } = await world.times('alice', platform)
      expect([status, body.code]).toEqual([404, 'insights_not_available'])
      expect(body.detail).toContain(`${toggle} is on; it is off`)
      const [last] = (await world.control(platform, 'requests')).slice(-1)
      expect(last.route).not.toMatch(/media$|published_posts|rest.posts|tweets|pins|video.list/)
    },
  )

  test.each([
    ['instagram', 'Instagram offers hashtags only by a connection of Facebook that allows instagram_basic.'],
    ['linkedin', 'LinkedIn tells apps nothing of hashtags.'],
    ['x', `X charges for these reads, and ${toggle} is off.`],
    ['tiktok', 'TikTok tells apps nothing of hashtags.'],
  ])('the hashtags of %s are not there, with every reason', async (platform, reason) => {
    await world.connect('erna', platform)
    const { status, body } = await world.hashtags('erna', platform, { keywords })
    expect([status, body.code]).toEqual([404, 'insights_not_available'])
    expect(body.detail).toContain(reason)
    expect(body.detail).toContain(toggle)
  })

  test('those of Pinterest cost nothing and are there', async () => {
    await world.connect('fritz', 'pinterest')
    const { status, body } = await world.hashtags('fritz', 'pinterest', { keywords: ['cookie'] })
    expect([status, body.source]).toEqual([200, 'platform_api'])
  })

  test('a right that this service does not ask for is not asked of the owner', async () => {
    await world.control('facebook', 'reset', {})
    await world.connect('gina', 'instagram')
    const facebook = await world.connect('gina', 'facebook', 'carol')
    for (const named of [{}, { connection_id: facebook }]) {
      const { status, body } = await world.hashtags('gina', 'instagram', { keywords, ...named })
      expect([status, body.code]).toEqual([404, 'insights_not_available'])
      expect(body.detail).toContain(
        'Facebook tells this only with instagram_basic, which this service does not ask for.',
      )
    }
  })
})

describe('bad input', () => {
  const post = (body: unknown, platform = 'pinterest') =>
    world.call('hugo', `/insights/${platform}/hashtags`, { method: 'POST', body: body as object })

  test.each([
    ['no keywords', {}, 'keywords'],
    ['an empty list', { keywords: [] }, 'keywords'],
    ['21 keywords', { keywords: Array.from({ length: 21 }, (_, index) => `k${index}`) }, 'keywords'],
    ['an empty keyword', { keywords: ['tea', ''] }, 'keywords.1'],
    ['101 characters', { keywords: ['x'.repeat(101)] }, 'keywords.0'],
    ['nothing but signs', { keywords: ['#?!'] }, 'keywords.0'],
    ['a control character', { keywords: ['a\u0007b'] }, 'keywords.0'],
    ['a number', { keywords: [7] }, 'keywords.0'],
    ['limit 0', { keywords, limit: 0 }, 'limit'],
    ['limit 51', { keywords, limit: 51 }, 'limit'],
    ['half a limit', { keywords, limit: 1.5 }, 'limit'],
    ['an empty industry', { keywords, industry: '' }, 'industry'],
    ['no id', { keywords, connection_id: 'mine' }, 'connection_id'],
    ['an unknown field', { keywords, region: 'DE' }, 'region'],
  ])('%s is refused by its name', async (_, body, path) => {
    const { status, body: told } = await post(body)
    expect([status, told.code]).toEqual([400, 'invalid_input'])
    expect(told.violations.map((one: { path: string }) => one.path)).toContain(path)
  })

  test.each([['Mars/Olympus'], ['+02:00'], ['Europe/Berlin%00'], ['x'.repeat(101)]])(
    'the time zone %s is none',
    async (timezone) => {
      const { status, body } = await world.call(
        'hugo',
        `/insights/x/best-times?timezone=${encodeURIComponent(timezone)}`,
      )
      expect([status, body.code, body.violations[0].path]).toEqual([400, 'invalid_input', 'query.timezone'])
    },
  )

  test('a network nobody knows, one that is switched off, and one without a connection', async () => {
    expect((await post({ keywords }, 'myspace')).body.code).toBe('unsupported_platform')
    const { status, body } = await post({ keywords })
    expect([status, body.code]).toEqual([404, 'connection_not_found'])
  })

  test('a connection of somebody else, or of another network', async () => {
    const alices = await world.connect('alice', 'pinterest')
    expect((await post({ keywords, connection_id: alices })).body.code).toBe('connection_not_found')
    expect((await post({ keywords, connection_id: randomUUID() })).body.code).toBe('connection_not_found')
    const own = await world.connect('hugo', 'linkedin')
    const { status, body } = await post({ keywords, connection_id: own })
    expect([status, body.code, body.violations[0].path]).toEqual([400, 'invalid_input', 'connection_id'])
  })

  test('of several connections one must be named', async () => {
    const first = await world.connect('ida', 'pinterest', 'alice')
    const second = await world.connect('ida', 'pinterest', 'bob')
    const { status, body } = await world.hashtags('ida', 'pinterest', { keywords })
    expect([status, body.violations[0].path]).toEqual([400, 'connection_id'])
    expect(body.detail).toContain(first)
    expect(body.detail).toContain(second)
  })

  test('a token without the scope', async () => {
    const asked = { method: 'POST', body: { keywords }, scope: 'publishing:read' }
    expect((await world.call('hugo', '/insights/x/hashtags', asked)).body.code).toBe('insufficient_scope')
    const times = await world.call('hugo', '/insights/x/best-times', { scope: 'publishing:read' })
    expect([times.status, times.body.code]).toEqual([403, 'insufficient_scope'])
  })
})
