import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workQueue } from '../../shared/domain/queues.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const route = 'POST /2/tweets'
const timeline = 'GET /2/users/:id/tweets'
const size = 10

/** Accepted, and their messages lost: nothing has begun. */
async function tenWaiting(words: string): Promise<string[]> {
  const lost = { service: 'sqs', operation: 'SendMessage', kind: '500' } as const
  const found = world.environment.aws.faults.add({ ...lost, times: 1_000 })
  const ids = []
  for (let each = 1; each <= size; each += 1)
    ids.push(await world.publish({ platform: 'x', text: `${each} of ten ${words}` }))
  found()
  return ids
}

/** All ten to one invocation, as a full batch of the queue. */
async function inOneBatch(ids: string[]): Promise<unknown> {
  const messages = []
  for (const id of ids) messages.push(world.message(workQueue('x'), await world.job(id)))
  const Records = messages.flatMap((message) => message.Records)
  return world.environment.invoke('publish-x', { Records })
}

/** The worker dies when the last of the ten requests is at its network, before or after all took effect. */
function dieTogether(phase: 'before' | 'after') {
  const all = Promise.withResolvers<never>()
  all.promise.catch(() => undefined)
  let there = 0
  world.crossings.meet((crossing) => {
    if (crossing.call !== `x ${route}` || crossing.phase !== phase) return
    there += 1
    if (there === size) {
      world.crossings.kill('publish-x')
      all.reject(new Error('cut'))
    }
    return all.promise
  })
}

describe('ten jobs of one batch whose worker dies', () => {
  test.each([
    ['before any of them was sent', 'before', 2],
    ['after all of them were', 'after', 1],
  ] as const)('E25: %s: ten finds, and each post is there once', async (what, phase, attempts) => {
    const words = `when it died ${what}.`
    const ids = await tenWaiting(words)
    dieTogether(phase)
    await expect(inOneBatch(ids)).rejects.toThrow()
    world.crossings.meet(undefined)
    const armed = await Promise.all(ids.map((id) => world.job(id)))
    expect(armed.filter(({ steps }) => steps[0]!.attempt_id !== undefined)).toHaveLength(size)
    const finds = (await world.requests('x', timeline)).length
    const jobs = []
    for (const id of ids) jobs.push(await world.recover(id))
    expect(jobs.map((job) => [job.status, job.attempts])).toEqual(jobs.map(() => ['Published', attempts]))
    const posts = world.live('x', words)
    expect(posts).toHaveLength(size)
    expect(new Set(jobs.map(({ post_id }) => post_id))).toEqual(new Set(posts.map(({ id }) => id)))
    expect((await world.requests('x', timeline)).length - finds).toBeGreaterThanOrEqual(size)
  })
})
