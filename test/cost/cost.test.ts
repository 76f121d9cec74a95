import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMeter } from '../../bench/meter.ts'
import { type Accepted, openPosts, type Posts, plainPosts } from '../../bench/posts.ts'
import { budgets } from './budgets.ts'

let posts: Posts
beforeAll(async () => {
  posts = await openPosts()
})
afterAll(() => posts.close())

test('every network has a budget', () => {
  expect(Object.keys(budgets).sort()).toEqual(Object.keys(plainPosts).sort())
})

test.each(Object.entries(budgets))('a scheduled post to %s keeps to its budget', async (platform, budget) => {
  const user = randomUUID()
  const connectionId = await posts.connect(user, platform, 'alice')
  await posts.environment.settle()
  const meter = openMeter(posts.environment)
  const at = posts.environment.clock.now() + 600_000
  await posts.live([await posts.schedule(user, platform, connectionId, at)])
  const { calls, writeUnits, readUnits, invocations } = meter.read()

  const over = Object.entries({ ...calls, writeUnits, readUnits, runs: invocations.length }).filter(
    ([what, used]) => used > (budget[what] ?? 0),
  )
  // A post that really costs more changes its budget in the same commit, and says why.
  expect(Object.fromEntries(over)).toEqual({})
})

test('the posts of many users to a network ask KMS for their tokens once', async () => {
  const accepted: Accepted[] = []
  const people: { user: string; connectionId: string }[] = []
  for (let n = 0; n < 5; n += 1) {
    const user = randomUUID()
    await posts.addAccount('x', `neighbour${n}`)
    people.push({ user, connectionId: await posts.connect(user, 'x', `neighbour${n}`) })
  }
  await posts.environment.settle()
  await posts.environment.tick(16 * 60_000)
  const meter = openMeter(posts.environment)
  const at = posts.environment.clock.now() + 600_000
  for (const [n, { user, connectionId }] of people.entries())
    accepted.push(await posts.schedule(user, 'x', connectionId, at + n * 20_000))
  await posts.live(accepted)
  const { calls } = meter.read()
  expect(Object.entries(calls).filter(([name]) => name.startsWith('kms '))).toEqual([['kms Decrypt', 1]])
})
