import { pssOf } from './memory.ts'
import { ms, type Section, times } from './report.ts'
import { median } from './statistics.ts'
import { openStock, type Stock } from './stock.ts'

const smallest = 100
const largest = 100_000
const boundRatio = 1.2
const rounds = 200
const warmUps = 100
/** Jobs that the sweeper finds due, at either size. */
const due = 50

interface Sample {
  /** p50 in ms of the service, and of the same table calls alone. */
  [what: string]: { ours: number; table: number }
}

interface Measured {
  times: Sample
  sweep: Record<string, number>
  pssMb: Record<string, number>
}

export const scale: Section = {
  name: 'scale',
  async run(report) {
    const results: Record<string, { small: Measured; large: Measured; fillMs: number }> = {}
    for (const users of [1, 1000]) {
      const owners = users === 1 ? 'one user' : `${users} users`
      const result = await measureGrowth(users)
      results[owners] = result
      const { small, large } = result
      report.say(
        `From ${smallest} to ${largest} jobs of ${owners}, p50 of ${rounds} (table: its calls alone)`,
      )
      report.table(
        ['', 'small', 'large', 'table small', 'table large', 'ratio', 'ours'],
        Object.keys(small.times).map((what) => timesRow(what, small.times[what]!, large.times[what]!)),
      )
      for (const what of Object.keys(small.times)) {
        const ratio = oursOf(small.times[what]!, large.times[what]!)
        report.bound(`${what} of ${owners}`, ratio, boundRatio, times)
      }
      report.say(`A sweep that finds ${due} due`)
      report.table(
        ['', 'small', 'large'],
        Object.keys(large.sweep).map((what) => [what, small.sweep[what] ?? 0, large.sweep[what]!]),
      )
      report.bound(`units a sweep reads, ${owners}`, unitsRatio(small, large), 1, times)
      for (const [name, mb] of Object.entries(large.pssMb))
        report.bound(`memory of ${name}, ${owners}`, mb / small.pssMb[name]!, boundRatio, times)
    }
    return results
  },
}

type Pair = Sample[string]

/** How much slower ours has become once what the embedded table itself has lost is taken away. */
const oursOf = (small: Pair, large: Pair): number =>
  (large.ours - Math.max(0, large.table - small.table)) / small.ours

const timesRow = (what: string, small: Pair, large: Pair) => [
  what,
  ms(small.ours, 2),
  ms(large.ours, 2),
  ms(small.table, 2),
  ms(large.table, 2),
  times(large.ours / small.ours),
  times(oursOf(small, large)),
]

const unitsRatio = (small: Measured, large: Measured) =>
  (large.sweep['read units'] ?? 0) / (small.sweep['read units'] ?? 0)

/** The same questions at both sizes, in one environment. */
async function measureGrowth(users: number): Promise<{ small: Measured; large: Measured; fillMs: number }> {
  const stock = await openStock()
  try {
    await stock.fill({ users, upTo: smallest })
    await measureTimes(stock, warmUps)
    const small = await measureAll(stock)
    const started = performance.now()
    await stock.fill({ users, upTo: largest })
    const fillMs = performance.now() - started
    await measureTimes(stock, warmUps)
    return { small, large: await measureAll(stock), fillMs }
  } finally {
    await stock.close()
  }
}

async function measureAll(stock: Stock): Promise<Measured> {
  const taken = await measureTimes(stock, rounds)
  await stock.makeDue(due)
  const sweep = await stock.sweepCalls()
  const pids = stock.environment.children.pids()
  const pssMb = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, pssOf(pid) / 1024]))
  return { times: taken, sweep, pssMb }
}

/** Ours and the table alone turn about, so that whatever else this machine does meets both. */
async function measureTimes(stock: Stock, count: number): Promise<Sample> {
  const questions = Object.entries(stock.questions).map(([what, question]) => ({
    ...{ what, question },
    kept: { ours: [] as number[], table: [] as number[] },
  }))
  for (let n = 0; n < count; n += 1)
    for (const { question, kept } of questions) {
      const job = stock.anyJob()
      kept.ours.push(await timed(() => question.ours(job)))
      kept.table.push(await timed(() => question.table(job)))
    }
  return Object.fromEntries(
    questions.map(({ what, kept }) => [what, { ours: median(kept.ours), table: median(kept.table) }]),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
