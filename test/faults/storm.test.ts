import { afterAll, beforeAll, expect, test } from 'vitest'
import { isBroken } from './judge.ts'
import { plainLives } from './lives.ts'
import { liveInStorm } from './storm.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
const stormy = plainLives.filter(({ inSeconds }) => inSeconds === undefined)
beforeAll(async () => {
  world = await openFaultWorld(
    {},
    stormy.map(({ platform }) => platform),
  )
})
afterAll(() => world.close())

test.each(stormy.map((life, index) => ({ life, seed: index + 1, title: life.name })))(
  '$title in storm $seed: what is live is live once, and the job says no more than it knows',
  async ({ life, seed }) => {
    const result = await liveInStorm(world, life, seed)
    expect(isBroken(result) && result).toBe(false)
  },
  // Workers are killed and started again and again: on a busy machine that takes its time.
  120_000,
)
