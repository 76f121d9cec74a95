import { AppError } from '../domain/errors.ts'
import { isDone, type PublishJob } from '../domain/publish-job.ts'
import { lookAfterMs } from '../domain/queues.ts'
import type { Events } from '../messaging/events.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import { announce } from './events.ts'
import { mayBeLive } from './may-be-live.ts'
import type { AcceptingServices } from './services.ts'

/**
 * Cancels a job that is not armed; once it is cancelled, saying it again is fine. Of a cancel and an arming write
 * exactly one succeeds.
 */
export async function cancelJob(
  services: AcceptingServices & { events: Events },
  ref: { user_id: string; job_id: string },
): Promise<PublishJob> {
  const job = await getJob(services.table, ref, true)
  if (!job) throw new AppError('job_not_found')
  if (job.status === 'Cancelled') return job
  // Sent again by its owner when all of it was accepted: it is only looked for.
  const isLookedFor = job.status === 'Pending' && job.steps.every(isDone)
  if (isLookedFor || job.steps.some((step) => mayBeLive(job, step)))
    throw new AppError('job_state_conflict', 'The post may be live already; wait until that is found out.')
  const live = job.steps.find((step) => step.post_id !== undefined)
  const cancelled = await changeJob(services.table, job, {
    end: { as: 'Cancelled', at: services.now() },
    // Its event is due soon, whatever its time was.
    set: {
      due: services.now() + lookAfterMs,
      ...(live ? { post_id: live.post_id, post_url: live.post_url } : {}),
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared'],
    add: { wake: 1 },
    if: '#attempts = :attempts',
    values: { attempts: job.attempts },
  })
  if (!cancelled.done) {
    if (cancelled.job?.status === 'Cancelled') return cancelled.job
    // Armed since it was read; it may wait again by now, with a part that is live.
    if (cancelled.job && cancelled.job.attempts > job.attempts) return cancelJob(services, ref)
    throw new AppError(
      'job_state_conflict',
      `The job is ${cancelled.job?.status}; only a job not yet being sent can be cancelled.`,
    )
  }
  try {
    if (job.status === 'Scheduled') await services.schedules.remove(job.job_id)
    await announce(services, cancelled.job)
  } catch (error) {
    // The job is cancelled; the sweeper repeats its event, and a schedule that fires finds it so.
    services.log.error({
      msg: 'cancelled, but not all of it tidied',
      job_id: job.job_id,
      error: String(error),
    })
  }
  return cancelled.job
}
