import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../fixtures/random.ts'
import { lives } from './boundaries.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

const full = process.env.FAULTS === 'full'
const seeds = Array.from({ length: full ? 40 : 1 }, (_, index) => index + 1)

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
afterAll(() => world.close())

/** A worker that dies with a new refresh token in its hands costs the account a consent: X takes each only once. */
async function reconnectLost(): Promise<void> {
  const { body } = await world.call('/connections')
  for (const { platform, status } of body as unknown as { platform: 'x' | 'instagram'; status: string }[])
    if (status === 'needs_reauth') await world.connect(platform)
}

test.each(Object.values(lives).flatMap((life) => seeds.map((seed) => ({ life, seed, title: life.name }))))(
  '$title in storm $seed: what is live is live once, and the job says no more than it knows',
  async ({ life, seed }) => {
    await reconnectLost()
    const words = `storm ${seed} over ${life.name}.`
    world.crossings.storm(randomFrom(seed), 0.06)
    const jobId = await world.publish(life.input(words))
    const job = await world.recover(jobId)
    world.crossings.meet(undefined)
    const posts = world.live(life.platform, words)
    const told = job.steps.flatMap(({ post_id }) => post_id ?? [])
    if (full) console.info(`${life.name}, storm ${seed}: ${job.status}, ${job.attempts} attempts`)
    expect(new Set(posts.map(({ text }) => text)).size).toBe(posts.length)
    expect(posts.map(({ id }) => id)).toEqual(expect.arrayContaining(told))
    if (job.status === 'Published') expect(posts).toHaveLength(life.posts)
    else if (job.status !== 'Unknown') expect(posts).toHaveLength(told.length)
  },
  60_000,
)
