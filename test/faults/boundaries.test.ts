import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyBoundary, type Life, lives } from './boundaries.ts'
import { type Harm, harms } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

/** Without it a sample is run. */
const full = process.env.FAULTS === 'full'

const sample: [life: Life, harm: Harm, stride: number][] = [
  [lives.text, 'kill_before', 1],
  [lives.text, 'kill_after', 1],
  [lives.text, 'lost', 4],
  [lives.text, 'error_after', 5],
  [lives.scheduled, 'kill_after', 5],
  [lives.thread, 'kill_after', 5],
  [lives.image, 'lost', 9],
  [lives.instagram, 'kill_after', 9],
]
/** Whose calls are harmed: the workers', or the API's, whose client asks again with the same Idempotency-Key. */
const isApi = (caller: string): boolean => caller === 'api'

const all = Object.values(lives).flatMap((life) =>
  (Object.keys(harms) as Harm[]).map((harm): [Life, Harm, number] => [life, harm, 1]),
)

describe('whatever call of a worker goes wrong, the post is there exactly once:', () => {
  let world: FaultWorld
  beforeAll(async () => {
    world = await openFaultWorld()
  })
  afterAll(() => world.close())

  test.each(
    (full ? all : sample).map(([life, harm, stride]) => ({
      life,
      harm,
      stride,
      title: `${life.name}, ${harms[harm]}`,
    })),
  )(
    '$title',
    async ({ life, harm, stride }) => {
      const { wrong, cases } = await everyBoundary(world, life, { harm, stride })
      if (full) console.info(`${life.name}, ${harm}: ${cases} boundaries`)
      expect(wrong).toEqual([])
      expect(cases).toBeGreaterThan(0)
    },
    full ? 600_000 : 60_000,
  )
})

describe('whatever call of the API goes wrong, a client that asks again has one post:', () => {
  let world: FaultWorld
  beforeAll(async () => {
    world = await openFaultWorld()
  })
  afterAll(() => world.close())

  const harmsOfApi = (Object.keys(harms) as Harm[]).map((harm): [Life, Harm] => [lives.scheduled, harm])
  const more = [lives.text, lives.image].flatMap((life) =>
    (Object.keys(harms) as Harm[]).map((harm): [Life, Harm] => [life, harm]),
  )
  test.each(
    (full ? [...harmsOfApi, ...more] : harmsOfApi.slice(0, 3)).map(([life, harm]) => ({
      life,
      harm,
      title: `${life.name}, ${harms[harm]}`,
    })),
  )(
    '$title',
    async ({ life, harm }) => {
      const { wrong, cases } = await everyBoundary(world, life, { harm, callers: isApi })
      expect(wrong).toEqual([])
      expect(cases).toBeGreaterThan(2)
    },
    full ? 600_000 : 60_000,
  )
})
