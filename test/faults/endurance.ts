import { setTimeout as pause } from 'node:timers/promises'
import { isEnded } from '../../shared/domain/publish-job.ts'
import { randomFrom } from '../fixtures/random.ts'
import { networks } from '../networks/table.ts'
import { judge, type PresentedJob, type Tally } from './endurance-verdict.ts'
import { createWork, type EnduranceWork } from './endurance-work.ts'
import { type EnduranceWorld, openEnduranceWorld } from './endurance-world.ts'

export interface EnduranceOptions {
  /** Over all networks; half of them scheduled. */
  jobs: number
  kills: number
  /** Of the moments and the times; the processes keep their own pace. */
  seed: number
  onProgress?: (progress: Progress) => void
}

export interface Progress {
  kills: number
  accepted: number
  ended: number
}

export interface EnduranceReport {
  byNetwork: Record<string, Tally>
  /** A sentence for each thing that is not as promised. */
  wrong: string[]
  kills: number
  /** Of those, before the service was ready. */
  killsWhileStarting: number
  /** How often the client had to ask again. */
  repeats: number
  /** From the start of a process to its ready line, ms, in order. */
  readyMs: number[]
  seconds: number
}

const second = 1000
const minute = 60 * second
/** Jobs are handed in during this part of the kills; the rest strikes what is still under way. */
const acceptingPart = 0.75
/** This part of them strikes a start, the others the work within so many times the length of a start. */
const startingPart = 0.25
const workingStarts = 4
const longestOutageMs = 30 * second
/** What is left waits for the clock when nothing has changed for so many times the length of a start. */
const quietStarts = 1.5
/** A restart does no harm where much is under way; waiting for the real clock would take long. */
const longestStarts = 8
/** A turn that was killed holds its job for this long, and then the sweeper comes. */
const leaseMs = 80 * second
/** So much time, on the clock, has a job to come to an end after the last kill. */
const patienceMs = 3 * 60 * minute

/**
 * The whole local environment under kill -9: posts of every kind on every network are accepted and published while
 * the service is killed at random moments and started again on the same folder. The networks live on; what is live
 * there in the end is compared with what the service told.
 */
export async function runEndurance(options: EnduranceOptions): Promise<EnduranceReport> {
  const { jobs, kills, seed, onProgress } = options
  const began = performance.now()
  const random = randomFrom(seed)
  const world = await openEnduranceWorld('alice', random)
  try {
    const work = createWork(world, { jobs, aheadMs: () => 2 * minute + random() * kills * 20 * second })
    for (let kill = 1; kill <= kills; kill += 1) {
      const service = world.start()
      work.begin(Math.ceil((jobs * kill) / (kills * acceptingPart)))
      if (random() < startingPart) await pause(random() * world.startMs())
      else {
        await service.ready
        await pause(random() * workingStarts * world.startMs())
      }
      await world.outage(random() < 0.5 ? 0 : Math.round(random() * longestOutageMs))
      onProgress?.({ kills: kill, accepted: work.accepted, ended: 0 })
    }
    const killsWhileStarting = kills - world.readyMs.length
    await comeToAnEnd(world, work, (ended) => onProgress?.({ kills, accepted: work.accepted, ended }))
    return {
      ...(await compare(world, work)),
      ...{ kills, killsWhileStarting, repeats: world.client.repeats, readyMs: world.readyMs },
      seconds: (performance.now() - began) / 1000,
    }
  } finally {
    await world.close()
  }
}

/** Lets the rest happen, with outages for as long as everything only waits for the clock. */
async function comeToAnEnd(
  world: EnduranceWorld,
  work: EnduranceWork,
  report: (ended: number) => void,
): Promise<void> {
  const last = world.now() + patienceMs
  for (;;) {
    await world.start().ready
    await work.answered()
    const open = await quiet(work, { startMs: world.startMs(), report })
    await world.outage(open.length === 0 ? 10 * minute : untilNext(open, world.now()))
    if (open.length === 0 || world.now() > last) break
  }
  // Whatever might still come of it comes now.
  await world.start().ready
  await pause(quietStarts * world.startMs())
}

/** @returns the jobs that are open once nothing changes any more, or not soon enough */
async function quiet(
  work: EnduranceWork,
  { startMs, report }: { startMs: number; report: (ended: number) => void },
): Promise<PresentedJob[]> {
  const begun = performance.now()
  for (let before = '', since = begun; ; await pause(second / 4)) {
    const jobs = (await work.told()).map(({ job }) => job)
    const open = jobs.filter(({ status }) => !isEnded(status))
    report(jobs.length - open.length)
    const now = JSON.stringify(open)
    const time = performance.now()
    if (now !== before) since = time
    if (open.length === 0 || time - since > quietStarts * startMs) return open
    if (time - begun > longestStarts * startMs) return open
    before = now
  }
}

/** Until the next of them goes on, and at least until the lease of a turn that was killed is over, ms. */
function untilNext(open: PresentedJob[], now: number): number {
  const waits = open.map(({ next_attempt_at: at }) => (at === null ? leaseMs : Date.parse(at) - now))
  return Math.max(Math.min(...waits), leaseMs)
}

async function compare(
  world: EnduranceWorld,
  work: EnduranceWork,
): Promise<Pick<EnduranceReport, 'byNetwork' | 'wrong'>> {
  const byNetwork: Record<string, Tally> = {}
  const wrong = [...work.refused]
  const told = await work.told()
  for (const network of networks) {
    const promised = told.filter((one) => one.network === network)
    const verdict = judge(network, promised, await world.ledger(network.platform))
    byNetwork[network.platform] = verdict.tally
    wrong.push(...verdict.wrong)
  }
  return { byNetwork, wrong }
}
