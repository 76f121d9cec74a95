import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { wellBehaved } from '../../local/orchestrator/behaviour.ts'
import { type Harm, harms, is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld({ GENERATION_QUOTA: '100000', GENERATION_QUOTA_PERIOD: 'month' }, [])
})
beforeEach(async () => {
  await world.calm()
  behave({})
})
afterAll(() => world.close())

const hour = 3_600_000
const timeout = 900_000
const body = { prompt: 'Evening over the hills', count: 2 }
const behave = (input: Partial<typeof wellBehaved>) =>
  world.environment.orchestrator!.behave({ ...wellBehaved, longer_side: 60, ...input })

interface Told {
  id: string
  status: string
  images: { asset_id: string }[]
}

/** Asks as a careful client does: again with the same key until it is answered. */
const ask = async (): Promise<string> => {
  const key = crypto.randomUUID()
  for (let tries = 1; ; tries += 1) {
    const answer = await world.call('/generations', { body, key })
    if (answer.status === 202) return String(answer.body.id)
    if (answer.status < 500 || tries === 5) throw new Error(`not taken: ${JSON.stringify(answer)}`)
  }
}
const get = async (id: string) => (await world.call(`/generations/${id}`)).body as unknown as Told
const used = async () => Number((await world.call('/generations/quota')).body.used)
const newest = async () => (await world.call('/generations?limit=5')).body as unknown as Told[]
const files = () =>
  world.environment.aws.s3
    .list(world.environment.env.BUCKET_NAME!)
    .filter(({ key }) => key.startsWith('assets/')).length
const events = (id: string) =>
  world.environment.aws.events.recorded
    .map(({ event }) => event as { 'detail-type': string; detail: { generation_id?: string } })
    .filter(({ detail }) => detail.generation_id === id)
    .map((event) => event['detail-type'])
const isEnded = ({ status }: Told) => ['completed', 'failed', 'expired'].includes(status)

/** Lets time pass, with a sweep at each of its minutes, until it is so. */
const until = async (isSo: () => Promise<boolean>, withinMs = hour) => {
  for (let moved = 0; moved <= withinMs; moved += 80_000) {
    await world.settle()
    if (await isSo()) return
    await world.environment.tick(80_000)
    await world.environment.invoke('sweep').catch(() => undefined)
  }
  throw new Error('it did not become so')
}

const full = process.env.FAULTS === 'full'
const someHarms: Harm[] = full ? (Object.keys(harms) as Harm[]) : ['kill_after', 'lost']

/** Harms each call of these callers in turn, until there are no more. @returns how many there were */
async function eachCall(
  harm: Harm,
  callers: (caller: string) => boolean,
  live: (armed: Armed) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += full ? 1 : 4) {
    let harmed: { hit(): string | undefined } | undefined
    await live({
      arm() {
        harmed = world.crossings.harm({ at, harm, callers })
      },
      calm: () => world.crossings.meet(undefined),
    })
    world.crossings.meet(undefined)
    if (harmed?.hit() === undefined) return at - 1
  }
}

/** From when to when calls are harmed: what a test itself asks is not meant. */
interface Armed {
  arm(): void
  calm(): void
}

/** Of a generation that was asked for: ended so, paid for what was made, one asset per image, and told. */
async function lived(id: string, before: { used: number; files: number }, status: string): Promise<void> {
  const kept = status === 'completed' ? body.count : 0
  await until(async () => isEnded(await get(id)) && events(id).length > 0)
  expect(await get(id)).toMatchObject({ status, images: Array(kept).fill(expect.anything()) })
  await until(async () => (await used()) === before.used + kept)
  // Nothing is given back a second time, however often it is looked at.
  await world.environment.tick(20 * 60_000)
  await world.environment.invoke('sweep')
  await world.settle()
  expect([await used(), files()]).toEqual([before.used + kept, before.files + kept])
  expect(new Set(events(id))).toEqual(
    new Set([status === 'completed' ? 'generation.completed' : 'generation.failed']),
  )
}

const now = async () => {
  await awayFromTheEnd()
  return { used: await used(), files: files() }
}
/** What is counted is of one period: none ends within what a generation takes. */
const awayFromTheEnd = async () => {
  const { body: told } = await world.call('/generations/quota')
  const left = Date.parse(String(told.resets_at)) - world.environment.clock.now()
  if (left < 6 * hour) await world.environment.tick(left)
}
const isBackground = (caller: string) => caller === 'background'
const isApi = (caller: string) => caller === 'api'

describe('a generation', () => {
  test.each(someHarms)(
    'is made, paid for and told once, with %s at any call of the worker',
    async (harm) => {
      const calls = await eachCall(harm, isBackground, async ({ arm }) => {
        const before = await now()
        arm()
        await lived(await ask(), before, 'completed')
      })
      expect(calls).toBeGreaterThan(8)
    },
    300_000,
  )

  test.each(someHarms)(
    'is made, paid for and told once, with %s at any call of the request or the callback',
    async (harm) => {
      const calls = await eachCall(harm, isApi, async ({ arm, calm }) => {
        const before = await now()
        arm()
        const id = await ask()
        await world.settle()
        calm()
        await lived(id, before, 'completed')
      })
      expect(calls).toBeGreaterThan(6)
    },
    300_000,
  )

  test.each(someHarms)(
    'E28: that nobody answers is given back once, with %s at any call of the worker',
    async (harm) => {
      behave({ lose: true })
      const calls = await eachCall(harm, isBackground, async ({ arm }) => {
        const before = await now()
        arm()
        await lived(await ask(), before, 'expired')
      })
      expect(calls).toBeGreaterThan(5)
    },
    300_000,
  )
})

test.each(someHarms)(
  'a request that nobody repeats is paid for or given back, with %s at any of its calls',
  async (harm) => {
    const calls = await eachCall(harm, isApi, async ({ arm, calm }) => {
      const before = await now()
      const known = new Set((await newest()).map(({ id }) => id))
      arm()
      await world.call('/generations', { body })
      calm()
      const fresh = async () => (await newest()).filter(({ id }) => !known.has(id))
      const kept = async () => (await fresh()).reduce((sum, { images }) => sum + images.length, 0)
      await until(
        async () => (await fresh()).every(isEnded) && (await used()) === before.used + (await kept()),
      )
      expect(files()).toBe(before.files + (await kept()))
      for (const { id } of await fresh()) await until(async () => events(id).length > 0)
    })
    expect(calls).toBeGreaterThan(2)
  },
  300_000,
)

describe('E28: a callback and the time limit at once', () => {
  /** A generation that its orchestrator will answer only after `delay_ms`, just before the end of its time. */
  const begun = async () => {
    behave({ delay_ms: 1_500 })
    const id = await ask()
    const held = world.crossings.hold(is({ caller: 'api', call: 'dynamodb UpdateItem', phase: 'before' }))
    await held.there
    await world.environment.tick(timeout)
    return { id, held }
  }

  test('the limit first: the callback changes nothing, and all is given back', async () => {
    const before = await now()
    const { id, held } = await begun()
    await world.environment.invoke('sweep')
    await world.until(async () => (await get(id)).status === 'expired')
    held.go()
    await world.settle()
    await lived(id, before, 'expired')
  })

  test('the callback first: the limit ends nothing, and it is paid for', async () => {
    const before = await now()
    const { id, held } = await begun()
    const ending = world.crossings.alsoHold(
      is({ caller: 'background', call: 'dynamodb UpdateItem', phase: 'before' }),
    )
    await world.environment.invoke('sweep')
    await ending.there
    held.go()
    await world.until(() => world.environment.orchestrator!.busy === 0)
    ending.go()
    await lived(id, before, 'completed')
  })
})
