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

/** p50 of a question at each size, ms: of the service, and of the same table calls alone. */
interface Times {
  what: string
  ours: { small: number; large: number }
  table: { small: number; large: number }
}

interface AtSize {
  sweep: Record<string, number>
  /** Proportional set size of each worker, MB. */
  memory: Record<string, number>
}

interface Growth {
  times: Times[]
  small: AtSize
  large: AtSize
}

export const scale: Section = {
  name: 'scale',
  async run(report) {
    const growths: Record<string, Growth> = {}
    for (const users of [1, 1000]) {
      const owners = users === 1 ? 'one user' : `${users} users`
      const growth = await measureGrowth(users)
      growths[owners] = growth
      const { small, large } = growth
      report.say(
        `${smallest} and ${largest} jobs of ${owners}, p50 of ${rounds} (table: the same calls alone)`,
      )
      report.table(
        ['', 'few', 'many', 'ratio', 'table, few', 'table, many', 'ratio'],
        growth.times.map(({ what, ours, table }) => [what, ...spell(ours), ...spell(table)]),
      )
      for (const { what, ours } of growth.times)
        report.bound(`${what} with many jobs of ${owners}`, ours.large / ours.small, boundRatio, times)
      report.say(`A sweep that finds ${due} due`)
      report.table(
        ['', 'few', 'many'],
        Object.keys(large.sweep).map((what) => [what, small.sweep[what] ?? 0, large.sweep[what]!]),
      )
      const units = (large.sweep['read units'] ?? 0) / (small.sweep['read units'] ?? 0)
      report.bound(`units that a sweep reads, ${owners}`, units, 1, times)
      for (const [name, mb] of Object.entries(large.memory))
        report.bound(`memory of ${name}, ${owners}`, mb / small.memory[name]!, boundRatio, times)
    }
    return growths
  },
}

const spell = ({ small, large }: Times['ours']) => [ms(small, 2), ms(large, 2), times(large / small)]

/** Two environments, one with few jobs and one with many, are asked turn about: what else goes on here meets both. */
async function measureGrowth(users: number): Promise<Growth> {
  const small = await openStock()
  try {
    const large = await openStock()
    try {
      await small.fill({ users, upTo: smallest })
      await large.fill({ users, upTo: largest })
      const both = { small, large }
      await measureTimes(both, warmUps)
      const taken = await measureTimes(both, rounds)
      return { times: taken, small: await measureSize(small), large: await measureSize(large) }
    } finally {
      await large.close()
    }
  } finally {
    await small.close()
  }
}

async function measureSize(stock: Stock): Promise<AtSize> {
  await stock.makeDue(due)
  const sweep = await stock.sweepCalls()
  const pids = Object.entries(stock.environment.children.pids())
  return { sweep, memory: Object.fromEntries(pids.map(([name, pid]) => [name, pssOf(pid) / 1024])) }
}

async function measureTimes(stocks: { small: Stock; large: Stock }, count: number): Promise<Times[]> {
  const kept = Object.keys(stocks.small.questions).map((what) => ({
    what,
    ours: { small: [] as number[], large: [] as number[] },
    table: { small: [] as number[], large: [] as number[] },
  }))
  for (let n = 0; n < count; n += 1)
    for (const { what, ours, table } of kept)
      for (const size of ['small', 'large'] as const) {
        const stock = stocks[size]
        const question = stock.questions[what]!
        const job = stock.anyJob()
        ours[size].push(await timed(() => question.ours(job)))
        table[size].push(await timed(() => question.table(job)))
      }
  const medians = ({ small, large }: { small: number[]; large: number[] }) => ({
    small: median(small),
    large: median(large),
  })
  return kept.map(({ what, ours, table }) => ({ what, ours: medians(ours), table: medians(table) }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
