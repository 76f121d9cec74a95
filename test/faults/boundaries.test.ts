import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { platforms } from '../../shared/domain/platform.ts'
import { allHarms, liveWith, record } from './boundaries.ts'
import { harms } from './crossings.ts'
import { lives, plainLives } from './lives.ts'
import { randomFrom } from './random.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

// A sample of `npm run faults`, the same each time: every network, each with a harm of its own, at calls that are drawn.

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld({}, platforms)
})
afterAll(() => world.close())

const pairs = platforms.flatMap((platform, network) =>
  allHarms.flatMap((harm, index) => {
    if (index !== network % allHarms.length) return []
    const own = lives.filter((life) => life.platform === platform)
    const life = own[(index + network) % own.length]!
    return { life, harm, seed: network * allHarms.length + index, title: `${life.name}, ${harms[harm]}` }
  }),
)

describe('whatever call of a worker goes wrong, the post is there exactly once:', () => {
  test.each(pairs)('$title', async ({ life, harm, seed }) => {
    const calls = await record(world, life, 'worker')
    // How often a network is asked whether it is ready differs: the very last calls may not be there again.
    const at = 1 + Math.floor(randomFrom(seed)() * (calls.length - 3))
    const result = await liveWith(world, { life, harm, side: 'worker', at })
    // Unknown only where the judge says that the network gives no way to tell.
    expect(result).toMatchObject({ outcome: expect.stringMatching(/^(once|unknown)$/) })
  })
})

describe('whatever call of the API goes wrong, a client that asks again has one post:', () => {
  const scheduled = plainLives.filter(({ inSeconds }) => inSeconds !== undefined)
  test.each(
    scheduled.map((life, index) => {
      const harm = allHarms[index % allHarms.length]!
      return { life, harm, at: index + 1, title: `${life.name}, ${harms[harm]}` }
    }),
  )('$title', async ({ life, harm, at }) => {
    expect(await liveWith(world, { life, harm, side: 'api', at })).toMatchObject({ outcome: 'once' })
  })
})
