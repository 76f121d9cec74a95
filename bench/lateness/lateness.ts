import { ms, type Report, type Section, seconds } from '../report.ts'
import { percentile } from '../statistics.ts'
import { latenessOfPolling, latenessOfScheduler, peers, schedulerAlone } from './peers.ts'
import { everyday, type Kind, kinds, light } from './posts.ts'
import { openWorld, type Sent, type World } from './world.ts'

// Lateness is the network's own record of when the commit request arrived, less the time that was asked for.

const minute = 60_000
/** The clock is moved up to here before the first is due; from then on time is real. */
const realFromMs = 30_000
/** Beyond every preparation time and Scheduler's minute. */
const aheadMs = 12 * minute
const bounds = { p50: 100, p99: 1_000, burstP99: 5_000 }

/** Each in a world of its own. */
const section = (name: string, measure: (world: World, report: Report) => Promise<unknown>): Section => ({
  name,
  async run(report) {
    const world = await openWorld()
    try {
      return await measure(world, report)
    } finally {
      await world.close()
    }
  },
})

export const lateness: readonly Section[] = [
  section('spread', measureSpread),
  section('burst', measureBurst),
  section('beside', measureBeside),
]

async function measureSpread(world: World, report: Report) {
  const { sent, moved } = await run(world, { count: 128, overMs: 150_000 })
  report.say(`Lateness of ${sent.length} scheduled posts at random seconds of 150 s, ${moved}`)
  byKind(report, sent)
  const all = summary(lateOf(sent))
  judge(report, 'spread', sent, { p50: bounds.p50, p99: bounds.p99 })
  report.say('The same arrivals, as other ways of sending would have met them (simulated from their loops)')
  besidePeers(report, sent)
  return all
}

async function measureBurst(world: World, report: Report) {
  const { sent, moved } = await run(world, { count: 500, overMs: 0, of: everyday })
  report.say(`Lateness of ${sent.length} scheduled posts all due at one second, ${moved}`)
  byNetwork(report, sent)
  judge(report, 'burst', sent, { p99: bounds.burstP99 })
  report.say('The same arrivals, as other ways of sending would have met them (simulated from their loops)')
  besidePeers(report, sent)
  return summary(lateOf(sent))
}

async function measureBeside(world: World, report: Report) {
  const alone = await run(world, { count: 100, overMs: 30_000, of: everyday })
  const crowded = await run(world, { count: 100, overMs: 30_000, of: everyday, publishedNow: 1_000 })
  report.say(
    `Lateness of 100 scheduled posts within 30 s, alone and beside 1,000 that are published now, ${crowded.moved}`,
  )
  const [before, after] = [summary(lateOf(alone.sent)), summary(lateOf(crowded.sent))]
  report.table(heads, [row('alone', before), row('beside 1,000', after)])
  judge(report, 'beside 1,000', crowded.sent, { p50: bounds.p50, p99: bounds.p99 })
  return { alone: before, beside: after }
}

interface Workload {
  count: number
  /** The posts are due at random seconds of this span; all at once when 0. */
  overMs: number
  publishedNow?: number
  /** One after the other. */
  of?: readonly Kind[]
}

/** Schedules, moves the clock through the preparation, and lets real time pass from shortly before the first. */
async function run(world: World, { count, overMs, publishedNow = 0, of = kinds }: Workload) {
  const first = Math.ceil((world.now() + aheadMs) / 1000) * 1000
  const times = Array.from(
    { length: count },
    () => first + Math.floor((Math.random() * overMs) / 1000) * 1000,
  )
  const sent = await world.schedule(times, of)
  const from = world.now()
  await world.moveTo(first - realFromMs)
  const moved = `the clock moved ${Math.round((first - realFromMs - from) / minute)} min through their preparation, the last ${realFromMs / 1000} s and all that follows in real time`
  const crowd = world.publishNow(publishedNow, light, 8)
  await world.follow(sent, 2 * minute)
  await crowd
  return { sent, moved }
}

const lateOf = (sent: readonly Sent[]): number[] =>
  sent.flatMap(({ receivedAt, time }) => (receivedAt === undefined ? [] : [receivedAt - time]))

export interface Summary {
  posts: number
  /** Milliseconds. */
  min: number
  p50: number
  p95: number
  p99: number
  max: number
}

const summary = (late: readonly number[]): Summary => ({
  posts: late.length,
  min: Math.min(...late),
  p50: percentile(late, 0.5),
  p95: percentile(late, 0.95),
  p99: percentile(late, 0.99),
  max: Math.max(...late),
})

const heads = ['', 'posts', 'min', 'p50', 'p95', 'p99', 'max']
const row = (
  name: string,
  { posts, min, p50, p95, p99, max }: Summary,
  show = (value: number) => ms(value, 0),
) => [name, posts, ...[min, p50, p95, p99, max].map(show)]

function byKind(report: Report, sent: readonly Sent[]): void {
  const rows = kinds.map((kind) => {
    const own = sent.filter((each) => each.kind === kind)
    const rest = own.flatMap(({ receivedAt, liveAt }) =>
      kind.processedAfter && receivedAt && liveAt ? [liveAt - receivedAt] : [],
    )
    return [
      ...row(`${kind.network} ${kind.name}`, summary(lateOf(own))),
      rest.length > 0 ? seconds(percentile(rest, 0.5), 1) : '',
    ]
  })
  report.table([...heads, 'then live after'], [...rows, [...row('all', summary(lateOf(sent))), '']])
}

function byNetwork(report: Report, sent: readonly Sent[]): void {
  const networks = [...new Set(kinds.map(({ network }) => network))]
  report.table(heads, [
    ...networks.map((network) =>
      row(network, summary(lateOf(sent.filter(({ kind }) => kind.network === network)))),
    ),
    row('all', summary(lateOf(sent))),
  ])
}

function besidePeers(report: Report, sent: readonly Sent[]): void {
  const times = sent.map(({ time }) => time)
  const inSeconds = (name: string, late: readonly number[]) => {
    const { min, p50, p99, max } = summary(late)
    return [name, ...[min, p50, p99, max].map((value) => seconds(value))]
  }
  report.table(
    ['', 'min', 'p50', 'p99', 'max'],
    [
      inSeconds('measured here', lateOf(sent)),
      inSeconds(schedulerAlone.name, latenessOfScheduler(times)),
      ...peers.map((peer) => inSeconds(peer.name, latenessOfPolling(peer, times))),
    ],
  )
}

function judge(
  report: Report,
  name: string,
  sent: readonly Sent[],
  most: { p50?: number; p99: number },
): void {
  const { min, p50, p99 } = summary(lateOf(sent))
  const short = (value: number) => ms(value, 0)
  const published = sent.filter(({ status }) => status === 'Published').length
  report.atLeast(`${name}: posts that went live`, published, sent.length, String)
  report.atLeast(`${name}: the earliest`, min, 0, short)
  if (most.p50 !== undefined) report.bound(`${name}: p50`, p50, most.p50, short)
  report.bound(`${name}: p99`, p99, most.p99, short)
}
