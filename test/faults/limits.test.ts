import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../local/platforms/kit/server.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

const minute = 60_000
const tweets = 'POST /2/tweets'

let world: FaultWorld
let bob: string
beforeAll(async () => {
  world = await openFaultWorld()
  bob = await world.connect('x', 'bob')
})
beforeEach(async () => {
  await world.calm()
  await world.control('x', 'settings', { rate_limits: false })
  await world.control('instagram', 'settings', { usage_business_percent: 0, usage_regain_minutes: 0 })
  // Whatever was held before is over, and its probe has got through.
  await world.environment.tick(26 * 60 * minute)
  for (const platform of ['x', 'instagram'] as const)
    await world.recover(await world.publish({ platform, text: `Clear ${crypto.randomUUID()}`, image: true }))
})
afterAll(() => world.close())

const publishAs = async (connection_id: string, text_content: string) => {
  const { status, body } = await world.call('/publishing/publish', { body: { connection_id, text_content } })
  expect(status).toBe(202)
  return String(body.job_id)
}
const told = async (jobId: string) => (await world.call(`/publishing/jobs/${jobId}/status`)).body
const sent = async () => (await world.requests('x', tweets)).length
/** Ms after what its job said last of its next attempt. */
const lateness = (words: string, saidAt: unknown) =>
  world.live('x', words).map((post) => Date.parse(post.received_at) - Date.parse(String(saidAt)))

describe('a limit of an account', () => {
  test('with its end in the headers: its later jobs wait until then, untried; nobody else does', async () => {
    await world.fault('x', { route: tweets, kind: 'rate_limit', reset_in: 900, match: 'Limited, first' })
    const first = await publishAs(world.connections.x!, 'Limited, first')
    await world.settle()
    const limitEnds = world.environment.clock.now() + 900_000
    const before = await sent()
    const later = [
      await publishAs(world.connections.x!, 'Limited, second'),
      await publishAs(world.connections.x!, 'Limited, third'),
    ]
    const others = [
      await publishAs(bob, 'Not limited'),
      await world.publish({ platform: 'instagram', text: 'Elsewhere', image: true }),
    ]
    await world.settle()
    expect(await sent()).toBe(before + 1)
    for (const jobId of others) expect((await world.recover(jobId)).status).toBe('Published')
    const said: unknown[] = []
    for (const [index, jobId] of [first, ...later].entries()) {
      const now = await told(jobId)
      expect(now).toMatchObject({ status: 'Pending', attempts: index === 0 ? 1 : 0 })
      const next = Date.parse(String(now.next_attempt_at))
      expect(Math.abs(next - limitEnds)).toBeLessThan(20_000)
      said.push(now.next_attempt_at)
    }
    for (const [index, jobId] of [first, ...later].entries())
      expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: index === 0 ? 2 : 1 })
    const late = ['first', 'second', 'third'].flatMap((word, index) =>
      lateness(`Limited, ${word}`, said[index]),
    )
    expect(late).toHaveLength(3)
    for (const ms of late) {
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThan(90_000)
    }
  })

  test('without a word of its end: waits grow, and each is told as it is', async () => {
    const body = { title: 'Too Many Requests', type: 'about:blank', status: 429, detail: 'Too Many Requests' }
    await world.fault('x', { route: tweets, kind: 'status', status: 429, body, times: 3, match: 'Unsaid' })
    const jobId = await publishAs(world.connections.x!, 'Unsaid')
    const waits = []
    let next: unknown
    for (let round = 0; round < 3; round += 1) {
      await world.settle()
      next = (await told(jobId)).next_attempt_at
      waits.push(Math.round((Date.parse(String(next)) - world.environment.clock.now()) / minute))
      const before = await sent()
      await world.environment.tick(Date.parse(String(next)) - world.environment.clock.now() - 5_000)
      await world.settle()
      expect(await sent()).toBe(before)
      await world.environment.tick(6_500)
    }
    expect(waits).toEqual([1, 2, 4])
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 4 })
    expect(lateness('Unsaid', next).every((ms) => ms >= 0)).toBe(true)
  })

  test('that a good answer says to be used up is not tried: the next job waits, untried', async () => {
    const carol = await world.connect('x', 'carol')
    await world.control('x', 'settings', { rate_limits: true, posts_per_15min: 2 })
    for (const text of ['Of two, one', 'Of two, two']) await world.recover(await publishAs(carol, text))
    const before = await sent()
    const third = await publishAs(carol, 'Of two, three')
    await world.settle()
    expect(await sent()).toBe(before)
    const now = await told(third)
    expect(now).toMatchObject({ status: 'Pending', attempts: 0 })
    const { body: limits } = await world.call(`/connections/${carol}/limits`)
    expect(limits).toMatchObject({ posts_left: 0, resets_at: now.next_attempt_at })
    expect(await world.recover(third)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(lateness('Of two, three', now.next_attempt_at).every((ms) => ms >= 0)).toBe(true)
    await world.control('x', 'settings', { rate_limits: false, posts_per_15min: 100_000 })
    expect((await world.call(`/connections/${carol}/limits`)).body).toMatchObject({ posts_left: null })
  })

  test('that ends after it would be too late fails at once, and says so', async () => {
    await world.fault('x', {
      route: tweets,
      kind: 'rate_limit',
      family: 'x-user-limit-24hour',
      reset_in: 80_000,
    })
    const first = await publishAs(world.connections.x!, 'For a day, first')
    await world.settle()
    const second = await publishAs(world.connections.x!, 'For a day, second')
    await world.settle()
    for (const jobId of [first, second]) {
      const now = await told(jobId)
      expect([now.status, now.error_code]).toEqual(['Failed', 'platform_rate_limited'])
      expect(now.error_message).toMatch(/until/)
    }
  })

  test('of calls, in Meta’s headers of good answers: later jobs leave the network alone until it is regained', async () => {
    await world.control('instagram', 'settings', { usage_business_percent: 100, usage_regain_minutes: 30 })
    const first = await world.publish({ platform: 'instagram', text: 'Calls used up', image: true })
    await world.settle()
    const start = world.environment.clock.now()
    const calls = async () => ((await world.control('instagram', 'requests')) as unknown[]).length
    const before = await calls()
    const second = await world.publish({ platform: 'instagram', text: 'Calls regained', image: true })
    await world.settle()
    expect(await calls()).toBe(before)
    const now = await told(second)
    expect(now).toMatchObject({ status: 'Pending', attempts: 0 })
    const wait = Date.parse(String(now.next_attempt_at)) - start
    expect([wait > 28 * minute, wait < 32 * minute]).toEqual([true, true])
    const onX = await publishAs(bob, 'While Meta waits')
    expect((await world.recover(onX)).status).toBe('Published')
    await world.control('instagram', 'settings', { usage_business_percent: 0, usage_regain_minutes: 0 })
    for (const jobId of [first, second]) expect((await world.recover(jobId)).status).toBe('Published')
  })

  test('of posts a day, by the network’s own count, is waited for without an attempt', async () => {
    const { body: limits } = await world.call(`/connections/${world.connections.instagram}/limits`)
    await world.control('instagram', 'settings', { quota_total: Number(limits.posts_used) })
    const jobId = await world.publish({ platform: 'instagram', text: 'One too many today', image: true })
    await world.settle()
    expect(await told(jobId)).toMatchObject({ status: 'Pending', attempts: 0 })
    expect((await world.call(`/connections/${world.connections.instagram}/limits`)).body.posts_left).toBe(0)
    await world.control('instagram', 'settings', { quota_total: 100_000 })
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
  })
})

describe('a limit of the whole app', () => {
  const family = 'x-app-limit-24hour'

  test('is waited for by the posts of every account, untried, and of no other network', async () => {
    await world.fault('x', { route: tweets, kind: 'rate_limit', family, reset_in: 900 })
    const first = await publishAs(world.connections.x!, 'App limited, first')
    await world.settle()
    const before = await sent()
    const others = await publishAs(bob, 'App limited, another account')
    const elsewhere = await world.publish({ platform: 'instagram', text: 'App not limited', image: true })
    await world.settle()
    expect(await sent()).toBe(before)
    const waiting = await told(others)
    expect(waiting).toMatchObject({ status: 'Pending', attempts: 0 })
    expect((await world.call(`/connections/${bob}/limits`)).body).toMatchObject({
      posts_left: 0,
      resets_at: waiting.next_attempt_at,
    })
    for (const jobId of [elsewhere, first, others])
      expect((await world.recover(jobId)).status).toBe('Published')
  })

  test('that ends too late fails them at once, and blames no account', async () => {
    await world.fault('x', { route: tweets, kind: 'rate_limit', family, reset_in: 80_000 })
    const first = await publishAs(world.connections.x!, 'App limited for a day, first')
    await world.settle()
    const second = await publishAs(bob, 'App limited for a day, another account')
    await world.settle()
    for (const jobId of [first, second]) {
      const now = await told(jobId)
      expect([now.status, now.error_code]).toEqual(['Failed', 'platform_rate_limited'])
      expect(now.error_message).toMatch(/until/)
      expect(now.error_message).not.toMatch(/account/)
    }
  })
})

describe('a network that is down', () => {
  /** Refuses every call to X until told otherwise. */
  const takeDown = (how: () => Error) => {
    let calls = 0
    world.crossings.meet(({ call, phase }) => {
      if (!call.startsWith('x ') || phase !== 'before') return
      calls += 1
      throw how()
    })
    return () => calls
  }

  test.each([
    ['answers 5xx', () => new Refusal({ status: 503, body: 'down' })],
    ['cuts every connection', () => new Error('cut')],
  ])(
    '(it %s) is held for itself alone and probed by one job; the rest follow once that got through',
    async (how, trouble) => {
      const calls = takeDown(trouble)
      const words = `Down: ${how}`
      const early = []
      for (const n of [1, 2]) {
        early.push(await world.publish({ platform: 'x', text: `${words}, early ${n}`, image: true }))
        await world.settle()
      }
      const before = calls()
      const late = await Promise.all(
        [1, 2, 3, 4].map((n) => publishAs(n % 2 ? bob : world.connections.x!, `${words}, late ${n}`)),
      )
      const elsewhere = await world.publish({
        platform: 'instagram',
        text: `${words}, elsewhere`,
        image: true,
      })
      await world.settle()
      expect(calls()).toBe(before)
      for (const jobId of late) expect(await told(jobId)).toMatchObject({ status: 'Pending', attempts: 0 })
      expect(world.live('instagram', words)).toHaveLength(1)
      expect((await world.job(elsewhere)).status).toBe('Published')
      const { body: networks } = await world.call('/platforms')
      expect(
        (networks as unknown as { platform: string; healthy: boolean }[])
          .filter(({ healthy }) => !healthy)
          .map(({ platform }) => platform),
      ).toEqual(['x'])

      // The hold ends and the network is still down: one of them finds that out for all.
      await world.environment.tick(75_000)
      await world.environment.invoke('sweep')
      await world.settle()
      const tried = (await Promise.all([...early, ...late].map(world.job))).filter(
        (job) => job.attempts > 0 || job.tries > 1,
      )
      expect(tried.length).toBeLessThanOrEqual(1)

      world.crossings.meet(undefined)
      for (const jobId of [...early, ...late]) expect((await world.recover(jobId)).status).toBe('Published')
      expect(world.live('x', words)).toHaveLength(6)
      const networksNow = (await world.call('/platforms')).body as unknown as { healthy: boolean }[]
      expect(networksNow.every(({ healthy }) => healthy)).toBe(true)
    },
    60_000,
  )

  test('is not what one job’s trouble makes it', async () => {
    await world.fault('x', {
      route: 'POST /2/media/upload/initialize',
      kind: 'status',
      status: 503,
      times: 4,
    })
    await world.publish({ platform: 'x', text: 'Trouble of its own', image: true })
    await world.settle()
    expect((await world.recover(await publishAs(bob, 'No trouble at all'))).attempts).toBe(1)
  })
})

// In real time, so that it tells something on a machine that does nothing else.
test.runIf(process.env.FAULTS === 'full')(
  'posts for now do not make scheduled ones late: each has a queue of its own for its second',
  async () => {
    const scheduled = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        world.publish({ platform: 'x', text: `On its second ${n}`, inSeconds: 600 }),
      ),
    )
    // Prepared, and waiting for their second.
    for (const jobId of scheduled) await world.reach(jobId, ({ prepared }) => prepared?.ready === true)
    const at = Math.min(...(await Promise.all(scheduled.map(world.job))).map((job) => job.scheduled_at!))
    await world.environment.tick(at - world.environment.clock.now() - 4_000)
    // From here on the clock is left alone.
    const now = await Promise.all(
      Array.from({ length: 100 }, (_, n) => world.publish({ platform: 'x', text: `Right now ${n}` })),
    )
    await world.until(async () => world.live('x', 'On its second').length === 10)
    const times = await Promise.all(scheduled.map(world.job))
    const late = world.live('x', 'On its second').map((post) => {
      const job =
        times.find(({ post_id }) => post_id === post.id) ?? times[Number(post.text.split(' ').at(-1))]!
      return Date.parse(post.received_at) - job.scheduled_at!
    })
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...late)).toBeLessThan(1_000)
    for (const jobId of now) expect((await world.recover(jobId)).status).toBe('Published')
  },
  60_000,
)
