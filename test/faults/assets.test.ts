import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../fixtures/ask.ts'
import { jpeg } from '../fixtures/media.ts'
import { type Harm, harms } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld()
})
beforeEach(() => world.calm())
afterAll(() => world.close())

const hour = 3_600_000
const day = 24 * hour
const picture = jpeg({ width: 400, height: 400 })
const announced = { mime_type: 'image/jpeg', bytes: picture.length }

interface Upload {
  url: string
  headers: Record<string, string>
}

const send = async ({ url, headers }: Upload) => {
  const { status, text } = await ask(url, { method: 'PUT', headers, body: picture })
  if (status !== 200) throw new Error(text)
}
const uploaded = async (): Promise<string> => {
  const { body } = await world.call('/assets', { body: announced })
  await send(body.upload as Upload)
  return String(body.id)
}
const imported = async (): Promise<string> => {
  const url = `${world.environment.api}/_local/media/picture.jpg`
  return String((await world.call('/assets', { body: { url } })).body.id)
}
const get = (id: string) => world.call(`/assets/${id}`)
const files = () =>
  world.environment.aws.s3
    .list(world.environment.env.BUCKET_NAME!)
    .filter(({ key }) => key.startsWith('assets/'))

/** Lets time pass, with a sweep at each of its minutes, until it is so. */
const until = async (isSo: () => Promise<boolean>, withinMs = 2 * hour) => {
  for (let moved = 0; moved <= withinMs; moved += 80_000) {
    await world.settle()
    if (await isSo()) return
    await world.environment.tick(80_000)
    await world.environment.invoke('sweep').catch(() => undefined)
  }
  throw new Error('it did not become so')
}

const isBackground = (caller: string) => caller === 'background'
const full = process.env.FAULTS === 'full'
const someHarms: Harm[] = full ? (Object.keys(harms) as Harm[]) : ['kill_after', 'lost']

/** Harms each call of the background worker in turn, until there are no more. @returns how many there were */
async function eachCall(harm: Harm, live: (at: number) => Promise<void>): Promise<number> {
  for (let at = 1; ; at += full ? 1 : 4) {
    const harmed = world.crossings.harm({ at, harm, callers: isBackground })
    await live(at)
    world.crossings.meet(undefined)
    if (harmed.hit() === undefined) return at - 1
  }
}

describe('a file', () => {
  describe.each([
    ['uploaded', () => uploaded()],
    ['imported', () => imported()],
  ])('%s', (_how, begin) => {
    test.each(someHarms)(
      'is measured, stored once and ready, with %s at any call of the worker',
      async (harm) => {
        const calls = await eachCall(harm, async () => {
          const before = files().length
          const id = await begin()
          await until(async () => (await get(id)).body.status !== 'pending')
          const { body } = await get(id)
          expect(body).toMatchObject({ status: 'ready', width: 400 })
          expect(files()).toHaveLength(before + 1)
          expect((await fetch(String(body.download_url))).status).toBe(200)
        })
        expect(calls).toBeGreaterThan(2)
      },
    )
  })

  test('that kills its worker each time is rejected in the end', async () => {
    const id = await uploaded()
    world.crossings.killAlways(({ caller, call }) => caller === 'background' && call === 's3 CopyObject')
    await until(async () => (await get(id)).body.status !== 'pending', 12 * hour)
    expect((await get(id)).body).toMatchObject({
      status: 'rejected',
      reason: 'The file could not be measured.',
    })
  })
})

test.each(someHarms)(
  'what expires is gone, file and all, with %s at any call of the worker',
  async (harm) => {
    const calls = await eachCall(harm, async () => {
      const id = await imported()
      await until(async () => (await get(id)).body.status === 'ready')
      await world.environment.tick(31 * day)
      await until(async () => (await get(id)).status === 404 && files().length === 0)
    })
    expect(calls).toBeGreaterThan(2)
  },
)

describe('a post and the deletion of its asset at once', () => {
  // The months that passed above have ended the grant.
  beforeAll(async () => {
    world.connections.instagram = await world.connect('instagram')
  })

  /** Runs `second` while the at-th call of `first` is held. @returns both answers; undefined when there is no such call */
  async function crossed(
    at: number,
    first: () => ReturnType<FaultWorld['call']>,
    second: () => ReturnType<FaultWorld['call']>,
  ) {
    let count = 0
    const hold = world.crossings.hold(({ caller, phase }) => {
      if (caller === 'api' && phase === 'before') count += 1
      return count === at
    })
    const one = first()
    const isHeld = await Promise.race([hold.there.then(() => true), one.then(() => false)])
    if (!isHeld) return undefined
    const other = await second()
    hold.go()
    return { one: await one, other }
  }

  const post = (asset_id: string) =>
    world.call('/publishing/schedule', {
      body: {
        connection_id: world.connections.instagram!,
        text_content: `Crossed ${asset_id}`,
        assets: [{ asset_id }],
        schedule_time: new Date(world.environment.clock.now() + 600_000).toISOString(),
      },
    })
  const remove = (id: string) => world.call(`/assets/${id}`, { method: 'DELETE' })

  const ready = async () => {
    const id = await uploaded()
    await world.settle()
    return id
  }

  /** Never both: what was taken in is published with its picture, what was deleted is in no job. */
  const judge = async (
    id: string,
    accepted: { status: number; body: Record<string, unknown> },
    deleted: number,
  ) => {
    expect([`${accepted.status} and ${deleted}`]).toEqual([
      expect.stringMatching(/^(202 and 409|404 and 200|404 and 409)$/),
    ])
    if (accepted.status === 202) {
      const job = await world.recover(String(accepted.body.job_id))
      expect(job.status).toBe('Published')
      expect(world.live('instagram', `Crossed ${id}`)).toHaveLength(1)
    }
    expect((await get(id)).status).toBe(deleted === 200 ? 404 : 200)
  }

  test('wherever the post is when the asset is deleted', async () => {
    let cases = 0
    for (let at = 1; ; at += full ? 1 : 4) {
      const id = await ready()
      const both = await crossed(
        at,
        () => post(id),
        () => remove(id),
      )
      if (!both) break
      await judge(id, both.one, both.other.status)
      cases += 1
    }
    expect(cases).toBeGreaterThan(full ? 4 : 1)
  })

  test('wherever the deletion is when the post is taken in', async () => {
    let cases = 0
    for (let at = 1; ; at += full ? 1 : 4) {
      const id = await ready()
      const both = await crossed(
        at,
        () => remove(id),
        () => post(id),
      )
      if (!both) break
      await judge(id, both.other, both.one.status)
      cases += 1
    }
    expect(cases).toBeGreaterThan(full ? 4 : 1)
  })
})
