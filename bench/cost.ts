import { randomUUID } from 'node:crypto'
import { besideOf, billOf, type Item, sumOf } from './bill.ts'
import { openMeter, type Usage } from './meter.ts'
import { networkTimes } from './network-times.ts'
import { type Accepted, openPosts, type Posts, plainPosts } from './posts.ts'
import { networkFees } from './prices.ts'
import type { Section } from './report.ts'

/** Dollars for a million scheduled image posts to Instagram. */
const bounds = { alone: 30, batched: 20 }
const batch = 10
/** Posts one by one of a network; more of the one that has a bound, for their waits differ by up to a second. */
const samples = (platform: string) => (platform === 'instagram' ? 4 : 1)
const tenMinutes = 600_000
const keysKeptMs = 16 * 60_000

interface Bill {
  items: Item[]
  beside: Item[]
  usage: Usage
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
  const posts = samples(platform)
  const of = (start: string) => sumOf(items.filter(({ what }) => what.startsWith(start))).toFixed(2)
  return [
    `${platform}, ${plainPosts[platform]!.what}`,
    sumOf(items).toFixed(2),
    usage.writeUnits / posts,
    usage.readUnits / posts,
    of('SQS'),
    of('KMS'),
    usage.invocations.length / posts,
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

/** Scheduled posts with networks that take their usual time, in real time where a worker runs. */
async function measureCost(): Promise<{ alone: Record<string, Bill>; batched: Bill }> {
  const posts = await openPosts()
  try {
    const alone: Record<string, Bill> = {}
    const crowd = await openPeople(posts, 'instagram', batch)
    for (const platform of Object.keys(plainPosts)) {
      const people =
        platform === 'instagram' ? crowd.slice(0, samples(platform)) : await openPeople(posts, platform, 1)
      // Warm: what a cold start takes is no part of each post. The keys it unwrapped are kept for 15 minutes.
      await posts.live([await scheduled(posts, platform, people[0]!)], { swift: true })
      await posts.environment.tick(keysKeptMs)
      await posts.slowDown(platform, networkTimes[platform]!)
      alone[platform] = await metered(posts, samples(platform), async () => {
        for (const person of people)
          await posts.live([await scheduled(posts, platform, person)], { swift: false })
      })
    }
    await posts.environment.tick(keysKeptMs)
    const batched = await metered(posts, batch, async () => {
      const at = posts.environment.clock.now() + tenMinutes
      const together: Accepted[] = []
      for (const person of crowd)
        together.push(await posts.schedule(person.user, 'instagram', person.connectionId, at))
      await posts.live(together, { swift: false })
    })
    return { alone, batched }
  } finally {
    await posts.close()
  }
}

interface Person {
  user: string
  connectionId: string
}

const scheduled = (posts: Posts, platform: string, { user, connectionId }: Person) =>
  posts.schedule(user, platform, connectionId, posts.environment.clock.now() + tenMinutes)

/** Users with an account each: no token of one post serves another. */
async function openPeople(posts: Posts, platform: string, count: number): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < count; n += 1) {
    const account = n === 0 ? 'alice' : `person${n}`
    if (n > 0) await posts.addAccount(platform, account)
    const user = randomUUID()
    people.push({ user, connectionId: await posts.connect(user, platform, account) })
  }
  return people
}

async function metered(posts: Posts, count: number, work: () => Promise<void>): Promise<Bill> {
  await posts.environment.settle()
  const meter = openMeter(posts.environment)
  await work()
  const usage = meter.read()
  return { items: billOf(usage, count), beside: besideOf(usage, count), usage }
}
