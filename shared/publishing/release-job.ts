import type { ErrorCode } from '../domain/errors.ts'
import { consequences, type Failure } from '../domain/failure.ts'
import { type Attempt, type Ended, isDone, type PublishJob } from '../domain/publish-job.ts'
import { commitQueue, lookAfterMs, workQueue } from '../domain/queues.ts'
import { maxDelaySeconds } from '../messaging/queues.ts'
import type { JobChange } from '../storage/jobs.ts'
import { writeUnderLease } from './claim-job.ts'
import { announce } from './events.ts'
import { mayBeLive } from './may-be-live.ts'
import type { RunningServices } from './services.ts'
import { searchGapsMs } from './timing.ts'

const historyKept = 10

/** Ends this turn: somebody looks again at `at`. Waits beyond the queue's 15 minutes are a `due` time. */
export async function continueAt(
  services: RunningServices,
  job: PublishJob,
  { at, queue = 'work', change = {} }: { at: number; queue?: 'work' | 'commit'; change?: JobChange },
): Promise<void> {
  const now = services.now()
  const delay = Math.max(0, at - now)
  const byQueue = delay <= maxDelaySeconds * 1000
  const look = byQueue ? Math.max(at, now) + lookAfterMs : at
  // `due` costs two writes: where a message comes for the next attempt it moves only when it would be far too late.
  const due = byQueue && job.due !== undefined && job.due <= look + lookAfterMs ? {} : { due: look }
  const released = await writeUnderLease(services, job, {
    ...change,
    set: {
      ...change.set,
      ...due,
      claims: 0,
      next_attempt_at: byQueue && queue === 'commit' ? Math.max(at, job.scheduled_at ?? 0) : at,
    },
    remove: ['lease_owner', 'lease_until', ...(change.remove ?? [])],
    add: { wake: 1, ...change.add },
  })
  if (!released || !byQueue) return
  const name = queue === 'commit' ? commitQueue(job.platform) : workQueue(job.platform)
  const message = { user_id: job.user_id, job_id: job.job_id, wake: released.wake }
  // Rounded up: what comes early would only have to be sent again, or is waited for at the price of a worker.
  await services.queues.send(name, message, Math.ceil(delay / 1000))
}

/** A scheduled job whose time has come is Pending from then on. */
export const pendingOnceDue = (services: RunningServices, job: PublishJob): { to?: 'Pending' } =>
  job.status === 'Scheduled' && job.scheduled_at !== undefined && job.scheduled_at <= services.now()
    ? { to: 'Pending' }
    : {}

/** What happened is not known: find is next, and nothing else. */
export async function searchSoon(
  services: RunningServices,
  job: PublishJob,
  change: JobChange = {},
): Promise<undefined> {
  await continueAt(services, job, { at: services.now() + searchGapsMs[0], change })
}

/** An ended try, for the owner to read. */
export const attemptOf = (services: RunningServices, failure: Failure, armed: boolean): Attempt => ({
  at: services.now(),
  armed,
  class: failure.class,
  ...(failure.repeats && failure.row ? { row: failure.row } : {}),
  details: failure.details,
})

export const withAttempt = (job: PublishJob, attempt: Attempt): Attempt[] =>
  [...job.history, attempt].slice(-historyKept)

interface End {
  to: Extract<Ended, 'Failed' | 'ContentRejected' | 'Unknown'>
  failure: Failure
  code?: ErrorCode
  message?: string
  change?: JobChange
}

function codeOf({ code, failure }: End, uncertain: boolean): ErrorCode {
  const own = code ?? consequences[failure.class].code
  return uncertain && own !== 'reauth_required' ? 'outcome_unknown' : own
}

/** Ends the job for good and says so. */
export async function endJob(services: RunningServices, job: PublishJob, end: End): Promise<void> {
  const { failure, change = {} } = end
  const steps = change.set?.steps ?? job.steps
  // What stopped it says nothing of an earlier try that was never seen.
  const uncertain = end.to !== 'Unknown' && steps.some((step) => mayBeLive(job, step))
  const code = codeOf(end, uncertain)
  const live = job.steps.find((step) => step.post_id !== undefined)
  // Whatever stopped it, a post that is live in part is never called rejected.
  const partial = end.to !== 'Unknown' && live !== undefined && job.steps.some((step) => !isDone(step))
  const to = uncertain ? 'Unknown' : partial ? 'Failed' : end.to
  const from =
    to === 'Unknown' && job.status !== 'Processing'
      ? await writeUnderLease(services, job, { to: 'Processing' })
      : job
  if (!from) return
  const ended = await writeUnderLease(services, from, {
    ...change,
    end: { as: to, at: services.now() },
    set: {
      ...change.set,
      error: {
        code: partial && !uncertain ? 'partially_published' : code,
        message: uncertain
          ? `${failure.userMessage} An earlier try may be live: look before you send it again.`
          : (end.message ?? failure.userMessage),
        details: failure.details,
        reauth_required: code === 'reauth_required',
      },
      ...(live ? { post_id: live.post_id, post_url: live.post_url } : {}),
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at', ...(change.remove ?? [])],
  })
  services.log.info({
    msg: 'job ended',
    job_id: job.job_id,
    platform: job.platform,
    to,
    code,
    class: failure.class,
    row: failure.row,
  })
  if (ended) await announce(services, ended)
}
