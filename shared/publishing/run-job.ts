import { isArmed, isDone, isEnded, isSent, type PublishJob } from '../domain/publish-job.ts'
import type { PublishMessage } from '../messaging/messages.ts'
import { heldUntil, readHolds } from '../storage/holds.ts'
import { getJob } from '../storage/jobs.ts'
import { asFailure } from './as-failure.ts'
import { claimJob, mayTakeLater, takeJobLater, writeUnderLease } from './claim-job.ts'
import { commitStep } from './commit-step.ts'
import { confirmJob } from './confirm-job.ts'
import { announce } from './events.ts'
import { findStep } from './find-step.ts'
import { followFailure } from './follow-failure.ts'
import { holdUsedUp, limitedTooLong } from './hold-work.ts'
import { openPost, type Post } from './open-post.ts'
import { authorizePost, preparePost } from './prepare-post.ts'
import { continueAt, endJob, pendingOnceDue } from './release-job.ts'
import type { RunningServices, Turn } from './services.ts'
import { isOptional, skipStep } from './skip-step.ts'
import { preparationMs } from './timing.ts'
import { withoutComment } from './without-comment.ts'

const maxClaims = 8
/** What takes no longer to prepare may be prepared twice; longer uploads are one turn's at a time. */
const quickMs = 30_000

/**
 * Brings a job forward as far as one invocation can: prepare, arm, commit, confirm, or find what an earlier turn
 * left open. Safe to call at any time and any number of times; old messages are dropped.
 */
export async function runJob(services: RunningServices, message: PublishMessage, turn: Turn): Promise<void> {
  const job = await getJob(services.table, message, true)
  if (!job) return
  if (isEnded(job.status)) return announce(services, job)
  if (message.wake !== job.wake) return
  // Posts of a batch are read side by side, in few requests, before each goes its own way.
  const early = mayTakeLater(job, message, turn) ? await openPost(services, job, turn) : undefined
  const isQuick = typeof early === 'object' && hasLittleLeft(early)
  const claimed = isQuick ? takeJobLater(job, turn) : await claimJob(services, job, turn)
  const ready = claimed && (await asProcessing(services, claimed))
  if (ready) await advance(services, { job: ready, early }, turn)
}

/** Nothing, or nothing long, is left to be prepared. */
const hasLittleLeft = ({ job, content }: Post): boolean =>
  job.prepared?.ready === true || content.assets.length === 0 || preparationMs(job, content) <= quickMs

async function advance(
  services: RunningServices,
  { job, early }: { job: PublishJob; early: Post | 'connection gone' | undefined },
  turn: Turn,
): Promise<void> {
  if (job.claims > maxClaims) return giveUp(services, job)
  const post =
    typeof early === 'object' ? { ...early, job } : (early ?? (await openPost(services, job, turn)))
  if (post === 'connection gone') {
    if (await endedWithoutComment(services, job, 'the connection was removed.')) return
    if (isSent(job))
      return endJob(services, job, {
        to: 'Unknown',
        failure: lost('The connection was removed while the post was being sent.'),
      })
    const failure = lost('The connection was removed before the post was sent.')
    return endJob(services, job, { to: 'Failed', failure, code: 'connection_removed' })
  }
  let current: Post | undefined = post
  // Each round ends one thing; it returns what to go on with, or nothing when the turn has ended.
  while (current) {
    const next = await round(services, current, turn)
    current = next && { ...next, holds: undefined }
  }
}

async function round(services: RunningServices, post: Post, turn: Turn): Promise<Post | undefined> {
  const { job } = post
  const armed = job.steps.findIndex(isArmed)
  if (armed >= 0) return findStep(services, post, armed)
  const open = job.steps.findIndex((step) => !isDone(step))
  if (open < 0) return confirmJob(services, post)
  const isLate = services.now() > job.counts_from + services.settings.maxLatenessMs
  if (isOptional(post, open) && (isLate || post.connection.needs_reauth))
    return skipStep(services, post, {
      index: open,
      reason: isLate ? 'it could not be made in time.' : 'the account must be connected again.',
    })
  if (isLate)
    return void (await endJob(services, job, {
      to: 'Failed',
      code: 'missed',
      failure: lost(
        `It was still not sent ${Math.round(services.settings.maxLatenessMs / 3_600_000)} hours after its time.`,
      ),
    }))
  const holds = post.holds ?? (await readHolds(services.table, job))
  const { platform, job_id } = job
  const held = await heldUntil(services.table, holds, { platform, job_id, now: services.now() })
  if ('until' in held) {
    const isTooLong =
      held.reason === 'rate_limited' && held.until > job.counts_from + services.settings.maxLatenessMs
    if (isTooLong && isOptional(post, open))
      return skipStep(services, post, { index: open, reason: 'it could not be made in time.' })
    if (isTooLong)
      return void (await endJob(services, job, { to: 'Failed', failure: limitedTooLong(held.until) }))
    return void (await continueAt(services, job, { at: held.until, change: pendingOnceDue(services, job) }))
  }
  let authorized: Post | undefined
  let ready: Post | undefined
  try {
    authorized = await authorizePost(services, post)
    ready = authorized && (await preparePost(services, authorized, turn))
    await holdUsedUp(services, job, post.network.usedUp)
  } catch (error) {
    return followFailure(services, authorized ?? post, asFailure(error))
  }
  return ready && commitStep(services, ready, { index: open, turn, probe: held.probe })
}

/** An Unknown job that its owner sent again is Pending, with its old try still to be found, or to be shown. */
const asProcessing = async (services: RunningServices, job: PublishJob): Promise<PublishJob | undefined> =>
  job.status === 'Pending' && isSent(job) ? writeUnderLease(services, job, { to: 'Processing' }) : job

async function giveUp(services: RunningServices, job: PublishJob): Promise<void> {
  services.log.error({ msg: 'job gave up', job_id: job.job_id, platform: job.platform, count: job.claims })
  if (await endedWithoutComment(services, job, 'our worker broke off again and again on it.')) return
  const sent = isSent(job)
  await endJob(services, job, {
    to: sent ? 'Unknown' : 'Failed',
    code: sent ? 'outcome_unknown' : 'publishing_failed',
    failure: lost('Our worker broke off again and again on this post.'),
  })
}

async function endedWithoutComment(
  services: RunningServices,
  job: PublishJob,
  reason: string,
): Promise<boolean> {
  const change = await withoutComment(services, job, reason)
  if (!change) return false
  const from = job.status === 'Processing' ? job : await writeUnderLease(services, job, { to: 'Processing' })
  const ended = from && (await writeUnderLease(services, from, change))
  if (ended) await announce(services, ended)
  return true
}

const lost = (userMessage: string) => ({ class: 'unknown' as const, userMessage, details: {} })
