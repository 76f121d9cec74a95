import { setTimeout as pause } from 'node:timers/promises'
import type { JobError, PublishJob, Status } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { announce } from '../publishing/events.ts'
import { changeJob } from '../storage/jobs.ts'
import { openJobs } from './open-jobs.ts'
import type { DisconnectServices } from './services.ts'

const waitMs = 15_000
const stepMs = 500
const atOnce = 20
/** The sweeper repeats the event of an ended job after this. */
const announceAgainMs = 60_000

/**
 * Cancels what is not armed, waits for what is, and gives the rest up as Unknown: without the connection nobody
 * can ask the network any more.
 */
export async function settleJobs(services: DisconnectServices, connection: SocialConnection): Promise<void> {
  for (let waited = 0; ; waited += stepMs) {
    const jobs = await openJobs(services.table, connection)
    if (jobs.length === 0) return
    const over = waited >= waitMs
    // A refused cancel means that the job was armed meanwhile: the next round sees it.
    await inChunks(jobs, (job) =>
      job.status === 'Processing' ? over && giveUp(services, job) : cancel(services, job),
    )
    if (over) return
    await pause(stepMs)
  }
}

async function cancel(services: DisconnectServices, job: PublishJob): Promise<void> {
  await end(services, job, 'Cancelled', {
    code: 'connection_removed',
    message: 'The account was disconnected first.',
  })
  await services.schedules.remove(job.job_id).catch((error: unknown) =>
    // It fires into a cancelled job, which drops it.
    services.log.warn({ msg: 'schedule not removed', job_id: job.job_id, reason: String(error) }),
  )
}

const giveUp = (services: DisconnectServices, job: PublishJob): Promise<void> =>
  end(services, job, 'Unknown', {
    code: 'outcome_unknown',
    message: 'The account was disconnected while the post was being sent.',
  })

async function end(
  services: DisconnectServices,
  job: PublishJob,
  to: Extract<Status, 'Cancelled' | 'Unknown'>,
  error: Pick<JobError, 'code' | 'message'>,
): Promise<void> {
  const changed = await changeJob(services.table, job, {
    to,
    set: {
      error: { ...error, details: {}, reauth_required: false },
      due: services.now() + announceAgainMs,
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
  })
  if (changed.done) await announce(services, changed.job)
}

async function inChunks<T>(items: readonly T[], run: (item: T) => unknown): Promise<void> {
  for (let start = 0; start < items.length; start += atOnce)
    await Promise.all(items.slice(start, start + atOnce).map(run))
}
