import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from '../../local/aws/faults.ts'
import type { ServiceName } from '../../local/aws/service.ts'
import { commitQueue, preflightQueue, workQueue } from '../../shared/domain/queues.ts'
import type { Crossing } from './crossings.ts'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
  // Without the client's own repeats, which only make it slow.
  world.environment.aws.env.AWS_MAX_ATTEMPTS = '1'
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const lived = async (input: Parameters<FaultWorld['publish']>[0]) => {
  const jobId = await world.publish(input)
  const job = await world.recover(jobId)
  return { jobId, job, posts: world.live(input.platform, input.text!) }
}

/** Refuses `times` calls that are like this, before they take effect. */
function refuse(like: (crossing: Crossing) => boolean, kind: 'throttle' | '500', times: number) {
  let left = times
  world.crossings.meet((crossing) => {
    if (crossing.phase !== 'before' || left === 0 || !like(crossing)) return
    left -= 1
    throw refusalOf(kind, crossing.call.split(' ')[0] as ServiceName)
  })
  return () => left
}

const ofService =
  (service: ServiceName, callers: readonly string[]) =>
  ({ call, caller }: Crossing) =>
    call.startsWith(`${service} `) && callers.includes(caller)

describe('a queue', () => {
  test('E18: that hands one message to two workers at once has one of them send', async () => {
    const text = 'Handed out twice.'
    const held = world.crossings.hold(
      is({ caller: 'publish-x', call: 'dynamodb UpdateItem', phase: 'before' }),
    )
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const message = world.message(workQueue('x'), await world.job(jobId))
    const others = [1, 2, 3].map(() => world.environment.invoke('publish-x', message))
    held.go()
    await Promise.all(others)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E18: that brings an old message long after its job has ended changes nothing', async () => {
    const text = 'Brought again much later.'
    const jobId = await world.publish({ platform: 'x', text, inSeconds: 1200 })
    const accepted = await world.job(jobId)
    await world.recover(jobId)
    await world.environment.tick(3_600_000)
    const ended = await world.job(jobId)
    for (const wake of [accepted.wake, ended.wake])
      for (const queue of [workQueue('x'), commitQueue('x')])
        await world.environment.invoke('publish-x', world.message(queue, { ...ended, wake }))
    expect(await world.job(jobId)).toEqual(ended)
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E18: that brings a commit before its work, and all of it twice, sends once and on time', async () => {
    const text = 'Out of order.'
    world.environment.aws.sqs.misbehave({ duplicate: 0.5, reorder: true })
    const jobs = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => world.publish({ platform: 'x', text: `${text} ${n}`, inSeconds: 300 })),
    )
    for (const jobId of jobs) {
      const early = world.message(commitQueue('x'), await world.job(jobId))
      await world.environment.invoke('publish-x', early)
    }
    for (const jobId of jobs) {
      const job = await world.recover(jobId)
      expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    }
    const posts = world.live('x', text)
    expect(new Set(posts.map((post) => post.text)).size).toBe(5)
    expect(posts).toHaveLength(5)
  })

  test('that takes no messages: what was accepted is found by the sweeper', async () => {
    const text = 'No queue took it.'
    refuse(ofService('sqs', ['api']), '500', 50)
    const jobId = await world.publish({ platform: 'x', text })
    world.crossings.meet(undefined)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('a schedule', () => {
  const lateness = (post: { received_at: string }, at: number) => Date.parse(post.received_at) - at

  test.each([
    ['that fires twice', () => world.environment.aws.scheduler.twice(1)],
    ['that never fires', () => world.environment.aws.scheduler.lose(1)],
    ['that could not be made', () => void refuse(ofService('scheduler', ['api']), 'throttle', 50)],
  ])('E18: %s: the post goes out once, on its second', async (name, misbehave) => {
    const text = `A schedule ${name}.`
    misbehave()
    const { job, posts } = await lived({ platform: 'x', text, inSeconds: 1200 })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
    expect(lateness(posts[0]!, job.scheduled_at!)).toBeGreaterThanOrEqual(0)
    expect(lateness(posts[0]!, job.scheduled_at!)).toBeLessThan(2_000)
  })

  test('that fires late, for its target was throttled: the post goes out once, on its second', async () => {
    const text = 'The schedule fired late.'
    const target = { service: 'scheduler', operation: 'Deliver', kind: 'throttle', times: 6 } as const
    const { aws, tick } = world.environment
    aws.scheduler.jitter = 'none'
    aws.faults.add(target)
    const jobId = await world.publish({ platform: 'x', text, inSeconds: 1200 })
    aws.scheduler.jitter = 'random'
    // Its tries are 1, 2, 4 … s apart.
    for (const seconds of [1050, 2, 3, 5, 9, 17, 33]) await tick(seconds * 1000)
    await world.settle()
    expect(aws.scheduler.list().filter(({ name }) => name === jobId)).toEqual([])
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    const posts = world.live('x', text)
    expect(posts).toHaveLength(1)
    expect(lateness(posts[0]!, job.scheduled_at!)).toBeLessThan(2_000)
  })

  test('that fires a day late finds its post sent', async () => {
    const text = 'The schedule came a day late.'
    world.environment.aws.scheduler.lose(1)
    const jobId = await world.publish({ platform: 'x', text, inSeconds: 1200 })
    const accepted = await world.job(jobId)
    await world.recover(jobId)
    await world.environment.tick(86_400_000)
    await world.environment.invoke('publish-x', world.message(workQueue('x'), accepted))
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('that could not be taken away finds its job cancelled', async () => {
    const text = 'Cancelled, but its schedule stayed.'
    const jobId = await world.publish({ platform: 'x', text, inSeconds: 1200 })
    refuse(ofService('scheduler', ['api']), '500', 50)
    const { status } = await world.call(`/publishing/jobs/${jobId}`, { method: 'DELETE' })
    world.crossings.meet(undefined)
    expect(status).toBe(200)
    await world.environment.tick(1_300_000)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Cancelled', attempts: 0 })
    expect(world.live('x', text)).toEqual([])
  })
})

describe('a table that throttles', () => {
  test.each([
    ['a little', 12],
    ['for a while', 60],
  ])('E23: all calls of a worker, %s: its post goes out once', async (name, times) => {
    const text = `Throttled ${name}.`
    const left = refuse(ofService('dynamodb', ['publish-x']), 'throttle', times)
    const { job, posts } = await lived({ platform: 'x', text })
    expect(left()).toBe(0)
    expect(job.status).toBe('Published')
    expect(posts).toHaveLength(1)
  })

  test('the sweeper leaves what it could not reach to the next minute', async () => {
    const text = 'Swept in bad weather.'
    refuse(ofService('sqs', ['api']), '500', 50)
    const jobId = await world.publish({ platform: 'x', text })
    await world.environment.tick(80_000)
    for (const like of [
      is({ call: 'dynamodb Query' }),
      is({ call: 'dynamodb GetItem' }),
      is({ call: 'dynamodb UpdateItem' }),
    ]) {
      refuse((crossing) => crossing.caller === 'sweep' && like({ ...crossing }), 'throttle', 60)
      await world.environment.invoke('sweep').catch(() => undefined)
      expect((await world.job(jobId)).status).toBe('Pending')
    }
    world.crossings.meet(undefined)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E5: of ten that claim one job side by side, one has it, whoever’s answers are lost', async () => {
    const text = 'Ten claims.'
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 3 })
    const jobId = await world.publish({ platform: 'x', text })
    const message = world.message(workQueue('x'), await world.job(jobId))
    let writes = 0
    world.crossings.meet(({ caller, call, phase }) => {
      if (caller !== 'publish-x' || call !== 'dynamodb UpdateItem' || phase !== 'after') return
      writes += 1
      if (writes % 3 === 1 && writes < 12) throw new Error('lost')
    })
    await Promise.all(Array.from({ length: 10 }, () => world.environment.invoke('publish-x', message)))
    world.crossings.meet(undefined)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('KMS that fails', () => {
  /** No process has an unwrapped key left. */
  const forgetKeys = () => world.environment.tick(16 * 60_000)
  const told = () => ({
    events: world.environment.aws.events.recorded.filter(({ event }) =>
      JSON.stringify(event).includes('needs_reauth'),
    ),
  })

  test.each(['kms_unavailable', 'throttle', '500'] as const)(
    'E27: (%s) delays a post and disconnects nobody',
    async (kind) => {
      await forgetKeys()
      const text = `Sent without a key: ${kind}.`
      world.environment.aws.faults.add({ service: 'kms', kind, times: 3 })
      const { job, posts } = await lived({ platform: 'x', text })
      expect(job).toMatchObject({ status: 'Published', attempts: 1 })
      expect(posts).toHaveLength(1)
      expect(job.history.map((attempt) => attempt.class)).not.toContain('reauth')
      expect(told().events).toEqual([])
      expect((await world.call('/connections?platform=x')).body).toMatchObject([{ status: 'active' }])
    },
  )

  test('E27: while a token is renewed loses neither the token nor the post', async () => {
    const text = 'Renewed without a key.'
    // The key of the network is to be renewed, too.
    await world.environment.tick(31 * 24 * 3_600_000)
    let left = 20
    world.crossings.meet(({ call, phase }) => {
      if (call !== 'kms GenerateDataKey' || phase !== 'before' || left === 0) return
      left -= 1
      throw refusalOf('500', 'kms')
    })
    const jobId = await world.publish({ platform: 'x', text })
    await world.settle()
    world.crossings.meet(undefined)
    const job = await world.recover(jobId)
    expect(left).toBeLessThan(20)
    expect(job.status).toBe('Published')
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E27: whose key is switched off by mistake fails no post that is not too late', async () => {
    await forgetKeys()
    const { aws, env } = world.environment
    aws.kms.setKeyState(env.KMS_KEY_ID!, 'Disabled')
    const text = 'The key was off.'
    const jobId = await world.publish({ platform: 'x', text })
    await world.settle()
    const { status, body } = await world.call(`/connections/${world.connections.instagram}/limits`)
    aws.kms.setKeyState(env.KMS_KEY_ID!, 'Enabled')
    expect([status, body.code]).toEqual([503, 'unavailable'])
    expect((await world.job(jobId)).status).toBe('Pending')
    expect((await world.recover(jobId)).status).toBe('Published')
    expect(told().events).toEqual([])
  })
})

describe('a bucket that is gone', () => {
  test('takes no part in accepting', async () => {
    refuse(ofService('s3', ['api', 'preflight', 'publish-x']), '500', 1000)
    const jobId = await world.publish({ platform: 'x', text: 'Accepted without a bucket.', image: true })
    expect((await world.job(jobId)).status).toBe('Pending')
    world.crossings.meet(undefined)
    expect((await world.recover(jobId)).status).toBe('Published')
  })

  test.each([
    ['the file is copied', 'preflight', 'PutObject'],
    ['the file is uploaded', 'publish-x', 'GetObject'],
  ])('while %s delays the post and rejects nothing', async (name, caller, operation) => {
    const text = `No bucket while ${name}.`
    const left = refuse(is({ caller, call: `s3 ${operation}`, phase: 'before' }), '500', 7)
    const { job, posts } = await lived({ platform: 'x', text, image: true })
    expect(left()).toBeLessThan(7)
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
    expect(posts[0]!.media).toHaveLength(1)
  })

  test('in the middle of a file is a reason to read it again', async () => {
    const text = 'Cut off in the middle of a file.'
    let cuts = 2
    world.crossings.meet(({ caller, call, phase }) => {
      if (caller !== 'publish-x' || call !== 's3 GetObject' || phase !== 'after' || cuts === 0) return
      cuts -= 1
      throw new Error('cut')
    })
    const { job, posts } = await lived({ platform: 'x', text, image: true })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(posts).toHaveLength(1)
  })

  test.runIf(process.env.FAULTS === 'full')(
    'for a whole morning: the post is told as missed, and nothing of it is live',
    async () => {
      const text = 'No bucket all morning.'
      refuse(ofService('s3', ['preflight', 'publish-x']), '500', 100_000)
      const { job, posts } = await lived({ platform: 'x', text, image: true })
      expect(job).toMatchObject({ status: 'Failed', attempts: 0, error: { code: 'missed' } })
      expect(posts).toEqual([])
      expect(world.environment.aws.sqs.depth(preflightQueue)).toMatchObject({ visible: 0 })
    },
    // Six hours of sweeps.
    120_000,
  )
})
