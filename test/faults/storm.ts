import { liveThrough, type Result } from './boundaries.ts'
import type { Life } from './lives.ts'
import { randomFrom } from './random.ts'
import type { FaultWorld } from './world.ts'

/** Of the crossings of all workers. */
const harmedShare = 0.06

/** One life while every so-manieth call goes wrong: the same storm for the same seed, as far as processes keep their order. */
export async function liveInStorm(world: FaultWorld, life: Life, seed: number): Promise<Result> {
  world.crossings.storm(randomFrom(seed), harmedShare)
  const verdict = await liveThrough(world, life, { stormy: true })
  return { id: `${life.id}/storm/${seed}`, hit: 'every so-manieth call', ...verdict }
}
