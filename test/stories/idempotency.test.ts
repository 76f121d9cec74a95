import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let x: string
let other: string
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x')
  other = await world.connect('bob', 'x')
})
beforeEach(() => world.environment.aws.faults.clear())

let keys = 0
const newKey = () => {
  keys += 1
  return { 'idempotency-key': `key ${keys}` }
}
const post = (text_content: string) => ({ connection_id: x, text_content })
const jobsOf = async (user: string, text: string) => {
  const listed = (await world.call(user, '/publishing/jobs?limit=100')).body as { job_id: string }[]
  const jobs = await Promise.all(listed.map(({ job_id }) => world.job(user, job_id)))
  return jobs.filter((job) => job.content.text_content === text)
}

describe('the same key', () => {
  test('with the same body has the same answer, also when the job has long ended', async () => {
    const key = newKey()
    const first = await world.publish('alice', post('Once'), key)
    expect(first.status).toBe(202)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    const second = await world.publish('alice', post('Once'), key)
    expect([second.status, second.body]).toEqual([202, first.body])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.headers.location).toBe(first.headers.location)
    expect((await world.end('alice', first.body.job_id)).status).toBe('Published')
    const third = await world.publish('alice', post('Once'), key)
    expect([third.status, third.body]).toEqual([202, first.body])
    await world.environment.settle()
    expect((await world.ledger('x')).filter(({ text }) => text === 'Once')).toHaveLength(1)
  })

  test('and the body in another order, with its defaults spelled out, is the same', async () => {
    const key = newKey()
    const first = await world.publish('alice', post('Ordered'), key)
    const body = { assets: [], text_content: 'Ordered', connection_id: x }
    const second = await world.publish('alice', body, key)
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.body).toEqual(first.body)
  })

  test('of a schedule has the same answer after its time has passed', async () => {
    const key = newKey()
    const body = { ...post('Scheduled once'), schedule_time: world.inMs(3_600_000) }
    const first = await world.schedule('alice', body, key)
    expect(first.body.status).toBe('Scheduled')
    await world.environment.tick(3_600_000 - 150_000)
    await world.end('alice', first.body.job_id)
    const second = await world.schedule('alice', body, key)
    expect([second.status, second.body]).toEqual([202, first.body])
  })

  test('has the same answer after the job was changed and cancelled', async () => {
    const key = newKey()
    const body = { ...post('Changed later'), schedule_time: world.inMs(3_600_000) }
    const first = await world.schedule('alice', body, key)
    const path = `/publishing/jobs/${first.body.job_id}`
    const changes = { text_content: 'Other', schedule_time: world.inMs(7_200_000) }
    expect((await world.call('alice', path, { method: 'PATCH', body: changes })).status).toBe(200)
    expect((await world.call('alice', path, { method: 'DELETE' })).status).toBe(200)
    expect((await world.schedule('alice', body, key)).body).toEqual(first.body)
  })

  test.each([
    ['another text', { text_content: 'Different' }],
    ['one more option', { platform_specific_options: { made_with_ai: true } }],
    ['another connection', { connection_id: crypto.randomUUID() }],
  ])('with %s is refused', async (_what, change) => {
    const key = newKey()
    const text = `First ${keys}`
    await world.publish('alice', post(text), key)
    const answer = await world.publish('alice', { ...post(text), ...change }, key)
    expect([answer.status, answer.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('of ten at once makes one job, and ten times its answer', async () => {
    const key = newKey()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.publish('alice', post('All at once'), key)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
    for (const { body } of answers) expect(body).toEqual(answers[0]!.body)
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] !== 'true')).toHaveLength(1)
    expect(await jobsOf('alice', 'All at once')).toHaveLength(1)
    await world.end('alice', answers[0]!.body.job_id)
    expect((await world.ledger('x')).filter(({ text }) => text === 'All at once')).toHaveLength(1)
  })

  test('of another user is another key', async () => {
    const key = newKey()
    const mine = await world.publish('alice', post('Of two users'), key)
    const theirs = await world.publish('bob', { ...post('Of two users'), connection_id: other }, key)
    expect([mine.status, theirs.status]).toEqual([202, 202])
    expect(theirs.body.job_id).not.toBe(mine.body.job_id)
    expect(theirs.headers['idempotency-replayed']).toBeUndefined()
  })

  test('on another route is another key', async () => {
    const key = newKey()
    const now = await world.publish('alice', post('On two routes'), key)
    const later = await world.schedule(
      'alice',
      { ...post('On two routes'), schedule_time: world.inMs(3_600_000) },
      key,
    )
    expect([now.status, later.status]).toEqual([202, 202])
    expect(later.body.job_id).not.toBe(now.body.job_id)
  })

  test('of a request that was refused can be used for the right one', async () => {
    const key = newKey()
    expect((await world.publish('alice', post('a'.repeat(300)), key)).status).toBe(400)
    expect((await world.publish('alice', post('Right now'), key)).status).toBe(202)
  })
})

describe('a write of ours that fails', () => {
  // The writes of an accepted job, in their order: record, content, job.
  test.each([0, 1, 2])(
    '(number %i) is a 503 after which the same key finishes the same job',
    async (number) => {
      const text = `Write ${number} fails`
      const key = newKey()
      let writes = 0
      // The SDK repeats a request, so that everything from there on is cut.
      world.environment.aws.intercept = async ({ operation, phase }) => {
        if (operation !== 'PutItem' || phase !== 'before') return
        writes += 1
        if (writes > number) throw new Error('cut')
      }
      const failed = await world.publish('alice', post(text), key)
      world.environment.aws.intercept = undefined
      expect([failed.status, failed.body?.code]).toEqual([503, 'unavailable'])
      expect(Number(failed.headers['retry-after'])).toBeGreaterThan(0)
      const again = await world.publish('alice', post(text), key)
      expect(again.status).toBe(202)
      expect((await world.end('alice', again.body.job_id)).status).toBe('Published')
      expect(await jobsOf('alice', text)).toHaveLength(1)
      expect((await world.ledger('x')).filter((one) => one.text === text)).toHaveLength(1)
    },
  )

  test('only in its answer is the same job when asked again', async () => {
    const key = newKey()
    world.environment.aws.faults.add({
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'drop_after',
      times: 9,
    })
    const failed = await world.publish('alice', post('Answers lost'), key)
    world.environment.aws.faults.clear()
    expect([202, 503]).toContain(failed.status)
    const again = await world.publish('alice', post('Answers lost'), key)
    expect(again.status).toBe(202)
    expect((await world.end('alice', again.body.job_id)).status).toBe('Published')
    expect(await jobsOf('alice', 'Answers lost')).toHaveLength(1)
    expect((await world.ledger('x')).filter((one) => one.text === 'Answers lost')).toHaveLength(1)
  })

  test('after the job was written is no failure: the sweeper sends it', async () => {
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 9 })
    const accepted = await world.publish('alice', post('Not sent'))
    world.environment.aws.faults.clear()
    expect(accepted.status).toBe(202)
    expect((await world.end('alice', accepted.body.job_id)).status).toBe('Published')
  })
})

describe('a key', () => {
  test.each([
    ['of 255 characters', 'k'.repeat(255)],
    ['of one character', '!'],
    ['with blanks and signs', 'a b~"{}\\'],
  ])('%s is taken', async (what, key) => {
    expect((await world.publish('alice', post(`Key ${what}`), { 'idempotency-key': key })).status).toBe(202)
  })

  test.each([
    ['of 256 characters', 'k'.repeat(256)],
    ['that is empty', ''],
    ['with a letter beyond ASCII', 'schlüssel'],
    ['with a tab', 'a\tb'],
  ])('%s is refused by its name', async (what, key) => {
    const answer = await world.publish('alice', post(`Key ${what}`), { 'idempotency-key': key })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_input'])
    expect(answer.body.violations).toMatchObject([{ path: 'header.Idempotency-Key' }])
  })
})
