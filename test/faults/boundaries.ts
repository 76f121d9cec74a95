import { type Harm, harms, isWorker } from './crossings.ts'
import { judge, type Verdict } from './judge.ts'
import type { Life } from './lives.ts'
import type { FaultWorld } from './world.ts'

/** Whose calls are harmed: the workers', or the API's, whose client asks again with the same Idempotency-Key. */
export type Side = 'worker' | 'api'
const callersOf: Record<Side, (caller: string) => boolean> = {
  worker: isWorker,
  api: (caller) => caller === 'api',
}

export const allHarms = Object.keys(harms) as Harm[]

/** One harm at one call of a life. */
export interface Boundary {
  life: Life
  harm: Harm
  side: Side
  /** Counted from 1. */
  at: number
}

export interface Result extends Verdict {
  /** Runs it again: `npm run faults -- --case "<id>"`. */
  id: string
  /** Which call it was. */
  hit: string
}

export const idOf = ({ life, harm, side, at }: Boundary): string => `${life.id}/${side}/${harm}/${at}`

let lastPost = 0
/** How many posts there were on a network when the last job there had ended. */
const counted = new WeakMap<FaultWorld, Map<string, number>>()
const countedIn = (world: FaultWorld): Map<string, number> => {
  const known = counted.get(world) ?? new Map<string, number>()
  counted.set(world, known)
  return known
}

/** Publishes one post of a life in whatever was planned against it, lets the system recover, and judges. */
export async function liveThrough(
  world: FaultWorld,
  life: Life,
  { stormy }: { stormy?: true } = {},
): Promise<Verdict> {
  lastPost += 1
  const before = new Set(world.ledger(life.platform).map(({ id }) => id))
  const late = before.size - (countedIn(world).get(life.platform) ?? before.size)
  if (late > 0) {
    countedIn(world).set(life.platform, before.size)
    return { outcome: 'duplicate', why: `${late} more came after the end of the job before this one` }
  }
  try {
    const { inSeconds } = life
    const jobId = await world.publishPost(life.platform, life.post, {
      text: `Number ${lastPost}, ${life.name}.`,
      ...(inSeconds === undefined ? {} : { inSeconds }),
    })
    const job = await world.recover(jobId)
    world.crossings.meet(undefined)
    const live = world.ledger(life.platform).filter(({ id }) => !before.has(id))
    return judge({ life, job, live, events: world.events(jobId), ...(stormy ? { stormy } : {}) })
  } catch (error) {
    world.crossings.meet(undefined)
    return { outcome: /^Error: still /.test(String(error)) ? 'stuck' : 'wrong', why: String(error) }
  } finally {
    countedIn(world).set(life.platform, world.ledger(life.platform).length)
    await reconnectLost(world, life)
  }
}

/** A worker that dies with a new refresh token in its hands may cost the account a consent. */
async function reconnectLost(world: FaultWorld, { platform }: Life): Promise<void> {
  const { body } = await world.call('/connections')
  const known = body as unknown as { platform: string; status: string }[]
  if (known.some((one) => one.platform === platform && one.status === 'needs_reauth'))
    await world.connect(platform)
}

/** @returns undefined when its life has fewer calls */
export async function liveWith(world: FaultWorld, boundary: Boundary): Promise<Result | undefined> {
  const { life, harm, side, at } = boundary
  const planned = world.crossings.harm({ at, harm, callers: callersOf[side] })
  const verdict = await liveThrough(world, life)
  const hit = planned.hit()
  return hit === undefined && verdict.outcome === 'once'
    ? undefined
    : { id: idOf(boundary), hit: hit ?? 'nothing', ...verdict }
}

/** The calls of an undisturbed life, in their order. */
export async function record(world: FaultWorld, life: Life, side: Side): Promise<string[]> {
  const calls: string[] = []
  world.crossings.meet(({ caller, call, phase }) => {
    if (phase === 'before' && callersOf[side](caller)) calls.push(`${caller}: ${call}`)
  })
  const { outcome, why } = await liveThrough(world, life)
  if (outcome !== 'once') throw new Error(`${life.name}, undisturbed: ${outcome}, ${why}`)
  return calls
}
