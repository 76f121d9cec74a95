import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DisconnectServices } from '../../shared/connections/services.ts'
import {
  isArmed,
  isDone,
  isEnded,
  type PublishJob,
  type Status,
  transitions,
} from '../../shared/domain/publish-job.ts'
import { acceptJob } from '../../shared/publishing/accept-job.ts'
import { cancelJob } from '../../shared/publishing/cancel-job.ts'
import { changePublishJob } from '../../shared/publishing/change-job.ts'
import { lookNow } from '../../shared/publishing/dead-letter.ts'
import { retryJob } from '../../shared/publishing/retry-job.ts'
import { runJob } from '../../shared/publishing/run-job.ts'
import type { RunningServices } from '../../shared/publishing/services.ts'
import { sweep } from '../../shared/publishing/sweep.ts'
import { getJob } from '../../shared/storage/jobs.ts'
import { type Harm, interleave, type Version } from './interleaving.ts'
import { type MachineWorld, openMachineWorld, user } from './state-machine-world.ts'

const full = process.env.FAULTS === 'full'
const numRuns = full ? 1_000 : 8
/** Shrinking a failure ends then, so that its seed is told. */
const mostMs = full ? 1_200_000 : 40_000
const turnMs = 60_000
const turnAt = (now: number) => ({ endsAt: now + turnMs, redelivered: false })

let world: MachineWorld
beforeAll(async () => {
  world = await openMachineWorld()
})
afterAll(() => world.close())

type Act = 'work' | 'cancel' | 'change' | 'retry' | 'sweep' | 'dead letter' | 'time'

type Given = { act: Act; stale?: number; ms?: number }

const work: fc.Arbitrary<Given> = fc.record({ act: fc.constant('work'), stale: fc.constantFrom(0, 0, 0, 1) })
const time: fc.Arbitrary<Given> = fc.record({
  act: fc.constant('time'),
  ms: fc.constantFrom(6_000, 76_000, 1_200_000),
})
const others: fc.Arbitrary<Given> = fc.record({
  act: fc.constantFrom('cancel', 'change', 'retry', 'sweep', 'dead letter'),
})
/** After it no lease of before is alive. */
const lapse: fc.Arbitrary<Given> = fc.constant({ act: 'time', ms: 76_000 })
const act = fc.oneof(
  { weight: 3, arbitrary: work },
  { weight: 1, arbitrary: time },
  { weight: 4, arbitrary: others },
)
const harm = fc.record({
  write: fc.integer({ min: 1, max: 5 }),
  kind: fc.constantFrom<Harm>('repeated', 'answer lost', 'killed before', 'killed after'),
})
const harmed = fc.option(harm, { nil: undefined, freq: 2 })
const writer = fc.tuple(act, harmed)
const scenario = fc.record({
  writers: fc
    .tuple(
      fc.tuple(work, harmed),
      fc.tuple(lapse, harmed),
      fc.tuple(work, harmed),
      fc.array(writer, { maxLength: 6 }),
    )
    .map(([first, time, second, others]) => [first, time, second, ...others]),
  /** Of a thread; one is a post. */
  parts: fc.integer({ min: 1, max: 2 }),
  scheduled: fc.constantFrom(false, false, true),
  /** What becomes of each commit. */
  commits: fc.array(fc.constantFrom('answered', 'answer lost', 'never sent'), { maxLength: 3 }),
  hidden: fc.boolean(),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

test(
  'however writers interleave, no job makes an illegal move and no update is lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.scheduler(), async (given, scheduler) => {
        const life = await live(given, scheduler)
        for (let at = 1; at < life.versions.length; at += 1)
          checkMove(life.versions[at - 1]!, life.versions[at]!, life.holders)
        checkOwner(life)
        checkPosts(given, life)
      }),
      {
        numRuns,
        interruptAfterTimeLimit: mostMs,
        markInterruptAsFailure: true,
      },
    )
  },
  mostMs + 20_000,
)

let runs = 0

/** One job among its writers, then brought to its end by sweeper and workers alone. */
async function live({ writers, parts, scheduled, commits, hidden }: Scenario, scheduler: fc.Scheduler) {
  const { services, clock, x, connectionId } = world
  runs += 1
  const words = `run ${runs}`
  await world.clearFaults()
  if (hidden) await world.hideNext(120_000)
  const { job: accepted } = await acceptJob(services, {
    userId: user,
    connectionId,
    post: postOf(words, parts),
    ...(scheduled ? { scheduleTime: new Date(services.now() + 90_000).toISOString() } : {}),
  })
  const ref = { user_id: user, job_id: accepted.job_id }
  const read = () => getJob(services.table, ref, true)
  const { versions, observe, turn, write, alone } = interleave(scheduler, {
    table: services.table,
    read,
    now: services.now,
  })
  await observe('accept')

  const unarmed: PublishJob[] = []
  const left = [...commits]
  x.intercept(async ({ route, phase }) => {
    if (route !== 'POST /2/tweets') return
    const fate = phase === 'before' ? left[0] : left.shift()
    if (phase === 'before') {
      const job = (await read())!
      if (job.status !== 'Processing' || !job.steps.some(isArmed)) unarmed.push(job)
      if (fate === 'never sent') left.shift()
      if (fate === 'never sent') throw new Error('cut')
    } else {
      await turn('X answers')
      if (fate === 'answer lost') throw new Error('cut')
    }
  })
  const acts: Record<
    Act,
    (own: DisconnectServices & RunningServices, given: { stale?: number; ms?: number }) => Promise<unknown>
  > = {
    async work(own, { stale = 0 }) {
      const { wake } = (await read())!
      await runJob(own, { ...ref, wake: wake - stale }, turnAt(own.now()))
    },
    cancel: (own) => cancelJob(own, ref),
    change: (own) => changePublishJob(own, ref, { patch: { post: postOf(`${words}, changed`, parts) } }),
    retry: (own) => retryJob(own, ref, { confirmNotPublished: true }),
    sweep: (own) => sweep(own, { endsAt: own.now() + turnMs }),
    'dead letter': (own) => lookNow(own, ref),
    time: async (_, { ms = 0 }) => clock.advance(ms),
  }
  const ending = Promise.all(
    writers.map(([{ act, ...more }, harm], at) =>
      write({ name: `${act} ${at}`, harm }, (table) => acts[act]({ ...services, table }, more)),
    ),
  )
  await scheduler.waitAll()
  const results = await ending
  x.intercept(undefined)

  for (let looks = 0; !isEnded((await read())!.status) || (await read())!.due !== undefined; looks += 1) {
    if (looks === 200) throw new Error(`never ended: ${JSON.stringify(await read())}`)
    const { due, next_attempt_at } = (await read())!
    const next = Math.max(Math.min(due ?? Infinity, next_attempt_at ?? Infinity) - services.now(), 10_000)
    clock.advance(Number.isFinite(next) ? next : 60_000)
    const turn = turnAt(services.now())
    await sweep({ ...services, table: alone('sweep at the end') }, turn)
    const { wake } = (await read())!
    await runJob({ ...services, table: alone('work at the end') }, { ...ref, wake }, turn)
  }
  return {
    versions,
    results: writers.map(([{ act }], at) => ({ act, name: `${act} ${at}`, result: results[at]! })),
    unarmed,
    posts: x.ledger().filter(({ text }) => text.startsWith(words)),
    holders: holdersOf(versions),
    last: (await read())!,
  }
}
type Life = Awaited<ReturnType<typeof live>>

const postOf = (words: string, parts: number) => ({
  text_content: parts === 1 ? words : '',
  assets: [],
  platform_specific_options:
    parts === 1
      ? null
      : {
          post_type: 'thread',
          parts: Array.from({ length: parts }, (_, at) => ({ text: `${words}, part ${at}` })),
        },
})

/** Whose each lease is: the writer's who first stored it. */
function holdersOf(versions: readonly Version[]): Map<string, string> {
  const holders = new Map<string, string>()
  for (const { by, job } of versions)
    if (job.lease_owner !== undefined && !holders.has(job.lease_owner)) holders.set(job.lease_owner, by)
  return holders
}

/** What whoever has no lease may touch beside a live one: when to look, and what the network made. */
const leaseless = ['due', 'due_shard', 'wake', 'write_id', 'claims', 'steps']

function checkMove({ job: before }: Version, { job: after, by, at }: Version, holders: Map<string, string>) {
  const what = `${by}: ${before.status} → ${after.status}`
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof PublishJob)[]
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  const allowed: readonly Status[] = transitions[before.status]
  if (before.status !== after.status) expect(allowed, what).toContain(after.status)
  if (allowed.length === 0)
    expect(['due', 'due_shard', 'write_id'], what).toEqual(expect.arrayContaining(changed))

  for (const count of ['wake', 'version', 'content_version', 'attempts'] as const)
    expect(after[count], `${what}: ${count}`).toBeGreaterThanOrEqual(before[count])
  expect(after.version - before.version, what).toBeLessThanOrEqual(1)
  const kept = before.history.slice(after.history.length < 10 ? 0 : 1)
  if (changed.includes('history'))
    expect(JSON.stringify(after.history.slice(0, kept.length)), what).toBe(JSON.stringify(kept))

  // A change of its owner makes new steps, but only where nothing is armed or made.
  before.steps.forEach((step, index) => {
    const next = after.steps[index]
    if (step.post_id !== undefined) expect(next?.post_id, `${what}: post of step ${index}`).toBe(step.post_id)
    if (step.attempt_id !== undefined && next?.attempt_id !== undefined)
      expect(next.attempt_id, `${what}: step ${index} is armed twice`).toBe(step.attempt_id)
    if (isArmed(step) && (!next || !(isArmed(next) || isDone(next))))
      expect(after.status, what).not.toBe('Cancelled')
  })
  if (after.status === 'Cancelled') expect(after.steps.some(isArmed), what).toBe(false)

  const { lease_owner: owner, lease_until: until = 0 } = before
  if (owner === undefined) return
  const taken = after.lease_owner !== undefined && after.lease_owner !== owner
  if (taken) expect(until, `${what}: a live lease is taken`).toBeLessThan(at)
  if (until < at || holders.get(owner) === by) return
  const held = `${what}: ${changed} under the lease of ${holders.get(owner)}`
  // A live lease is ended from outside by its owner's word, or by what the network made.
  if (after.lease_owner === undefined) {
    const made = after.steps.some(({ post_id }, index) => post_id !== before.steps[index]?.post_id)
    expect(made || after.status === 'Published' || /^(cancel|change)/.test(by), held).toBe(true)
  } else expect(leaseless, held).toEqual(expect.arrayContaining(changed))
}

/** Each yes its owner got is a version of its own, and stays. */
function checkOwner({ versions, results }: Life) {
  const told = results.flatMap(({ act, name, result }) =>
    (act === 'change' || act === 'retry') && result.status === 'fulfilled'
      ? [{ name, version: (result.value as PublishJob).version }]
      : [],
  )
  const numbers = told.map(({ version }) => version)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const { name, version } of told)
    expect(versions.find(({ job }) => job.version === version)?.by).toBe(name)
  const cancelled = results.some(({ act, result }) => act === 'cancel' && result.status === 'fulfilled')
  if (cancelled) expect(versions.at(-1)!.job.status).toBe('Cancelled')
}

/** X saw no commit that was not armed before, and holds what the job says. */
function checkPosts({ writers }: Scenario, { unarmed, posts, last, versions }: Life) {
  expect(unarmed).toEqual([])
  expect(posts.map(({ id }) => id)).toEqual(
    expect.arrayContaining(last.steps.flatMap(({ post_id }) => post_id ?? [])),
  )
  if (last.status === 'Cancelled') expect(posts).toHaveLength(last.steps.filter(isDone).length)
  // Whoever says that a post is not there may be wrong.
  if (writers.some(([{ act }]) => act === 'retry') && versions.some(({ job }) => job.status === 'Unknown'))
    return
  expect(new Set(posts.map(({ text }) => text)).size).toBe(posts.length)
  if (last.status === 'Published') expect(posts).toHaveLength(last.steps.length)
}
