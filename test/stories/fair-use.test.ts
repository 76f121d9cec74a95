import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { periodAt } from '../../shared/domain/quota-period.ts'
import { keys } from '../../shared/storage/keys.ts'
import { openDatabase } from '../fixtures/database.ts'
import { jpeg } from '../fixtures/media.ts'
import { assetCalls } from './asset-world.ts'
import { generationCalls, prompt } from './generation-world.ts'
import { openPublishingWorld, type PublishingWorld, type Told } from './publishing-world.ts'

const hour = 3_600_000
const day = 24 * hour
const perDay = 5
const inFlight = 3
const images = { perDay: 4, inFlight: 2 }

let world: PublishingWorld
let busy: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld({
    simulators: ['x'],
    env: {
      JOBS_PER_DAY: String(perDay),
      JOBS_IN_FLIGHT: String(inFlight),
      GENERATIONS_PER_DAY: String(images.perDay),
      GENERATIONS_IN_FLIGHT: String(images.inFlight),
    },
  })
  busy = await openPublishingWorld({
    simulators: ['x'],
    chance: 0,
    env: { JOBS_PER_DAY: '800', JOBS_IN_FLIGHT: '900' },
  })
  for (const one of [world, busy]) await one.environment.tick(untilTomorrow(one) + 60_000)
})
beforeEach(() => world.environment.aws.faults.clear())

const untilTomorrow = ({ environment }: PublishingWorld) => day - (environment.clock.now() % day)

let users = 0
/** Somebody new, with an account at X. */
const somebody = async (on = world) => {
  const user = `person${++users}`
  return { user, x: await on.connect(user, 'x') }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

let posts = 0
const ahead = ({ x }: Somebody, on = world) => ({
  connection_id: x,
  text_content: `Post ${++posts}`,
  schedule_time: on.inMs(12 * hour),
})
const schedule = (who: Somebody, headers = {}) => world.schedule(who.user, ahead(who), headers)
const cancel = ({ user }: Somebody, { body }: Told) =>
  world.call(user, `/publishing/jobs/${body.job_id}`, { method: 'DELETE' })
const jobsOf = async ({ user }: Somebody) =>
  (await world.call(user, '/publishing/jobs?limit=100')).body as unknown[]
const scheduled = async (who: Somebody, count: number) => {
  const taken: Told[] = []
  for (let n = 0; n < count; n += 1) taken.push(await schedule(who))
  expect(taken.map(({ status }) => status)).toEqual(Array(count).fill(202))
  return taken
}
/** Accepted, and not under way any more. */
const cancelled = async (who: Somebody, count: number) => {
  for (let n = 0; n < count; n += 1) for (const one of await scheduled(who, 1)) await cancel(who, one)
}

describe('jobs of one user in a day', () => {
  test('are taken up to the limit; the next is refused until the day is over, and nothing of it is kept', async () => {
    const [who, other] = [await somebody(), await somebody()]
    await cancelled(who, perDay)
    const refused = await schedule(who, { 'idempotency-key': 'one too many' })
    expect([refused.status, refused.body]).toEqual([
      429,
      {
        code: 'usage_limit',
        detail: expect.stringContaining(`${perDay} jobs a day`),
        reason: 'jobs_per_day',
        resets_at: new Date(world.environment.clock.now() + untilTomorrow(world)).toISOString(),
      },
    ])
    const seconds = Number(refused.headers['retry-after'])
    expect(Math.abs(seconds * 1000 - untilTomorrow(world))).toBeLessThan(30_000)
    expect(await jobsOf(who)).toHaveLength(perDay)
    expect((await schedule(other)).status).toBe(202)

    await world.environment.tick(seconds * 1000)
    const taken = await schedule(who, { 'idempotency-key': 'one too many' })
    expect([taken.status, taken.headers['idempotency-replayed']]).toEqual([202, undefined])
  })

  test('are refused on every route that takes work in, and still read, changed and cancelled', async () => {
    const who = await somebody()
    const { user, x } = who
    world.environment.aws.scheduler.lose(1)
    const [missed] = await scheduled(who, 1)
    await world.environment.tick(day)
    await world.environment.invoke('sweep')
    expect(await world.end(user, missed!.body.job_id)).toMatchObject({ status: 'Failed' })
    const { id: assetId } = await assetCalls(world).uploaded(user, jpeg({ width: 40, height: 40 }))
    const [kept] = await scheduled(who, 1)
    await cancelled(who, perDay - 1)

    const post = (path: string, body: object) => world.call(user, path, { method: 'POST', body })
    for (const refused of [
      await post('/publishing/publish', { connection_id: x, text_content: 'Now' }),
      await post('/publishing/schedule', ahead(who)),
      await post('/publish/social', { assetId, socialAccountId: x, caption: 'And wait' }),
      await post(`/publishing/jobs/${missed!.body.job_id}/retry`, {}),
    ]) {
      expect([refused.status, refused.body?.reason]).toEqual([429, 'jobs_per_day'])
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    }
    expect(await world.job(user, missed!.body.job_id)).toMatchObject({ status: 'Failed' })
    const path = `/publishing/jobs/${kept!.body.job_id}`
    const change = await world.call(user, path, { method: 'PATCH', body: { text_content: 'Put better' } })
    expect(change.status).toBe(200)
    expect((await cancel(who, kept!)).status).toBe(200)
  })

  test('that came at once are as many as the limit, also when it is counted by sample', async () => {
    const who = await somebody(busy)
    await seedAccepted(busy, who, 796)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => busy.schedule(who.user, ahead(who, busy))),
    )
    // Each counts for two.
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429, 429, 429])
  })
})

/** As if so many had been accepted of the user today. */
async function seedAccepted({ environment }: PublishingWorld, { user }: Somebody, accepted: number) {
  const database = openDatabase(environment)
  await database.put({ ...keys.usage(user, periodAt('day', environment.clock.now()).name), accepted })
  database.close()
}

describe('jobs of one user that have not ended', () => {
  test('are taken up to the limit; what ends makes room, as Retry-After said', async () => {
    const [who, other] = [await somebody(), await somebody()]
    const [first] = await scheduled(who, inFlight)
    const refused = await schedule(who)
    expect([refused.status, refused.body, refused.headers['retry-after']]).toEqual([
      429,
      {
        code: 'usage_limit',
        detail: expect.stringContaining(`${inFlight} jobs may be under way`),
        reason: 'jobs_in_flight',
      },
      '10',
    ])
    expect(await jobsOf(who)).toHaveLength(inFlight)
    expect((await schedule(other)).status).toBe(202)

    await cancel(who, first!)
    await world.environment.tick(10_000)
    expect((await schedule(who)).status).toBe(202)
    expect((await schedule(who)).body.reason).toBe('jobs_in_flight')
  })

  test('stand in nobody’s way once they are Published', async () => {
    const who = await somebody()
    for (let n = 0; n < inFlight + 1; n += 1) {
      const body = { connection_id: who.x, text_content: `Out at once ${n}` }
      expect(await world.published(who.user, body)).toMatchObject({ status: 'Published' })
    }
  })

  test('are those of the days before as well', async () => {
    const who = await somebody()
    for (let n = 0; n < inFlight; n += 1) {
      const body = { ...ahead(who), schedule_time: world.inMs(30 * day) }
      expect((await world.schedule(who.user, body)).status).toBe(202)
    }
    await world.environment.tick(day)
    expect((await schedule(who)).body.reason).toBe('jobs_in_flight')
  })
})

describe('an Idempotency-Key at the limit', () => {
  test('has its answer again, whatever was accepted since', async () => {
    const who = await somebody()
    const [key, body] = [{ 'idempotency-key': 'the last one' }, ahead(who)]
    const first = await world.schedule(who.user, body, key)
    await cancel(who, first)
    await cancelled(who, perDay - 1)
    expect((await schedule(who)).status).toBe(429)
    const again = await world.schedule(who.user, body, key)
    expect([again.status, again.body]).toEqual([202, first.body])
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('finishes what it began, counted once', async () => {
    const who = await somebody()
    await cancelled(who, perDay - 1)
    const [key, body] = [{ 'idempotency-key': 'cut short' }, ahead(who)]
    let writes = 0
    world.environment.aws.intercept = async ({ operation, phase }) => {
      if (operation !== 'PutItem' || phase !== 'before') return
      writes += 1
      // The key is stored and nothing after it, however often the SDK repeats it.
      if (writes > 1) throw new Error('cut')
    }
    const cut = await world.schedule(who.user, body, key)
    world.environment.aws.intercept = undefined
    expect([cut.status, cut.body.code]).toEqual([503, 'unavailable'])
    expect((await schedule(who)).body.reason).toBe('jobs_per_day')
    expect((await world.schedule(who.user, body, key)).status).toBe(202)
  })
})

test('a limit of 0 lets nobody begin anything', async () => {
  const closed = await openPublishingWorld({
    simulators: ['x'],
    env: { JOBS_PER_DAY: '0', GENERATIONS_IN_FLIGHT: '0' },
  })
  const who = await somebody(closed)
  expect((await closed.schedule(who.user, ahead(who, closed))).body.reason).toBe('jobs_per_day')
  const made = await generationCalls(closed).create(who.user, { prompt })
  expect([made.status, made.body.reason]).toEqual([429, 'generations_in_flight'])
})

describe('generations of one user', () => {
  const calls = () => generationCalls(world)
  const create = (user: string) => calls().create(user, { prompt })

  test('are under way up to the limit, also when many come at once; whichever ends makes room', async () => {
    calls().behave({ lose: true })
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('flo')))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429, 429])
    const refused = answers.find(({ status }) => status === 429)!
    expect([refused.body, refused.headers['retry-after']]).toEqual([
      {
        code: 'usage_limit',
        detail: expect.stringContaining(`${images.inFlight} generations may be under way`),
        reason: 'generations_in_flight',
      },
      '10',
    ])
    calls().behave()
    expect((await create('gus')).status).toBe(202)
    await world.settle()
    // They are never made, and end with their time.
    await calls().later(901_000)
    expect((await create('flo')).status).toBe(202)
    await world.settle()
  })

  test('are begun up to the limit of a day; the next day begins anew, and a key has its answer', async () => {
    calls().behave()
    const [key, body] = [{ 'idempotency-key': 'first of the day' }, { prompt }]
    const first = await calls().create('hal', body, key)
    await world.settle()
    for (let n = 1; n < images.perDay; n += 1) {
      expect((await create('hal')).status).toBe(202)
      await world.settle()
    }
    const refused = await create('hal')
    expect([refused.status, refused.body]).toMatchObject([
      429,
      { code: 'usage_limit', reason: 'generations_per_day', resets_at: expect.any(String) },
    ])
    expect((await calls().create('hal', body, key)).body.id).toBe(first.body.id)
    await world.environment.tick(Number(refused.headers['retry-after']) * 1000)
    expect((await create('hal')).status).toBe(202)
    await world.settle()
  })
})
