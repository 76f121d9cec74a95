import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.crossings.meet(undefined))
afterAll(() => world.close())

const post = 'POST /2/tweets'
const isPost = { call: `x ${post}`, phase: 'before' } as const
describe('a worker that is too slow', () => {
  test('E1: a request that lands long after its worker died is waited for, not repeated', async () => {
    const text = 'It lands forty seconds later.'
    await world.fault('x', { route: post, kind: 'delay', ms: 40_000, match: 'lands forty' })
    const jobId = await world.publish({ platform: 'x', text })
    await world.until(() => world.faultFired('x', 'lands forty'))
    world.crossings.kill('publish-x')
    await world.environment.tick(41_000)
    const job = await world.recover(jobId)
    expect(world.live('x', text)).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: world.live('x', text)[0]!.id, attempts: 1 })
  })

  test('E2: a success that arrives after the lease was lost is stored all the same', async () => {
    const text = 'Its answer was very slow.'
    const held = world.crossings.hold(is({ ...isPost, phase: 'after' }))
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    await world.environment.tick(70_000)
    const before = await world.job(jobId)
    expect(before.lease_until).toBeLessThan(world.environment.clock.now())
    held.go()
    const job = await world.recover(jobId)
    expect(world.live('x', text)).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
  })

  test('E2: a success that arrives after another worker gave its try up keeps that one from sending', async () => {
    const text = 'Given up too early.'
    await world.fault('x', { route: post, kind: 'visibility_delay', ms: 10 * 60_000, match: 'Given up' })
    const held = world.crossings.hold(is({ ...isPost, phase: 'after' }))
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    // Until the other one knows that it is absent, and is about to arm again: it has read the post, and reads the holds.
    let reads = 0
    const again = world.crossings.alsoHold((seen) => {
      if (is({ caller: 'publish-x', call: 'dynamodb BatchGetItem', phase: 'before' })(seen)) reads += 1
      return reads === 2
    })
    await world.environment.tick(76_000)
    await world.environment.invoke('sweep')
    await again.there
    expect((await world.job(jobId)).steps[0]!.attempt_id).toBeUndefined()
    held.go()
    await world.until(async () => (await world.job(jobId)).steps[0]!.post_id !== undefined)
    again.go()
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'Published', post_id: world.live('x', text)[0]!.id, attempts: 1 })
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('the arming write', () => {
  /** The first write of a text's turn. */
  const armingWrite = () => {
    let writes = 0
    return ({ caller, call, phase }: { caller: string; call: string; phase: string }) => {
      if (caller !== 'publish-x' || call !== 'dynamodb UpdateItem' || phase !== 'before') return false
      writes += 1
      return writes === 1
    }
  }

  test.each(['lost_once', 'lost', 'error_after'] as const)(
    'E5, E6: whose answer never comes (%s) is read back: armed once, sent once',
    async (harm) => {
      const text = `The arming answer: ${harm}.`
      const planned = world.crossings.harmWhen(harm, armingWrite())
      const job = await world.recover(await world.publish({ platform: 'x', text }))
      expect(planned.hit()).toBe('publish-x: dynamodb UpdateItem')
      expect(job).toMatchObject({ status: 'Published', attempts: 1 })
      expect(world.live('x', text)).toHaveLength(1)
    },
  )

  test('E7: a worker that dies between arming and sending leaves a post that is late, not lost and not double', async () => {
    const text = 'Armed, and then nothing.'
    world.crossings.harmWhen('kill_before', is(isPost))
    const job = await world.recover(await world.publish({ platform: 'x', text }))
    expect(job).toMatchObject({ status: 'Published', attempts: 2 })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E8: a cancel that comes before it wins: nothing is sent', async () => {
    const text = 'Cancelled at the last moment.'
    const held = world.crossings.hold(armingWrite())
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const cancelled = await world.call(`/publishing/jobs/${jobId}`, { method: 'DELETE' })
    held.go()
    await world.settle()
    const job = await world.recover(jobId)
    expect([cancelled.status, job.status]).toEqual([200, 'Cancelled'])
    expect(world.live('x', text)).toEqual([])
  })

  test('E8: a cancel, a change or a retry that comes after it loses: the post is there', async () => {
    const text = 'Too late to cancel.'
    const held = world.crossings.hold(is(isPost))
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const path = `/publishing/jobs/${jobId}`
    const answers = [
      await world.call(path, { method: 'DELETE' }),
      await world.call(path, { method: 'PATCH', body: { text_content: 'other words' } }),
      await world.call(`${path}/retry`, { body: {} }),
    ]
    held.go()
    const job = await world.recover(jobId)
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [409, 'job_state_conflict']),
    )
    expect(job.status).toBe('Published')
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E8: a change that comes before it wins: only the new words are sent', async () => {
    const text = 'The words of before.'
    const held = world.crossings.hold(armingWrite())
    const jobId = await world.publish({ platform: 'x', text })
    await held.there
    const changed = await world.call(`/publishing/jobs/${jobId}`, {
      method: 'PATCH',
      body: { text_content: 'The words of after.' },
    })
    held.go()
    const job = await world.recover(jobId)
    expect([changed.status, job.status]).toEqual([200, 'Published'])
    expect([world.live('x', text).length, world.live('x', 'The words of after.').length]).toEqual([0, 1])
  })
})

describe('what was prepared', () => {
  test('E9: for other words is never published', async () => {
    const jobId = await world.publish({
      platform: 'instagram',
      text: 'Prepared with a slip.',
      image: true,
      inSeconds: 900,
    })
    await world.reach(jobId, ({ prepared }) => prepared !== undefined)
    const changed = await world.call(`/publishing/jobs/${jobId}`, {
      method: 'PATCH',
      body: { text_content: 'Prepared without a slip.' },
    })
    expect(changed.status).toBe(200)
    const job = await world.recover(jobId)
    expect(job.status).toBe('Published')
    expect(world.live('instagram', 'Prepared').map(({ text }) => text)).toEqual(['Prepared without a slip.'])
  })

  test('E9: of two changes at once one is refused, and the words of the other are sent', async () => {
    const jobId = await world.publish({ platform: 'x', text: 'Original words.', inSeconds: 900 })
    const path = `/publishing/jobs/${jobId}`
    const held = world.crossings.hold(is({ caller: 'api', call: 'dynamodb UpdateItem', phase: 'before' }))
    const first = world.call(path, { method: 'PATCH', body: { text_content: 'Words of the loser.' } })
    await held.there
    const second = await world.call(path, { method: 'PATCH', body: { text_content: 'Words of the winner.' } })
    held.go()
    expect([(await first).status, second.status]).toEqual([409, 200])
    // And the other way round: the one that wrote its words last loses.
    const late = world.crossings.hold(is({ caller: 'api', call: 'dynamodb UpdateItem', phase: 'before' }))
    const winner = world.call(path, { method: 'PATCH', body: { text_content: 'Words of the last winner.' } })
    await late.there
    const inBetween = world.crossings.alsoHold(
      is({ caller: 'api', call: 'dynamodb UpdateItem', phase: 'before' }),
    )
    const loser = world.call(path, { method: 'PATCH', body: { text_content: 'Words of the last loser.' } })
    await inBetween.there
    late.go()
    expect((await winner).status).toBe(200)
    inBetween.go()
    expect((await loser).status).toBe(409)
    const job = await world.recover(jobId)
    expect(job.status).toBe('Published')
    expect(world.live('x', 'Words of').map(({ text }) => text)).toEqual(['Words of the last winner.'])
  })

  test('E11: with another grant is prepared anew', async () => {
    const jobId = await world.publish({
      platform: 'instagram',
      text: 'Reconnected in between.',
      image: true,
      inSeconds: 900,
    })
    await world.reach(jobId, ({ prepared }) => prepared !== undefined)
    await world.connect('instagram')
    const made = (await world.requests('instagram', 'POST /:ig/media')).length
    const job = await world.recover(jobId)
    expect(job.status).toBe('Published')
    expect((await world.requests('instagram', 'POST /:ig/media')).length).toBe(made + 1)
    expect(world.live('instagram', 'Reconnected')).toHaveLength(1)
  })

  test('E12: by a connection that is being removed: the armed post is waited for, and no other is armed', async () => {
    const id = await world.connect('x', 'bob')
    const publishAsBob = (text: string) =>
      world.call('/publishing/publish', { body: { connection_id: id, text_content: text } })
    const held = world.crossings.hold(is(isPost))
    const { body } = await publishAsBob('Sent while its account leaves.')
    await held.there
    const leaving = world.call(`/connections/${id}`, { method: 'DELETE' })
    await world.until(async () => (await publishAsBob('Too late for this one.')).status === 404)
    held.go()
    expect((await leaving).status).toBe(200)
    const job = await world.recover(String(body.job_id))
    expect(job.status).toBe('Published')
    expect(world.live('x', 'Sent while its account')).toHaveLength(1)
    expect(world.live('x', 'Too late for this one')).toHaveLength(0)
  })
})
