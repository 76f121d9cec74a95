import { randomUUID } from 'node:crypto'
import { wakeBeforeMs } from '../shared/publishing/timing.ts'
import { besideOf, billOf, type Item, type Metered, sumOf } from './bill.ts'
import { openMeter } from './meter.ts'
import { awsCallMs, fileFetchMs, networkTimes } from './network-times.ts'
import { type Accepted, openPosts, type Posts, plainPosts } from './posts.ts'
import { networkFees } from './prices.ts'
import type { Section } from './report.ts'

/** Dollars for a million scheduled image posts to Instagram. */
const bounds = { alone: 30, batched: 20 }
const batch = 10
/** Lived before anything is counted: a sandbox that has been up for a while runs compiled code. */
const warmUps = 12
const samplesOfEach = 10
/** Beyond what a queue can delay, and so that an account posts no more than it may in a day. */
const apartMs = 105 * 60_000
/** A neighbour's post comes so long before: the network's key is open from then on until the measured post is out. */
const neighbourMs = 800_000

interface Bill {
  items: Item[]
  beside: Item[]
  usage: Metered
}

export const cost: Section = {
  name: 'cost',
  async run(report) {
    const { alone, batched } = await measureCost()
    const instagram = alone.instagram!
    report.say('A million scheduled image posts to Instagram, $ (us-east-1, bench/prices.ts)')
    const rowOf = ({ what, dollars, from }: Item, n: number) => {
      const together = batched.items[n]!
      return [what, dollars.toFixed(2), from, together.dollars.toFixed(2), together.from]
    }
    const sums = [sumOf(instagram.items), sumOf(batched.items)] as const
    report.table(
      ['', 'one by one', 'a post', 'ten together', 'a post'],
      [...instagram.items.map(rowOf), ['sum', sums[0].toFixed(2), '', sums[1].toFixed(2), '']],
    )
    report.bound('a million posts one by one', sums[0], bounds.alone, dollars)
    report.bound('a million posts in batches of ten', sums[1], bounds.batched, dollars)
    report.say('A million scheduled posts of each network, one by one, $')
    report.table(
      ['network', 'sum', 'writes', 'reads', 'SQS', 'KMS', 'runs', 'Lambda time', 'beside it'],
      Object.entries(alone).map(([platform, bill]) => networkRow(platform, bill)),
    )
    report.say('Beside the sum: transfer, storage and what networks ask themselves')
    report.table(
      ['', '$ a million', 'a post'],
      [...instagram.beside, ...feesOf('x')].map(({ what, dollars, from }) => [
        what,
        dollars.toFixed(2),
        from,
      ]),
    )
    return { alone: figures(alone), batched: figures({ instagram: batched }).instagram }
  },
}

const dollars = (value: number) => `$${value.toFixed(2)}`

const feesOf = (platform: keyof typeof networkFees): Item[] =>
  networkFees[platform].map(({ what, dollars }) => ({ what, dollars, from: '' }))

function networkRow(platform: string, { items, beside, usage }: Bill): (string | number)[] {
  const of = (start: string) => sumOf(items.filter(({ what }) => what.startsWith(start))).toFixed(2)
  return [
    `${platform}, ${plainPosts[platform]!.what}`,
    sumOf(items).toFixed(2),
    usage.writeUnits / samplesOfEach,
    usage.readUnits / samplesOfEach,
    of('SQS'),
    of('KMS'),
    usage.invocations.length / samplesOfEach,
    of('Lambda time'),
    sumOf(beside).toFixed(2),
  ]
}

const figures = (bills: Record<string, Bill>) =>
  Object.fromEntries(
    Object.entries(bills).map(([platform, { items, beside, usage }]) => [
      platform,
      { sum: sumOf(items), items, beside, calls: usage.calls },
    ]),
  )

/** Lives of scheduled posts on the moved clock; the networks' time is counted, not waited for. */
async function measureCost(): Promise<{ alone: Record<string, Bill>; batched: Bill }> {
  // No accept counts for its share of its user's: that is left out.
  const posts = await openPosts({ chance: 0.5 })
  try {
    const sampled = async (platform: string, people: readonly Person[]) => {
      for (let n = 0; n < warmUps; n += 1) await metered(posts, platform, people.slice(1))
      for (const { user } of people) await posts.newPicture(user)
      const samples: Metered[] = []
      for (let n = 0; n < samplesOfEach; n += 1)
        samples.push(await metered(posts, platform, people.slice(1), people[0]))
      return billed(samples.reduce(added), samplesOfEach * (people.length - 1))
    }
    const batched = await sampled('instagram', await openPeople(posts, 'instagram', batch))
    const alone: Record<string, Bill> = {}
    for (const platform of Object.keys(plainPosts))
      alone[platform] = await sampled(platform, await openPeople(posts, platform, 1))
    return { alone, batched }
  } finally {
    await posts.close()
  }
}

const billed = (usage: Metered, posts: number): Bill => ({
  items: billOf(usage, posts),
  beside: besideOf(usage, posts),
  usage,
})

/**
 * A post by each of these at one time, which workers take together. The neighbour's post, before it, is not counted: as
 * on any day with many posts, the network's key is open by then.
 */
async function metered(
  posts: Posts,
  platform: string,
  people: readonly Person[],
  neighbour?: Person,
): Promise<Metered> {
  const { clock, settle, tick } = posts.environment
  const scheduled = ({ user, connectionId }: Person, at: number) =>
    posts.schedule(user, platform, connectionId, at)
  await settle()
  const accepting = openMeter(posts.environment)
  const at = clock.now() + apartMs
  const accepted: Accepted[] = []
  for (const person of people) accepted.push(await scheduled(person, at))
  await settle()
  const taken = accepting.read()
  await tick(at - clock.now() - neighbourMs)
  if (neighbour) await posts.live([await scheduled(neighbour, clock.now() + 10_000)])
  posts.networkCalls()
  const sending = openMeter(posts.environment)
  await posts.live(accepted)
  const usage = added({ ...taken, waitedMs: {} }, { ...sending.read(), waitedMs: {} })
  const files = usage.calls['s3 PutObject'] ?? 0
  const worker = `publish-${platform}`
  const aws = (caller: string) =>
    usage.waits.filter((wait) => wait.caller === caller && !ahead(wait, at)).length
  const network = posts.networkCalls().filter((call) => !ahead(call, at))
  // A batch's posts are waited for side by side.
  const waited =
    network.reduce((sum, { route }) => sum + timeOf(platform, route), 0) + aws(worker) * awsCallMs
  return {
    ...usage,
    waitedMs: {
      schedule: aws('api') * awsCallMs,
      preflight: aws('preflight') * awsCallMs + files * fileFetchMs,
      [worker]: waited / people.length + aheadMs,
    },
  }
}

/** In the turn that commits and before the time: it is waiting anyhow, on the average this long. */
const aheadMs = wakeBeforeMs - 500
const ahead = (call: { at: number }, time: number) => call.at >= time - wakeBeforeMs - 1000 && call.at < time

const timeOf = (platform: string, route: string): number => {
  const { calls, otherwise } = networkTimes[platform]!
  return calls[route] ?? otherwise
}

/** Two usages as one. */
function added(a: Metered, b: Metered): Metered {
  const sum = (one: Record<string, number>, other: Record<string, number>) =>
    Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
        name,
        (one[name] ?? 0) + (other[name] ?? 0),
      ]),
    )
  return {
    calls: sum(a.calls, b.calls),
    waits: [...a.waits, ...b.waits],
    writeUnits: a.writeUnits + b.writeUnits,
    readUnits: a.readUnits + b.readUnits,
    invocations: [...a.invocations, ...b.invocations],
    log: sum(a.log, b.log) as Metered['log'],
    waitedMs: sum(a.waitedMs, b.waitedMs),
  }
}

interface Person {
  user: string
  connectionId: string
}

/** The plain posts there go to places of alice's, so that the neighbour must have her account. */
const placesOfAlice = ['facebook', 'pinterest']

/** A neighbour, and users with an account each: no token of one post serves another. */
async function openPeople(posts: Posts, platform: string, count: number): Promise<Person[]> {
  const accounts = ['alice', ...Array.from({ length: count - 1 }, (_, n) => `person${n + 1}`)]
  const neighbour = placesOfAlice.includes(platform) ? 'alice' : `neighbour${count}`
  const people: Person[] = []
  for (const account of [neighbour, ...accounts]) {
    if (account !== 'alice') await posts.addAccount(platform, account)
    const user = randomUUID()
    people.push({ user, connectionId: await posts.connect(user, platform, account) })
  }
  return people
}
