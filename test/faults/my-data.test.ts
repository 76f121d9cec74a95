import { expect, test } from 'vitest'
import { queues } from '../../shared/api/workers.ts'
import { openDatabase } from '../fixtures/database.ts'
import { type Harm, harms } from './crossings.ts'
import { openFaultWorld, user } from './world.ts'

const minute = 60_000
const hour = 60 * minute

async function openErasures() {
  const world = await openFaultWorld()
  const { environment } = world
  const { clock, aws } = environment
  const database = openDatabase(environment)

  /** All that the table, the bucket and the scheduler hold, as text. */
  async function everything(): Promise<string> {
    const files = aws.s3.list(environment.env.BUCKET_NAME!)
    return JSON.stringify([await database.all(), files, aws.scheduler.list()])
  }

  const isDone = async (code: string) => (await world.call(`/data-deletions/${code}`)).body.status === 'done'

  /** When the sweeper would find something, or a message can be seen. */
  async function nextMoment(): Promise<number> {
    const looks = (await database.all()).flatMap(({ due, due_shard }) => (due_shard ? [Number(due)] : []))
    const messages = queues.flatMap(({ name }) => aws.sqs.peek(name)).map(({ visibleAt }) => visibleAt)
    return Math.min(...looks, ...messages)
  }

  /** Moves the clock to what comes next, and the sweeper with it, until the receipt says it is done. */
  async function done(code: string): Promise<void> {
    const end = clock.now() + 3 * hour
    while (true) {
      await world.settle()
      if (await isDone(code)) return
      const next = await nextMoment()
      if (clock.now() > end || !Number.isFinite(next)) throw new Error('it was never done')
      // A sweep that was cut short has left what was due; the next minute has another.
      await environment.tick(Math.max(minute, next - clock.now() + 1))
      await environment.invoke('sweep').catch(() => undefined)
    }
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
    await environment.tick(2 * minute)
    await environment.invoke('sweep')
    await world.settle()
    const after = await everything()
    for (const word of [...words, 'media/']) expect(after, harmed.hit()).not.toContain(word)
    expect(world.live('x', `Out ${posts}`)).toHaveLength(1)
    return harmed.hit() !== undefined
  }

  return {
    erased,
    async close() {
      database.close()
      await world.close()
    },
  }
}

test.concurrent.each(Object.keys(harms) as Harm[])(
  'a user is deleted and nothing is left, with %s at any call of the workers',
  { timeout: hour },
  async (harm) => {
    const { erased, close } = await openErasures()
    let calls = 1
    while (await erased(calls, harm)) calls += 1
    expect(calls).toBeGreaterThan(20)
    await close()
  },
)
