import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
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
  /** The longest time from being ready to the next kill, ms. */
  uptimeMs?: number
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
const startingPart = 0.25
const startingMs = 1.2 * second
const longestOutageMs = 30 * second
/** What is left waits for the clock when nothing has changed for this long. */
const quietMs = 2 * second
/** A turn that was killed holds its job for about this long. */
const leaseMs = 75 * second
/** So much time, on the clock, has a job to come to an end after the last kill. */
const patienceMs = 3 * 60 * minute

/**
 * The whole local environment under kill -9: posts of every kind on every network are accepted and published while
 * the service is killed at random moments and started again on the same folder. The networks live on; what is live
 * there in the end is compared with what the service told.
 */
export async function runEndurance(options: EnduranceOptions): Promise<EnduranceReport> {
  const began = performance.now()
  const random = randomFrom(options.seed)
  const world = await openEnduranceWorld('alice', random)
  try {
    const { jobs, kills } = options
    // Beyond the longest time that a client may need to be answered.
    const aheadMs = () => 2 * minute + random() * kills * 20 * second
    const work = createWork(world, { jobs, aheadMs })
    const report = (killed: number) =>
      options.onProgress?.({ kills: killed, accepted: work.accepted.length, ended: work.ended })
    for (let kill = 1; kill <= kills; kill += 1) {
      const service = world.start()
      work.begin(Math.ceil((jobs * kill) / (kills * acceptingPart)))
      if (random() < startingPart) await pause(random() * startingMs)
      else {
        await service.ready
        await pause(random() * (options.uptimeMs ?? 6 * second))
      }
      await world.outage(random() < 0.5 ? 0 : random() * longestOutageMs)
      report(kill)
    }
    const killsWhileStarting = kills - world.readyMs.length
    await comeToAnEnd(world, work, () => report(kills))
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
async function comeToAnEnd(world: EnduranceWorld, work: EnduranceWork, report: () => void): Promise<void> {
  const last = world.now() + patienceMs
  for (;;) {
    await world.start().ready
    await work.answered()
    const open = await quiet(work, report)
    await world.outage(open.length === 0 ? 10 * minute : untilNext(open, world.now()))
    if (open.length === 0 || world.now() > last) break
  }
  // Whatever might still come of it comes now.
  await world.start().ready
  await pause(quietMs)
}

/** @returns the jobs that are open once nothing changes any more */
async function quiet(work: EnduranceWork, report: () => void): Promise<PresentedJob[]> {
  let open = await work.open()
  for (let same = 0; same < quietMs && open.length > 0; ) {
    await pause(second / 4)
    const now = await work.open()
    same = JSON.stringify(now) === JSON.stringify(open) ? same + second / 4 : 0
    open = now
    report()
  }
  return open
}

/** Until the next of them goes on, ms. */
function untilNext(open: PresentedJob[], now: number): number {
  const waits = open.map(({ next_attempt_at: at }) => (at === null ? leaseMs : Date.parse(at) - now))
  return Math.min(Math.max(Math.min(...waits), 5 * second), 10 * minute)
}

async function compare(
  world: EnduranceWorld,
  { accepted, refused, told }: EnduranceWork,
): Promise<Pick<EnduranceReport, 'byNetwork' | 'wrong'>> {
  const byNetwork: Record<string, Tally> = {}
  const wrong = [...refused]
  for (const network of networks) {
    const own = accepted.filter((one) => one.network === network)
    const jobs = await told(own.map(({ jobId }) => jobId))
    const promised = own.map((one, index) => ({ ...one, job: jobs[index]! }))
    const verdict = judge(network, promised, await world.ledger(network.platform))
    byNetwork[network.platform] = verdict.tally
    wrong.push(...verdict.wrong)
  }
  return { byNetwork, wrong }
}

// By itself: node test/faults/endurance.ts [jobs] [kills] [seed]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [jobs = 300, kills = 24, seed = 1] = process.argv.slice(2).map(Number)
  const report = await runEndurance({
    ...{ jobs, kills, seed },
    onProgress: (now) =>
      process.stderr.write(
        `\r${now.kills}/${kills} kills, ${now.accepted}/${jobs} accepted, ${now.ended} ended `,
      ),
  })
  process.stderr.write('\n')
  console.table(report.byNetwork)
  const ready = report.readyMs.toSorted((a, b) => a - b)
  console.log(
    `${report.kills} kills, ${report.killsWhileStarting} of them while starting; ready again after ${Math.round(ready[Math.floor(ready.length / 2)]!)} ms (median), ${Math.round(ready.at(-1)!)} ms at most; ${report.repeats} repeats by the client; ${Math.round(report.seconds)} s`,
  )
  for (const line of report.wrong) console.log(line)
  if (report.wrong.length > 0) process.exitCode = 1
}
