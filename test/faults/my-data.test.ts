import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../fixtures/database.ts'
import { type Harm, harms } from './crossings.ts'
import { type FaultWorld, openFaultWorld, user } from './world.ts'

const minute = 60_000
const hour = 60 * minute

let world: FaultWorld
let database: Database
beforeAll(async () => {
  world = await openFaultWorld()
  database = openDatabase(world.environment)
})
beforeEach(() => world.calm())
afterAll(async () => {
  database.close()
  await world.close()
})

/** All that the table, the bucket and the scheduler hold, as text. */
async function everything(): Promise<string> {
  const { s3, scheduler } = world.environment.aws
  const files = s3.list(world.environment.env.BUCKET_NAME!)
  return JSON.stringify([await database.all(), files, scheduler.list()])
}

const isDone = async (code: string) => (await world.call(`/data-deletions/${code}`)).body.status === 'done'

/** Lets time pass, with sweeps, until the receipt says it is done. */
async function done(code: string): Promise<void> {
  for (let moved = 0; moved <= 3 * hour; moved += 80_000) {
    await world.settle()
    if (await isDone(code)) return
    await world.environment.tick(80_000)
    await world.environment.invoke('sweep').catch(() => undefined)
  }
  throw new Error('it was never done')
}

let posts = 0
/** Lives, is deleted with one call harmed, and looks what is left. @returns whether there was such a call */
async function erased(at: number, harm: Harm): Promise<boolean> {
  world.connections.x = await world.connect('x')
  world.connections.instagram = await world.connect('instagram')
  posts += 1
  const live = await world.publish({ platform: 'x', text: `Out ${posts}` })
  await world.recover(live)
  const waiting = await world.publish({
    platform: 'instagram',
    text: 'Not yet',
    image: true,
    inSeconds: 86_400,
  })
  await world.settle()
  const { post_id } = await world.job(live)
  const words = [`USER#${user}"`, live, waiting, post_id!, ...Object.values(world.connections)]
  const before = await everything()
  for (const word of [...words, 'media/']) expect(before).toContain(word)

  const harmed = world.crossings.harm({
    at,
    harm,
    callers: (caller) => caller === 'background' || caller === 'sweep',
  })
  const { status, body } = await world.call('/me/data', { method: 'DELETE' })
  expect(status).toBe(202)
  await done(String(body.confirmation_code))
  world.crossings.meet(undefined)
  // The mark goes after the receipt was written: where that broke off, with the next look of the sweeper.
  await world.environment.tick(2 * minute)
  await world.environment.invoke('sweep')
  await world.settle()
  const after = await everything()
  for (const word of [...words, 'media/']) expect(after, harmed.hit()).not.toContain(word)
  expect(world.live('x', `Out ${posts}`)).toHaveLength(1)
  return harmed.hit() !== undefined
}

const full = process.env.FAULTS === 'full'
const someHarms: Harm[] = full ? (Object.keys(harms) as Harm[]) : ['kill_after', 'lost']

test.each(someHarms)(
  'a user is deleted and nothing is left, with %s at any call of the workers',
  { timeout: full ? 3_600_000 : 300_000 },
  async (harm) => {
    let calls = 1
    while (await erased(calls, harm)) calls += full ? 1 : 9
    expect(calls).toBeGreaterThan(20)
  },
)
