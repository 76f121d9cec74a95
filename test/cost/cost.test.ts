import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMeter } from '../../bench/meter.ts'
import { openPosts, type Posts, plainPosts } from '../../bench/posts.ts'
import { budgets, counting } from './budgets.ts'

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

test('a post that counts for its share of its user’s asks no more than that beside it', async () => {
  const counted = await openPosts({ chance: 0 })
  const { environment } = counted
  try {
    const user = randomUUID()
    const connectionId = await counted.connect(user, 'x', 'alice')
    const accepted = async () => {
      await environment.settle()
      const meter = openMeter(environment)
      await counted.schedule(user, 'x', connectionId, environment.clock.now() + 600_000)
      const { calls } = meter.read()
      return { UpdateItem: calls['dynamodb UpdateItem'] ?? 0, Query: calls['dynamodb Query'] ?? 0 }
    }
    expect(await accepted()).toEqual(counting.first)
    expect(await accepted()).toEqual(counting.next)
  } finally {
    await counted.close()
  }
})
