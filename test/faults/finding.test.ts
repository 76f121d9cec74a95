import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

const day = 86_400
let world: FaultWorld
beforeAll(async () => {
  // A limit may hold a job for longer than what was prepared lasts.
  world = await openFaultWorld({ MAX_LATENESS: String(3 * day) })
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const tweet = 'POST /2/tweets'
const publishContainer = 'POST /:ig/media_publish'
const picture = (text: string) => ({ platform: 'instagram', text, image: true }) as const

/** Lives a job to its end; @returns it and what is live of it */
const lived = async (input: Parameters<FaultWorld['publish']>[0]) => {
  const jobId = await world.publish(input)
  const job = await world.recover(jobId)
  return { jobId, job, posts: world.live(input.platform, input.text!) }
}

describe('handles that age', () => {
  test('E10: a container that ended while a limit held the job is made anew', async () => {
    const text = 'Held for more than a day.'
    await world.fault('instagram', {
      route: publishContainer,
      kind: 'status',
      status: 400,
      body: { error: { code: 9, error_subcode: 2207042, message: 'limit reached' } },
    })
    const jobId = await world.publish(picture(text))
    const first = await world.reach(
      jobId,
      ({ prepared, history }) => history.length > 0 && prepared !== undefined,
    )
    await world.fault('instagram', {
      route: 'GET /:container',
      kind: 'rate_limit',
      code: 80002,
      regain_minutes: 1500,
    })
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'Published', attempts: 2 })
    expect(job.published_at! - job.created_at).toBeGreaterThan(day * 1000)
    expect(first.prepared!.ready).toBe(false)
    expect(world.live('instagram', text)).toHaveLength(1)
  })

  test('E10: pictures whose upload ended while a limit held the job are uploaded again', async () => {
    const text = 'Uploaded two times.'
    await world.fault('x', { route: tweet, kind: 'rate_limit', reset_in: day + 3600 })
    const { job, posts } = await lived({ platform: 'x', text, image: true })
    expect(job).toMatchObject({ status: 'Published', attempts: 2 })
    expect(posts).toHaveLength(1)
    expect(posts[0]!.media).toHaveLength(1)
  })

  test.each([
    { code: 9, subcode: 2207042 },
    { code: 24, subcode: 2207006 },
    { code: -2, subcode: 2207020 },
    { code: -1, subcode: 2207082 },
  ])(
    'E10: a container that is live although its publishing was refused ($subcode) is found, not made anew',
    async (error) => {
      const text = `Refused with ${error.subcode}, and live.`
      await world.fault('instagram', { route: publishContainer, kind: 'effect_then_error', ...error })
      const { job, posts } = await lived(picture(text))
      expect(posts).toHaveLength(1)
      expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
    },
  )

  test('E10: a container that cannot be read after its publishing was refused is not replaced', async () => {
    const text = 'Refused, live and not read.'
    const refusal = { code: 24, subcode: 2207006 }
    await world.fault('instagram', { route: publishContainer, kind: 'effect_then_error', ...refusal })
    const isRefused = is({ call: `instagram ${publishContainer}`, phase: 'after' })
    world.crossings.meet(async (seen) => {
      if (isRefused(seen))
        await world.fault('instagram', { route: 'GET /:container', kind: 'false_100_33', times: 3 })
    })
    const job = await world.recover(await world.publish(picture(text)))
    world.crossings.meet(undefined)
    const posts = world.live('instagram', text)
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
  })
})

describe('two jobs with the same words', () => {
  const twins = async (text: string) => [
    await world.publish(picture(text)),
    await world.publish(picture(text)),
  ]
  const outcome = async (ids: string[]) => {
    const jobs = []
    for (const id of ids) jobs.push(await world.recover(id))
    return jobs
  }

  test.each([
    ['both answers are lost', ['drop_after', 'drop_after']],
    ['one is lost after and one before it took effect', ['drop_after', 'drop_before']],
    ['one is lost before and one after it took effect', ['drop_before', 'drop_after']],
    ['both are lost before they took effect', ['drop_before', 'drop_before']],
  ])('E13: make two posts, one each, when %s', async (what, kinds) => {
    const text = `Twins: ${what}.`
    for (const kind of kinds) await world.fault('instagram', { route: publishContainer, kind })
    const jobs = await outcome(await twins(text))
    const posts = world.live('instagram', text)
    expect(jobs.map(({ status }) => status)).toEqual(['Published', 'Published'])
    expect(new Set(jobs.map(({ post_id }) => post_id))).toEqual(new Set(posts.map(({ id }) => id)))
    expect(posts).toHaveLength(2)
  })

  test("E13: on X, one that was never sent does not take the other's post for its own", async () => {
    const text = 'Twins on X.'
    world.crossings.harmWhen('kill_before', is({ call: `x ${tweet}`, phase: 'before' }))
    const first = await world.publish({ platform: 'x', text })
    await world.settle()
    const second = await world.publish({ platform: 'x', text })
    const [lost, made] = await outcome([first, second])
    const posts = world.live('x', text)
    expect(posts).toHaveLength(1)
    expect(made).toMatchObject({ status: 'Published', post_id: posts[0]!.id })
    // X refuses the same words again, and whose post that is can't be told.
    expect(lost).toMatchObject({ status: 'Unknown' })
    expect(lost!.post_id).toBeUndefined()
  })
})

describe('"duplicate"', () => {
  test('E21: at the first try means a post its owner made before: refused, nothing sent', async () => {
    const text = 'Said before.'
    await lived({ platform: 'x', text })
    const { job } = await lived({ platform: 'x', text })
    expect(job).toMatchObject({ status: 'ContentRejected', error: { code: 'content_rejected' } })
    expect(world.live('x', text)).toHaveLength(1)
  })

  test.each([2, 10, 60])(
    'E21: at a later try means that an earlier one landed, found when X shows it after %i minutes',
    async (minutes) => {
      const text = `Shown after ${minutes} minutes.`
      await world.fault('x', { route: tweet, kind: 'visibility_delay', ms: minutes * 60_000 })
      await world.fault('x', { route: tweet, kind: 'drop_after' })
      const { job, posts } = await lived({ platform: 'x', text })
      expect(posts).toHaveLength(1)
      expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id })
    },
  )
})

describe('a job whose outcome is unknown', () => {
  test('E22: is found, not sent again, when it appeared before its owner retries it', async () => {
    const text = 'Shown after five hours.'
    await world.fault('x', { route: tweet, kind: 'visibility_delay', ms: 5 * 3_600_000 })
    await world.fault('x', { route: tweet, kind: 'drop_after' })
    const { jobId, job } = await lived({ platform: 'x', text })
    expect(job).toMatchObject({ status: 'Unknown', error: { code: 'outcome_unknown' } })
    const path = `/publishing/jobs/${jobId}/retry`
    expect((await world.call(path, { body: {} })).status).toBe(409)
    await world.environment.tick(6 * 3_600_000)
    const attempts = (await world.job(jobId)).attempts
    expect((await world.call(path, { body: { confirm_not_published: true } })).status).toBeLessThan(300)
    const retried = await world.recover(jobId)
    const posts = world.live('x', text)
    expect(posts).toHaveLength(1)
    expect(retried).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts })
  })

  test('E22: is sent once more when its owner says it is not there, and it is not', async () => {
    const text = 'Never arrived.'
    await world.fault('x', { route: tweet, kind: 'drop_before', times: 2 })
    const { jobId, job } = await lived({ platform: 'x', text })
    expect([job.status, world.live('x', text).length]).toEqual(['Unknown', 0])
    await world.call(`/publishing/jobs/${jobId}/retry`, { body: { confirm_not_published: true } })
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 3 })
    expect(world.live('x', text)).toHaveLength(1)
  })
})

describe('a job of which an earlier try may be live', () => {
  /** X was silent, then showed nothing, and now holds the account. */
  const silentThenHeld = async (text: string) => {
    await world.fault('x', { route: tweet, kind: 'visibility_delay', ms: 40 * 60_000, match: text })
    await world.fault('x', { route: tweet, kind: 'drop_after', match: text })
    await world.fault('x', { route: tweet, kind: 'status', status: 429, body: {}, match: text })
    const jobId = await world.publish({ platform: 'x', text })
    await world.reach(
      jobId,
      ({ status, steps }) => status === 'Pending' && steps[0]!.first_armed_at !== undefined,
    )
    return jobId
  }

  test('E8: is neither cancelled nor changed while it waits to be sent again', async () => {
    const text = 'Waiting, and perhaps live.'
    const path = `/publishing/jobs/${await silentThenHeld(text)}`
    expect((await world.call(path, { method: 'DELETE' })).status).toBe(409)
    expect((await world.call(path, { method: 'PATCH', body: { text_content: 'other' } })).status).toBe(409)
    const job = await world.recover(path.split('/').at(-1)!)
    expect(job.status).toBe('Published')
    expect(world.live('x', text)).toHaveLength(1)
  })

  test('E21: does not end Failed by what its next try meets, and is found when its owner retries it', async () => {
    const text = 'Refused later, and live.'
    await world.fault('x', { route: tweet, kind: 'visibility_delay', ms: 40 * 60_000, match: text })
    await world.fault('x', { route: tweet, kind: 'drop_after', match: text })
    await world.fault('x', {
      ...{ route: tweet, kind: 'status', status: 403, match: text },
      body: { status: 403, detail: 'Your account is suspended' },
    })
    const { jobId, job } = await lived({ platform: 'x', text })
    expect(job).toMatchObject({ status: 'Unknown', attempts: 2, error: { code: 'outcome_unknown' } })
    await world.environment.tick(3_600_000)
    await world.call(`/publishing/jobs/${jobId}/retry`, { body: { confirm_not_published: true } })
    const found = await world.recover(jobId)
    const posts = world.live('x', text)
    expect(posts).toHaveLength(1)
    expect(found).toMatchObject({ status: 'Published', attempts: 2, post_id: posts[0]!.id })
  })

  test('E12: ends Unknown, not Cancelled, when it is retried and its connection leaves', async () => {
    const text = 'Retried, and disconnected.'
    const id = await world.connect('x', 'carol')
    await world.fault('x', { route: tweet, kind: 'drop_before', times: 2, match: text })
    const { body } = await world.call('/publishing/publish', {
      body: { connection_id: id, text_content: text },
    })
    const jobId = String(body.job_id)
    expect((await world.recover(jobId)).status).toBe('Unknown')
    const held = world.crossings.hold(is({ caller: 'publish-x', call: 'dynamodb GetItem', phase: 'before' }))
    await world.call(`/publishing/jobs/${jobId}/retry`, { body: { confirm_not_published: true } })
    await held.there
    world.crossings.kill('publish-x')
    held.go()
    const cancelled = await world.call(`/publishing/jobs/${jobId}`, { method: 'DELETE' })
    expect(cancelled.status).toBe(409)
    await world.forget(id)
    expect(await world.recover(jobId)).toMatchObject({ status: 'Unknown', attempts: 2 })
    expect(world.live('x', text)).toEqual([])
  })
})

describe('an answer that proves nothing', () => {
  test.each([
    ['4/2207051, the action is blocked', { code: 4, subcode: 2207051 }],
    ['368, temporarily blocked', { code: 368 }],
    ['2, a fault of Instagram', { code: 2 }],
    ['a code that no row knows', { code: 987_654 }],
  ])('E26: %s: found when it is live', async (what, error) => {
    await world.fault('instagram', { route: publishContainer, kind: 'effect_then_error', ...error })
    const { job, posts } = await lived(picture(`Live after ${what}.`))
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
  })

  test('E26: the same without effect: published by the next try', async () => {
    await world.fault('instagram', {
      route: publishContainer,
      kind: 'status',
      status: 400,
      body: { error: { code: 368, message: 'blocked' } },
    })
    const { job, posts } = await lived(picture('Blocked without effect.'))
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', attempts: 2 })
  })

  test('E26: an error whose post comes a minute later is waited for', async () => {
    await world.fault('instagram', { route: publishContainer, kind: 'delayed_effect', ms: 60_000 })
    const { job, posts } = await lived(picture('A minute later.'))
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
  })

  test.each([302, 404, 409, 418, 500])('E26: a %i of X that no row trusts: found', async (status) => {
    await world.fault('x', { route: tweet, kind: 'status_after', status, body: { what: 'ever' } })
    const { job, posts } = await lived({ platform: 'x', text: `Answered ${status}.` })
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
  })

  test('E26: a container that seems to be missing, and a list that lags, only make it slower', async () => {
    const text = 'Missing, and listed late.'
    await world.fault('instagram', { route: publishContainer, kind: 'listing_lag', ms: 120_000 })
    const held = world.crossings.hold(is({ call: `instagram ${publishContainer}`, phase: 'after' }))
    const jobId = await world.publish(picture(text))
    await held.there
    await world.fault('instagram', { route: 'GET /:container', kind: 'false_100_33', times: 6 })
    world.crossings.kill('publish-instagram')
    held.go()
    const job = await world.recover(jobId)
    const posts = world.live('instagram', text)
    expect(posts).toHaveLength(1)
    expect(job).toMatchObject({ status: 'Published', post_id: posts[0]!.id, attempts: 1 })
  })
})

describe('time', () => {
  test.each([
    ['x', false],
    ['instagram', true],
  ] as const)('E24: on %s nothing is sent before its second', async (platform, image) => {
    const text = `On the second, on ${platform}.`
    const { job, posts } = await lived({ platform, text, image, inSeconds: 400 })
    expect(job.status).toBe('Published')
    expect(posts).toHaveLength(1)
    expect(Date.parse(posts[0]!.received_at)).toBeGreaterThanOrEqual(job.scheduled_at!)
  })
})
