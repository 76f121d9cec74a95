import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublishJob } from '../../shared/domain/publish-job.ts'
import { wakeBeforeMs } from '../../shared/publishing/timing.ts'
import { is } from './crossings.ts'
import { type Answer, type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const path = (jobId: string) => `/publishing/jobs/${jobId}`
const cancel = (jobId: string) => world.call(path(jobId), { method: 'DELETE' })
const move = (jobId: string, schedule_time: string) =>
  world.call(path(jobId), { method: 'PATCH', body: { schedule_time } })
const later = () => new Date(world.environment.clock.now() + 7_200_000).toISOString()

/** A scheduled job that is prepared; `before` its second there is nothing left but to wait. */
const ready = async (text: string) => {
  const jobId = await world.publish({ platform: 'x', text, inSeconds: 600 })
  const { scheduled_at } = await world.reach(jobId, ({ prepared }) => prepared?.ready === true)
  return { jobId, at: scheduled_at! }
}
const tickTo = (time: number) => world.environment.tick(time - world.environment.clock.now())

/** The turn that commits has read the post and its holds, and waits. */
const begun = (since: number) =>
  world.until(async () =>
    world.environment.aws.calls.entries.some(
      ({ caller, operation, at }) =>
        caller === 'publish-x' && operation === 'BatchGetItem' && at >= since && at < since + wakeBeforeMs,
    ),
  )

/** What its owner was told is what happened, and the refusal says why. */
async function expectTruth(jobId: string, text: string, answer: Answer) {
  const job = await world.recover(jobId)
  const posts = world.live('x', text)
  if (answer.status === 200 && answer.body.status === 'Cancelled')
    return expect([job.status, posts.length]).toEqual(['Cancelled', 0])
  expect([job.status, posts.length]).toEqual(['Published', 1])
  if (answer.status === 200)
    return expect(Date.parse(posts[0]!.received_at)).toBeGreaterThanOrEqual(
      Date.parse(String(answer.body.scheduled_at)),
    )
  expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
  expect(answer.body.detail).toMatch(/Processing|Published|Pending|may be live|has come/)
}

describe('E8: at the due moment, of the owner’s word and the worker’s one wins, and the answer says which:', () => {
  const words = {
    'a cancel': cancel,
    'a new time': (jobId: string) => move(jobId, later()),
  }

  test.each(Object.entries(words))('%s that comes just before the arming write', async (name, say) => {
    const text = `Just before: ${name}.`
    const { jobId, at } = await ready(text)
    const held = world.crossings.hold(({ caller, call, phase }) => {
      const isWrite = caller === 'publish-x' && call === 'dynamodb UpdateItem' && phase === 'before'
      return isWrite && world.environment.clock.now() >= at - 100
    })
    await tickTo(at - wakeBeforeMs)
    await begun(at - wakeBeforeMs)
    await tickTo(at)
    await held.there
    const answer = await say(jobId)
    held.go()
    expect(answer.status).toBe(200)
    await expectTruth(jobId, text, answer)
  })

  test.each(Object.entries(words))('%s that comes just after it', async (name, say) => {
    const text = `Just after: ${name}.`
    const { jobId, at } = await ready(text)
    const held = world.crossings.hold(is({ call: 'x POST /2/tweets', phase: 'before' }))
    await tickTo(at - wakeBeforeMs)
    await begun(at - wakeBeforeMs)
    await tickTo(at)
    await held.there
    const answer = await say(jobId)
    held.go()
    expect(answer.status).toBe(409)
    expect(answer.body.detail).toMatch(/Processing|may be live/)
    await expectTruth(jobId, text, answer)
  })

  test.each(Object.entries(words))(
    '%s side by side with it, many times over',
    async (name, say) => {
      const jobs = await Promise.all(
        [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ready(`Side by side, ${name}: ${n}.`)),
      )
      const at = Math.min(...jobs.map((job) => job.at))
      await tickTo(at - 1_000)
      await tickTo(at)
      const answers = await Promise.all(jobs.map(({ jobId }) => say(jobId)))
      for (const [n, { jobId }] of jobs.entries())
        await expectTruth(jobId, `Side by side, ${name}: ${n}.`, answers[n]!)
    },
    60_000,
  )

  test('a cancel, a new time and new words at once: no two of them are obeyed halfway', async () => {
    const text = 'Everything at once.'
    const { jobId, at } = await ready(text)
    await tickTo(at - 1_000)
    const change = world.call(path(jobId), { method: 'PATCH', body: { text_content: `${text} Changed.` } })
    const [cancelled] = await Promise.all([cancel(jobId), move(jobId, later()), change])
    const job = await world.recover(jobId)
    const posts = world.live('x', text)
    expect(posts).toHaveLength(job.status === 'Published' ? 1 : 0)
    expect(job.status === 'Cancelled').toBe(cancelled.status === 200)
  })
})

describe('a retry of a post whose outcome is unknown', () => {
  test('E22: is refused without its owner’s word, and the refusal says what to do', async () => {
    const text = 'Nobody knows about it.'
    await world.fault('x', { route: 'POST /2/tweets', kind: 'drop_after', match: text })
    world.crossings.killAlways(is({ call: 'x GET /2/users/:id/tweets', phase: 'after' }))
    const jobId = await world.publish({ platform: 'x', text })
    expect((await world.recover(jobId)).status).toBe('Unknown')
    world.crossings.meet(undefined)
    for (const body of [{}, { confirm_not_published: false }, { confirm_not_published: null }]) {
      const { status, body: told } = await world.call(`${path(jobId)}/retry`, { body })
      expect([status, told.code]).toEqual([409, 'job_state_conflict'])
      expect(told.detail).toContain('confirm_not_published')
    }
    expect((await world.job(jobId)).status).toBe('Unknown')
    // Its owner is wrong: it is there. Asked twice at once, one is taken.
    const twice = await Promise.all(
      [1, 2].map(() => world.call(`${path(jobId)}/retry`, { body: { confirm_not_published: true } })),
    )
    expect(twice.map(({ status }) => status).sort()).toEqual([202, 409])
    expect((await world.recover(jobId)).status).toBe('Published')
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('an owner’s word that was read long before it is written', () => {
  const route = 'POST /2/tweets'
  const refused = {
    kind: 'status',
    status: 403,
    body: { status: 403, detail: 'Reply to this conversation is not allowed' },
  }
  const limited = { kind: 'rate_limit', reset_in: 60 }
  const thread = (words: string) => ['one', 'two', 'three'].map((part) => `${part} ${words}`)
  const parts = (words: string) => world.live('x', words).map((post) => post.text.split(' ')[0])
  const late = () => world.crossings.hold(is({ caller: 'api', call: 'dynamodb UpdateItem', phase: 'before' }))

  /** Lets the worker go on while the word waits. */
  async function goneOn(jobId: string, is: (job: PublishJob) => boolean): Promise<PublishJob> {
    const { next_attempt_at = 0 } = await world.job(jobId)
    await tickTo(Math.max(next_attempt_at, world.environment.clock.now()) + 1)
    await world.until(async () => {
      await world.environment.tick(50)
      return is(await world.job(jobId))
    })
    return world.job(jobId)
  }

  test('a retry does not undo what another one has sent since', async () => {
    const words = 'of a thread retried twice.'
    await world.fault('x', { route, ...refused, match: 'two of' })
    const jobId = await world.publish({ platform: 'x', parts: thread(words) })
    expect((await world.recover(jobId)).status).toBe('Failed')
    await world.fault('x', { route, ...refused, match: 'three of' })
    const held = late()
    const first = world.call(`${path(jobId)}/retry`, { body: {} })
    await held.there
    expect((await world.call(`${path(jobId)}/retry`, { body: {} })).status).toBe(202)
    const between = await goneOn(jobId, ({ status }) => status === 'Failed')
    expect(parts(words)).toEqual(['one', 'two'])
    held.go()
    const { status, body } = await first
    expect([status, body.code]).toEqual([409, 'job_state_conflict'])
    expect((await world.job(jobId)).steps[1]).toEqual(between.steps[1])
  })

  /** A thread that waits for a limit, of which a part goes out while its owner's word is under way. */
  async function whilePartsGoOut(words: string, say: (jobId: string) => Promise<Answer>) {
    await world.fault('x', { route, ...limited, match: 'one of' })
    const jobId = await world.publish({ platform: 'x', parts: thread(words) })
    await world.reach(jobId, ({ status }) => status === 'Pending')
    await world.fault('x', { route, ...limited, match: 'two of' })
    const held = late()
    const saying = say(jobId)
    await held.there
    await goneOn(jobId, ({ status, steps }) => status === 'Pending' && steps[0]!.post_id !== undefined)
    held.go()
    return { jobId, answer: await saying }
  }

  test('new words are refused once a part of the old ones is live', async () => {
    const words = 'of a thread changed too late.'
    const patch = {
      platform_specific_options: { parts: thread(words).map((text) => ({ text: `${text} 2` })) },
    }
    const { jobId, answer } = await whilePartsGoOut(words, (id) =>
      world.call(path(id), { method: 'PATCH', body: patch }),
    )
    expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
    expect((await world.recover(jobId)).status).toBe('Published')
    expect(parts(words)).toEqual(['one', 'two', 'three'])
  })

  test('a cancel names the part that is live', async () => {
    const words = 'of a thread cancelled late.'
    const { jobId, answer } = await whilePartsGoOut(words, cancel)
    const [live] = world.live('x', words)
    expect(answer.status).toBe(200)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Cancelled', post_id: live!.id })
    expect(parts(words)).toEqual(['one'])
  })
})
