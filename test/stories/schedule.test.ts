import { beforeAll, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let x: string
let instagram: string
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x')
  instagram = await world.connect('alice', 'instagram')
})

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Moves the clock in steps, letting the sweeper look each minute, until shortly before `time`. */
const until = async (time: number, { sweeping = false } = {}) => {
  for (;;) {
    await world.environment.settle()
    const left = time - world.environment.clock.now()
    if (left <= 0) return
    await world.environment.tick(Math.min(left, minute))
    if (sweeping) await world.environment.invoke('sweep')
  }
}

/** The clock arrives 3.5 s before the time; then it runs as clocks do. */
const onTime = async (job: { job_id: string; scheduled_at: string }, options = {}) => {
  const time = Date.parse(job.scheduled_at)
  await until(time - 3_500, options)
  await world.environment.settle()
  const done = await world.end('alice', job.job_id, minute)
  expect(done).toMatchObject({ status: 'Published', attempts: 1 })
  const found = [...(await world.ledger('x')), ...(await world.ledger('instagram'))].filter(
    ({ id }) => id === done.external_post_id,
  )
  expect(found).toHaveLength(1)
  const late = Date.parse(found[0].received_at) - time
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(1_000)
  expect(Date.parse(done.published_at!)).toBeGreaterThanOrEqual(time)
  return done
}

const scheduled = async (body: Schema<'ScheduleRequest'>) => {
  const accepted = await world.schedule('alice', body)
  expect([accepted.status, accepted.body.status]).toEqual([202, 'Scheduled'])
  return accepted.body
}

describe('a scheduled post', () => {
  test('goes out in its second, and never before', async () => {
    const job = await scheduled({
      connection_id: x,
      text_content: 'On the second',
      schedule_time: world.inMs(3 * hour),
    })
    expect(job).toMatchObject({ published_at: null, post_url: null, next_attempt_at: null })
    await onTime(job)
  })

  test('with a picture goes out in its second', async () => {
    const url = await world.put('timed.jpg', jpeg({ width: 500, height: 500 }))
    const job = await scheduled({
      connection_id: instagram,
      text_content: 'A picture on time',
      assets: [image(url)],
      schedule_time: world.inMs(2 * hour),
    })
    await onTime(job)
    // What is ready in a moment is not waited for twice: it is looked at in the turn that commits.
    const reads = await world.seen('instagram', 'GET /:container')
    expect(reads).toHaveLength(1)
    expect(Date.parse(reads[0].at)).toBeGreaterThan(Date.parse(job.scheduled_at) - 4_000)
  })

  test('goes out in its second although its schedule is lost', async () => {
    world.environment.aws.scheduler.lose(1)
    await onTime(
      await scheduled({
        connection_id: x,
        text_content: 'Its schedule is lost',
        schedule_time: world.inMs(hour),
      }),
      { sweeping: true },
    )
  })

  test('goes out once although its schedule fires twice', async () => {
    world.environment.aws.scheduler.twice(1)
    await onTime(
      await scheduled({
        connection_id: x,
        text_content: 'Its schedule fires twice',
        schedule_time: world.inMs(hour),
      }),
    )
    expect((await world.ledger('x')).filter(({ text }) => text === 'Its schedule fires twice')).toHaveLength(
      1,
    )
  })

  test('goes out in its second when that is near', async () => {
    await onTime(
      await scheduled({ connection_id: x, text_content: 'Soon', schedule_time: world.inMs(20_000) }),
    )
  })

  test('with a picture goes out in its second when that is near', async () => {
    const url = await world.put('near.jpg', jpeg({ width: 300, height: 300 }))
    await onTime(
      await scheduled({
        connection_id: x,
        text_content: 'Soon, with a picture',
        assets: [image(url)],
        schedule_time: world.inMs(12_000),
      }),
    )
  })

  test('goes out once and in its second although its messages come twice and in disorder', async () => {
    world.environment.aws.sqs.misbehave({ duplicate: 0.9, reorder: true })
    await onTime(
      await scheduled({
        connection_id: x,
        text_content: 'Its messages come twice',
        schedule_time: world.inMs(hour),
      }),
    )
    world.environment.aws.sqs.misbehave({})
    expect((await world.ledger('x')).filter(({ text }) => text === 'Its messages come twice')).toHaveLength(1)
  })

  test('goes out in its second beside nine others of that second', async () => {
    const schedule_time = world.inMs(hour)
    const time = Date.parse(schedule_time)
    const jobs = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        scheduled({ connection_id: x, text_content: `Together ${n}`, schedule_time }),
      ),
    )
    await until(time - 3_500)
    await world.environment.settle()
    for (const job of jobs) expect((await world.end('alice', job.job_id, minute)).status).toBe('Published')
    const posts = (await world.ledger('x')).filter(({ text }) => text.startsWith('Together'))
    expect(posts).toHaveLength(10)
    const late = posts.map(({ received_at }) => Date.parse(received_at) - time)
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...late)).toBeLessThan(1_000)
  })

  test('that nobody could work on in time goes out late, once, and says so by its times', async () => {
    const job = await scheduled({
      connection_id: x,
      text_content: 'Everything was asleep',
      schedule_time: world.inMs(hour),
    })
    world.environment.aws.scheduler.lose(1)
    await world.environment.tick(3 * hour)
    await world.environment.invoke('sweep')
    const done = await world.end('alice', job.job_id, hour)
    expect(done.status).toBe('Published')
    expect(Date.parse(done.published_at!) - Date.parse(done.scheduled_at!)).toBeGreaterThan(hour)
  })

  test('is missed, not sent, once it is more than MAX_LATENESS late', async () => {
    const job = await scheduled({
      connection_id: x,
      text_content: 'Too late',
      schedule_time: world.inMs(hour),
    })
    world.environment.aws.scheduler.lose(1)
    await world.environment.tick(8 * hour)
    await world.environment.invoke('sweep')
    const done = await world.end('alice', job.job_id, hour)
    expect(done).toMatchObject({ status: 'Failed', error_code: 'missed', attempts: 0 })
    expect((await world.ledger('x')).filter(({ text }) => text === 'Too late')).toEqual([])
    // Its owner may still want it: then it goes out at once.
    expect(
      (await world.call('alice', `/publishing/jobs/${job.job_id}/retry`, { method: 'POST' })).status,
    ).toBe(202)
    expect(await world.end('alice', job.job_id, minute)).toMatchObject({
      status: 'Published',
      error_code: null,
    })
  })
})

describe('a time', () => {
  test.each([
    ['in UTC', (at: Date) => at.toISOString(), 0],
    ['without fractions', (at: Date) => at.toISOString().replace(/\.\d+Z$/, 'Z'), 0],
    ['east of Greenwich', (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+05:45'), -345],
    ['west of Greenwich', (at: Date) => at.toISOString().replace(/\.\d+Z$/, '-09:30'), 570],
    ['in small letters', (at: Date) => at.toISOString().toLowerCase(), 0],
  ])('%s is understood', async (_how, write, minutes) => {
    const at = new Date(Math.ceil((world.environment.clock.now() + 2 * day) / 1000) * 1000)
    const job = await scheduled({
      connection_id: x,
      text_content: `Zone ${minutes}`,
      schedule_time: write(at),
    })
    expect(Date.parse(job.scheduled_at)).toBe(at.getTime() + minutes * minute)
    await world.call('alice', `/publishing/jobs/${job.job_id}`, { method: 'DELETE' })
  })

  test('in summer or winter is what its offset says, on both sides of the change', async () => {
    const year = new Date(world.environment.clock.now()).getUTCFullYear() + 1
    // The hour that Berlin has twice in autumn: two o'clock thirty in summer time, and again in winter time.
    const times = [`${year}-10-31T02:30:00+02:00`, `${year}-10-31T02:30:00+01:00`]
    const jobs = []
    for (const schedule_time of times)
      jobs.push(await scheduled({ connection_id: x, text_content: schedule_time, schedule_time }))
    expect(jobs.map(({ scheduled_at }) => scheduled_at)).toEqual([
      `${year}-10-31T00:30:00.000Z`,
      `${year}-10-31T01:30:00.000Z`,
    ])
  })

  test.each([
    ['that is past', () => world.inMs(-1_000), 'past'],
    ['over a year ahead', () => world.inMs(367 * day), 'too_far'],
    ['without a zone', () => world.inMs(day).slice(0, 19), 'zone'],
    ['that is a date', () => world.inMs(day).slice(0, 10), 'format'],
    [
      'that is no day of the calendar',
      () => world.inMs(120 * day).replace(/-\d\d-\d\dT/, '-02-30T'),
      'format',
    ],
    [
      'with an hour that no day has',
      () =>
        world
          .inMs(2 * day)
          .replace(/T\d\d/, 'T24')
          .replace(/:\d\d:\d\d\./, ':00:00.'),
      'format',
    ],
    ['with an offset that no zone has', () => world.inMs(2 * day).replace('Z', '+29:00'), 'format'],
    ['in words', () => 'tomorrow', 'format'],
    ['as a number', () => String(Date.now()), 'format'],
    ['that is empty', () => '', 'format'],
  ])('%s is refused', async (_what, time, rule) => {
    const answer = await world.schedule('alice', {
      connection_id: x,
      text_content: 'Never',
      schedule_time: time(),
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_schedule_time'])
    expect(answer.body.violations).toMatchObject([{ path: 'schedule_time', rule }])
  })
})
