import { randomUUID } from 'node:crypto'
import { markNeedsReauth, renewRefused } from '../connections/tokens.ts'
import { consequences, type Failure } from '../domain/failure.ts'
import { type Attempt, disarmed, isDone, type PublishJob, withStep } from '../domain/publish-job.ts'
import type { FoundPost } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { setHold, wholePlatform } from '../storage/holds.ts'
import type { JobChange } from '../storage/jobs.ts'
import { claimPost } from '../storage/posts.ts'
import { asFailure } from './as-failure.ts'
import { holdSilent, isSilence, limitedTooLong } from './hold-work.ts'
import { type Post, postContext } from './open-post.ts'
import { attemptOf, continueAt, endJob, searchSoon, withAttempt } from './release-job.ts'
import type { RunningServices } from './services.ts'
import { isOptional, skipStep } from './skip-step.ts'
import { storeResult } from './store-result.ts'
import { backoffMs } from './timing.ts'

const minute = 60_000
/** How often in a row things are made anew at the network, or a token renewed, before that is given up. */
const maxRecreations = 3
const maxRenewals = 2
/** Between tries of what is worth a few of them only. */
const repeatGapMs = minute

/**
 * Does what the table of consequences says of a failure.
 * @param armedIndex set when it answers a commit: a clean refusal then disarms that step
 */
export async function followFailure(
  services: RunningServices,
  post: Post,
  said: Failure,
  armedIndex?: number,
): Promise<Post | undefined> {
  const { job } = post
  const armed = armedIndex !== undefined
  logFailure(services, job, said)
  const failure = afterRepeats(job, said)
  const { next } = consequences[failure.class]
  const history = withAttempt(job, attemptOf(services, said, armed))
  const index = armedIndex ?? job.steps.findIndex((step) => !isDone(step))
  if (next !== 'find' && isOptional(post, index))
    return skipStep(services, post, { index, reason: failure.userMessage, history })
  const named = armed ? await namedPost(services, post, { failure, index }) : undefined
  if (named === 'older') return refusedAsCopy(services, job, { index, failure, history })
  if (named) return storeResult(services, post, { index, made: named, at: named.created_at })
  if (next === 'find' && armed && !isFirstDuplicate(job, failure, armedIndex))
    return searchSoon(services, job, { set: { history } })

  const change = clean(services, job, { history, armedIndex })
  switch (next) {
    case 'reject':
      return endJob(services, job, { to: 'ContentRejected', failure, change }).then(nothing)
    case 'find':
      if (!armed) return findPrepared(services, post, history)
      if (isOptional(post, index))
        return skipStep(services, post, { index, reason: failure.userMessage, history })
      // A duplicate at the very first try is a post its owner made before: there is no attempt of ours to find.
      return endJob(services, job, { to: 'ContentRejected', failure, code: 'content_rejected', change }).then(
        nothing,
      )
    case 'hold':
      return hold(services, post, { failure, change })
    case 'prepare':
      if (armed && (await isPerhapsLive(services, post, index)))
        return searchSoon(services, job, { set: { history } })
      if (recent(job, ({ class: failed }) => failed === 'recreate') >= maxRecreations)
        return endJob(services, job, { to: 'Failed', failure, change }).then(nothing)
      return again(services, post, {
        failure,
        change: { ...change, set: { ...change.set, prepared: undefined }, remove: ['prepared'] },
        delayMs: shortDelayMs(job),
      })
    case 'wait':
      return again(services, post, { failure, change, delayMs: shortDelayMs(job) })
    case 'again':
      return again(services, post, {
        failure,
        change,
        delayMs: failure.repeats ? repeatGapMs : backoffMs(job.tries),
      })
    case 'fail':
      if (failure.class === 'reauth') return reauth(services, post, { failure, change })
      return endJob(services, job, { to: 'Failed', failure, change }).then(nothing)
  }
}

const nothing = () => undefined

/**
 * Whether what was prepared may be live although its commit was refused. Asked before it is made anew, where the
 * network's own handle tells; one that can't be read leaves it open.
 */
async function isPerhapsLive(services: RunningServices, post: Post, index: number): Promise<boolean> {
  const { definition, publisher } = post.module
  if (definition.absence !== 'proof') return false
  const { armed_at, commit_deadline } = post.job.steps[index]!
  const armed = { index, armed_at: armed_at!, commit_deadline: commit_deadline! }
  try {
    return (await publisher.find(postContext(services, post), armed)).kind === 'live'
  } catch (error) {
    asFailure(error) // a bug is thrown on
    return true
  }
}

/** The post a duplicate refusal names, when the network's folder takes it for ours and no other job has it. */
async function namedPost(
  services: RunningServices,
  post: Post,
  { failure, index }: { failure: Failure; index: number },
): Promise<FoundPost | 'older' | undefined> {
  if (failure.class !== 'duplicate') return undefined
  const { job, module } = post
  const step = job.steps[index]!
  const found = module.publisher.duplicateOf?.(
    failure,
    {
      index,
      armed_at: step.first_armed_at ?? step.armed_at!,
      commit_deadline: step.commit_deadline!,
      ...(step.first_armed_at === undefined ? {} : { resent_at: step.armed_at! }),
    },
    postContext(services, post),
  )
  if (found === 'older') return found
  return found && (await claimPost(services.table, job, { postId: found.id, step: index }))
    ? found
    : undefined
}

/** A post from before the first try stands in the way: no try of ours can have landed, and none will. */
async function refusedAsCopy(
  services: RunningServices,
  job: PublishJob,
  { index, failure, history }: { index: number; failure: Failure; history: Attempt[] },
): Promise<undefined> {
  const { set, ...change } = clean(services, job, { history, armedIndex: index })
  await endJob(services, job, {
    to: 'ContentRejected',
    failure,
    code: 'content_rejected',
    change: { ...change, set: { ...set, steps: withStep(job, index, {}) } },
  })
}

/** No earlier request of this step can have landed: the duplicate is its owner's. */
const isFirstDuplicate = (job: PublishJob, failure: Failure, index: number) =>
  failure.class === 'duplicate' && job.steps[index]?.first_armed_at === undefined

/** The write of a clean refusal: nothing went live, the step is free again. */
function clean(
  services: RunningServices,
  job: PublishJob,
  { history, armedIndex }: { history: PublishJob['history']; armedIndex: number | undefined },
): JobChange {
  const due = (job.scheduled_at ?? 0) <= services.now()
  return {
    set: {
      history,
      ...(armedIndex === undefined
        ? {}
        : { steps: withStep(job, armedIndex, disarmed(job.steps[armedIndex]!)), ...looseHandles(job) }),
    },
    ...(job.status === 'Processing' || (job.status === 'Scheduled' && due) ? { to: 'Pending' as const } : {}),
  }
}

/** What was prepared is looked at before it is sent once more: a refusal may be mistaken. */
const looseHandles = ({ prepared }: PublishJob) =>
  prepared ? { prepared: { ...prepared, ready: false } } : {}

/** Failures of a kind since its owner last sent the job, holds aside. */
const recent = ({ history, tries }: PublishJob, isOne: (attempt: Attempt) => boolean): number =>
  history.slice(history.length - Math.min(tries, history.length)).filter(isOne).length

/** The failure itself, or what its row says it is once repeating has not mended it. */
function afterRepeats(job: PublishJob, failure: Failure): Failure {
  const { repeats, ...same } = failure
  if (!repeats || recent(job, ({ row }) => row === failure.row) < repeats.most) return failure
  return { ...same, class: repeats.afterwards, userMessage: repeats.userMessage }
}

/**
 * What was prepared turns out to be live: an earlier try of ours was refused and yet took effect. It is looked
 * for as if it were armed.
 */
async function findPrepared(
  services: RunningServices,
  { job }: Post,
  history: PublishJob['history'],
): Promise<undefined> {
  const index = job.steps.findIndex((step) => !isDone(step))
  const step = job.steps[index]!
  const now = services.now()
  const armed_at =
    step.first_armed_at ?? Math.min(now, ...history.filter((one) => one.armed).map((one) => one.at))
  const armed = { ...step, attempt_id: randomUUID(), armed_at, commit_deadline: now }
  return searchSoon(services, job, {
    ...(job.status === 'Processing' ? {} : { to: 'Processing' as const }),
    set: { history, searches: 0, steps: withStep(job, index, armed) },
  })
}

const shortDelayMs = (job: PublishJob) => Math.min(minute, 3_000 * 2 ** Math.min(job.tries, 5))

async function again(
  services: RunningServices,
  { job }: Post,
  { failure, change, delayMs }: { failure: Failure; change: JobChange; delayMs: number },
): Promise<undefined> {
  const outage = isSilence(failure) ? await holdSilent(services, job) : undefined
  if (outage !== undefined) return void (await continueAt(services, job, { at: outage, change }))
  const at = Math.max(services.now() + delayMs, failure.retryAt ?? 0)
  if (at > job.counts_from + services.settings.maxLatenessMs)
    return endJob(services, job, { to: 'Failed', failure, code: 'missed', change }).then(nothing)
  await continueAt(services, job, { at, change: { ...change, add: { tries: 1 } } })
}

/** A limit or an outage: everything of the account, or of the network, waits; no try is spent. */
async function hold(
  services: RunningServices,
  { job }: Post,
  { failure, change }: { failure: Failure; change: JobChange },
): Promise<undefined> {
  const wide = failure.holds === 'platform' || failure.class === 'operator'
  const holds = job.history.filter((attempt) => attempt.class === failure.class).length
  const until = Math.max(
    failure.retryAt ?? services.now() + minute * 2 ** Math.min(holds, 6),
    services.now() + 1_000,
  )
  await setHold(services.table, {
    platform: job.platform,
    account: wide ? wholePlatform : job.account,
    until,
    reason: failure.class,
  })
  services.log.count({ held: 1 }, job.platform)
  if (wide)
    services.log.error({
      msg: 'network held: our app needs its operator',
      platform: job.platform,
      row: failure.row,
    })
  if (failure.class !== 'operator' && until > job.counts_from + services.settings.maxLatenessMs)
    return void (await endJob(services, job, { to: 'Failed', failure: tooLong(failure, until), change }))
  await continueAt(services, job, { at: until, change })
}

/** The network's own words, with our own about them. */
const tooLong = (failure: Failure, until: number): Failure => ({
  ...failure,
  userMessage: limitedTooLong(until).userMessage,
})

/** A lone 401 is no proof of a dead grant: one refresh decides. */
async function reauth(
  services: RunningServices,
  post: Post,
  { failure, change }: { failure: Failure; change: JobChange },
): Promise<undefined> {
  const { job, connection, accessToken } = post
  try {
    if (recent(job, ({ class: failed }) => failed === 'reauth') >= maxRenewals)
      await markNeedsReauth(services, connection)
    else if (accessToken && (await renewRefused(services, connection, accessToken)))
      return again(services, post, { failure, change, delayMs: 0 })
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error
    return again(services, post, { failure: error.failure, change, delayMs: backoffMs(job.tries) })
  }
  return endJob(services, job, { to: 'Failed', failure, change }).then(nothing)
}

function logFailure(services: RunningServices, job: PublishJob, failure: Failure): void {
  services.log.warn({
    msg: failure.row ? 'network refused' : 'network gave an answer that no row knows',
    job_id: job.job_id,
    platform: job.platform,
    class: failure.class,
    row: failure.row,
    network_status: failure.details.status_code,
    network_code: failure.details.platform_code,
    network_message: failure.details.message,
    request_id: failure.details.request_id,
  })
}
