import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deadLetterQueue, workQueue } from '../../shared/domain/queues.ts'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const tweet = 'x POST /2/tweets'
const timeline = 'x GET /2/users/:id/tweets'

const lived = async (input: Parameters<FaultWorld['publish']>[0]) => {
  const jobId = await world.publish(input)
  const job = await world.recover(jobId)
  return { jobId, job, posts: world.live(input.platform, input.text!) }
}

describe('a message too many', () => {
  test('E16: a dead letter decides nothing: the worker that is sending goes on', async () => {
    const text = 'Declared dead while it was sent.'
    const held = world.crossings.hold(is({ call: tweet, phase: 'before' }))
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const before = await world.job(jobId)
    await world.environment.invoke('dead-letter', world.message(deadLetterQueue, before))
    await world.environment.invoke('sweep')
    expect(await world.job(jobId)).toMatchObject({ status: 'Processing', lease_owner: before.lease_owner })
    held.go()
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E18: schedules that fire twice and queues that repeat and reorder make no second chain', async () => {
    const text = 'Everything comes twice.'
    world.environment.aws.sqs.misbehave({ duplicate: 1, reorder: true })
    world.environment.aws.scheduler.twice(1)
    const { jobId, job, posts } = await lived({ platform: 'x', text, inSeconds: 1200 })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
    await world.environment.tick(3_600_000)
    await world.environment.invoke('sweep')
    await world.settle()
    const left = world.environment.aws.sqs.peek(workQueue('x')).filter(({ body }) => body.includes(jobId))
    expect(left).toEqual([])
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E18: an old message of an armed job is dropped', async () => {
    const text = 'An old message of mine.'
    const held = world.crossings.hold(is({ call: tweet, phase: 'before' }))
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const job = await world.job(jobId)
    await world.environment.invoke('publish-x', world.message(workQueue('x'), { ...job, wake: job.wake - 1 }))
    await world.environment.invoke('publish-x', world.message(workQueue('x'), job))
    expect((await world.job(jobId)).lease_owner).toBe(job.lease_owner)
    held.go()
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E19: a sweeper that looked just before the job was claimed, sent and ended changes nothing', async () => {
    const text = 'Swept at the wrong moment.'
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 3 })
    const jobId = await world.publish({ platform: 'x', text })
    await world.environment.tick(80_000)
    const held = world.crossings.hold(is({ caller: 'sweep', call: 'dynamodb UpdateItem', phase: 'before' }))
    const sweeping = world.environment.invoke('sweep')
    await held.there
    await world.environment.invoke('publish-x', world.message(workQueue('x'), await world.job(jobId)))
    const ended = await world.job(jobId)
    held.go()
    await sweeping
    await world.settle()
    expect(ended.status).toBe('Published')
    expect(await world.job(jobId)).toEqual(ended)
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('a schedule that never fires is made good before its second', async () => {
    const text = 'The schedule was lost.'
    world.environment.aws.scheduler.lose(1)
    const { job, posts } = await lived({ platform: 'x', text, inSeconds: 1200 })
    expect(job.status).toBe('Published')
    const lateness = Date.parse(posts[0]!.received_at) - job.scheduled_at!
    expect(lateness).toBeGreaterThanOrEqual(0)
    expect(lateness).toBeLessThan(2_000)
  })
})

describe('a worker that dies each time', () => {
  test('E17: before anything was armed: the job ends Failed after eight claims', async () => {
    const text = 'Poison.'
    world.crossings.killAlways(is({ caller: 'publish-x', call: 'dynamodb BatchGetItem', phase: 'before' }))
    const { job, posts } = await lived({ platform: 'x', text })
    expect(posts).toEqual([])
    expect(job).toMatchObject({
      status: 'Failed',
      attempts: 0,
      claims: 9,
      error: { code: 'publishing_failed' },
    })
  })

  test('E17: while it finds out: the job ends Unknown, with what is live not sent again', async () => {
    const text = 'Poison in the timeline.'
    await world.fault('x', { route: 'POST /2/tweets', kind: 'drop_after' })
    world.crossings.killAlways(is({ call: timeline, phase: 'after' }))
    const { job, posts } = await lived({ platform: 'x', text })
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Unknown', attempts: 1, error: { code: 'outcome_unknown' } })
  })
})

describe('a table that takes no writes', () => {
  /** Refuses the worker's writes from the moment its post is live, `times` times. */
  const refuseWrites = (times: number) => {
    let live = false
    let left = times
    world.crossings.meet(({ caller, call, phase }) => {
      if (call === tweet && phase === 'after') live = true
      const isWrite = caller === 'publish-x' && /dynamodb (Put|Update)Item/.test(call) && phase === 'before'
      if (!live || !isWrite || left === 0) return
      left -= 1
      throw new Error('no')
    })
  }

  test('E23: after a success: the result is written again until it is taken', async () => {
    const text = 'Stored at the tenth attempt.'
    refuseWrites(9)
    const before = (await world.requests('x', 'GET /2/users/:id/tweets')).length
    const { job, posts } = await lived({ platform: 'x', text })
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
    expect((await world.requests('x', 'GET /2/users/:id/tweets')).length).toBe(before)
  })

  test('E23: to the end of the turn: one line names job and post, and the post is found later', async () => {
    const text = 'Not stored at all.'
    refuseWrites(40)
    const { jobId, job, posts } = await lived({ platform: 'x', text })
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
    const lines = world.environment.logs.filter(
      (line) => line.includes('a post was made that could not be stored') && line.includes(jobId),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(posts[0]!.id)
  })

  test('E6: at the arming, read or write: nothing is sent', async () => {
    const text = 'Whether it was armed, nobody could say.'
    // A text's first write is the arming one.
    let writes = 0
    let left = 12
    world.crossings.meet(({ caller, call, phase }) => {
      if (caller !== 'publish-x' || phase !== 'after') return
      if (call === 'dynamodb UpdateItem') writes += 1
      const isArming = writes >= 1 && /dynamodb (UpdateItem|GetItem)/.test(call)
      if (!isArming || left === 0) return
      left -= 1
      throw new Error('lost')
    })
    const sent = (await world.requests('x', 'POST /2/tweets')).length
    const jobId = await world.publish({ platform: 'x', text })
    await world.settle()
    expect((await world.job(jobId)).steps[0]!.attempt_id).toBeDefined()
    expect((await world.requests('x', 'POST /2/tweets')).length).toBe(sent)
    const job = await world.recover(jobId)
    expect(job.status).toBe('Published')
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('a token', () => {
  test('E27: that ends before the time is refreshed while preparing', async () => {
    await world.environment.tick(3 * 3_600_000)
    const { job, posts } = await lived({ platform: 'x', text: 'With a new token.' })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
  })

  test('E27: refused at the commit is a clean refusal: renewed, and sent again', async () => {
    await world.fault('x', { route: 'POST /2/tweets', kind: 'token_storm' })
    const { job, posts } = await lived({ platform: 'x', text: 'Refused once.' })
    expect(job).toMatchObject({ status: 'Published', attempts: 2 })
    expect(posts).toHaveLength(1)
  })

  test('E27: refused however often it is renewed ends the job, and the connection says so', async () => {
    await world.fault('x', { route: 'POST /2/tweets', kind: 'token_storm', times: 20 })
    const { job, posts } = await lived({ platform: 'x', text: 'Refused for good.' })
    expect(posts).toEqual([])
    expect(job).toMatchObject({ status: 'Failed', error: { code: 'reauth_required', reauth_required: true } })
    const { body } = await world.call(`/connections?platform=x`)
    expect(body).toMatchObject([{ status: 'needs_reauth' }])
    await world.calm()
    await world.connect('x')
    const retried = await world.call(`/publishing/jobs/${job.job_id}/retry`, { body: {} })
    expect(retried.status).toBeLessThan(300)
    expect((await world.recover(job.job_id)).status).toBe('Published')
    expect(world.live('x', 'Refused for good.')).toHaveLength(1)
  })
})

describe('a container', () => {
  test('that ends in an error worth another is made anew', async () => {
    await world.fault('instagram', { route: 'POST /:ig/media', kind: 'container_error', subcode: 2207082 })
    const { job, posts } = await lived({ platform: 'instagram', text: 'Second container.', image: true })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
  })

  test('that ends so again and again is given up', async () => {
    await world.fault('instagram', {
      route: 'POST /:ig/media',
      kind: 'container_error',
      subcode: 2207082,
      times: 50,
    })
    const before = (await world.requests('instagram', 'POST /:ig/media')).length
    const { job, posts } = await lived({ platform: 'instagram', text: 'No container.', image: true })
    expect(posts).toEqual([])
    expect(job.status).toBe('ContentRejected')
    expect((await world.requests('instagram', 'POST /:ig/media')).length - before).toBe(2)
  })
})
