import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from '../../local/aws/faults.ts'
import type { ServiceName } from '../../local/aws/service.ts'
import type { Route } from '../../shared/api/route.ts'
import { routes } from '../../shared/api/routes.ts'
import type { Answered } from '../fixtures/ask.ts'
import { often, requests, send } from './requests.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld({ ENABLE_ADVANCED_INSIGHTS_FETCHING: 'true' }, ['x', 'instagram', 'tiktok'])
  // Without the client's own repeats, which only make it slow: the first refusal is the answer.
  world.environment.aws.env.AWS_MAX_ATTEMPTS = '1'
  world.environment.children.kill('health')
})
beforeEach(() => world.calm())
afterAll(() => world.close())

/** Only the orchestrator can ask: `generations.test.ts` harms every call of its callback. */
const elsewhere = ['generation-callback']

const full = process.env.FAULTS === 'full'
/** Calls of a route that are harmed; the whole run harms all. */
const most = full ? Number.POSITIVE_INFINITY : 2

const troubles = ['throttle', '500', 'lost'] as const
type Trouble = (typeof troubles)[number]

/** Harms the API's call number `at` to AWS, counted from now. @returns which one it was, once it has been met */
function harm(at: number, trouble: Trouble): () => string | undefined {
  let count = 0
  let hit: string | undefined
  world.crossings.meet(({ caller, call, phase }) => {
    if (caller !== 'api' || phase !== (trouble === 'lost' ? 'after' : 'before')) return
    count += 1
    if (count !== at) return
    hit = call
    throw trouble === 'lost' ? new Error('cut') : refusalOf(trouble, call.split(' ')[0] as ServiceName)
  })
  return () => hit
}

/** Beside the route's own: what the same request may be told once its first sending took effect. */
const alsoAgain: Record<string, number> = {
  // Gone already; what is left of it the sweeper takes away.
  disconnect: 404,
  'remove-asset': 404,
  'delete-webhook-endpoint': 404,
  // A consent counts once: the browser begins anew.
  callback: 400,
}

const isServed = ({ status }: Answered, route: Route) =>
  status === route.success.status || status in (route.also ?? {})
const isToldToCome = ({ status, headers, text }: Answered) =>
  status === 503 && JSON.parse(text).code === 'unavailable' && Number(headers['retry-after']) > 0

/** Sends one request with one call of it harmed, then again. @returns undefined when there is no such call */
async function sendHarmed(route: Route, at: number, trouble: Trouble): Promise<string[] | undefined> {
  const asking = await requests[route.id]!(world)
  const hit = harm(at, trouble)
  const answer = await send(world, asking)
  world.crossings.meet(undefined)
  if (!hit()) return undefined
  if (isServed(answer, route)) return []
  const told = `call ${at}, ${hit()}, ${trouble}: ${answer.status} ${answer.text}`
  if (!isToldToCome(answer)) return [told]
  const again = await send(world, asking)
  if (isServed(again, route) || again.status === alsoAgain[route.id]) return []
  return [`${told}, and then ${again.status} ${again.text}`]
}

test('every route of the API is asked here', () => {
  expect([...Object.keys(requests), ...elsewhere].sort()).toEqual(routes.map(({ id }) => id).sort())
})

/** Calls of the acceptance alone: what comes after is asked for again and again until it is answered. */
async function troubledWhileWaiting(): Promise<string[]> {
  const route = routes.find(({ id }) => id === 'publish-social')!
  const wrong: string[] = []
  for (const at of [1, 3])
    for (const trouble of troubles) wrong.push(...((await sendHarmed(route, at, trouble)) ?? []))
  return wrong
}

const asked = routes.filter(({ id }) => !elsewhere.includes(id))

describe('whichever call to AWS fails, its caller is served, or told to come again and served then:', () => {
  test.each(asked.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_name, route) => {
      // It waits for outcomes, 25 s where a lost message waits for the sweeper.
      if (route.id === 'publish-social') return expect(await troubledWhileWaiting()).toEqual([])
      const wrong: string[] = []
      for (let at = 1, met = true; met && at <= most; at += 1) {
        met = false
        for (const trouble of full ? troubles : [troubles[at % troubles.length]!]) {
          const found = await sendHarmed(route, at, trouble)
          met ||= found !== undefined
          wrong.push(...(found ?? []))
        }
      }
      expect(wrong).toEqual([])
    },
    60_000,
  )

  test('and what was asked for again is live once', async () => {
    await world.settle()
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await world.environment.tick(60_000)
      await world.environment.invoke('sweep')
      await world.settle()
    }
    const texts = world.live('x', often).map(({ text }) => text)
    expect(texts.length).toBeGreaterThan(5)
    expect(new Set(texts).size).toBe(texts.length)
  })
})
