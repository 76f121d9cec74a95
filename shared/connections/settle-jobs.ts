import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../domain/errors.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { cancelJob } from '../publishing/cancel-job.ts'
import { announce } from '../publishing/events.ts'
import { withoutComment } from '../publishing/without-comment.ts'
import { changeJob, type JobChange } from '../storage/jobs.ts'
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
  const until = services.now() + waitMs
  for (;;) {
    const jobs = await openJobs(services.table, connection)
    if (jobs.length === 0) return
    const over = services.now() >= until
    const settle = async (job: PublishJob) => {
      if (job.status !== 'Processing') await cancel(services, job)
      else if (over) await giveUp(services, job)
    }
    for (let start = 0; start < jobs.length; start += atOnce)
      await Promise.all(jobs.slice(start, start + atOnce).map(settle))
    if (over) return
    await pause(stepMs)
  }
}

async function cancel(services: DisconnectServices, job: PublishJob): Promise<void> {
  try {
    await cancelJob(services, job)
  } catch (error) {
    // Armed or ended meanwhile: the next look tells.
    if (!(error instanceof AppError && error.code === 'job_state_conflict')) throw error
  }
}

const outcomeUnknown = (at: number): JobChange => ({
  end: { as: 'Unknown', at },
  set: {
    error: {
      code: 'outcome_unknown',
      message: 'The account was disconnected while the post was being sent.',
      details: {},
      reauth_required: false,
    },
  },
  remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
})

async function giveUp(services: DisconnectServices, job: PublishJob): Promise<void> {
  const now = services.now()
  const live = await withoutComment(services, job, 'the connection was removed.')
  const change = live ?? outcomeUnknown(now)
  const changed = await changeJob(services.table, job, {
    ...change,
    set: { ...change.set, due: now + announceAgainMs },
    add: { wake: 1 },
    // A result that came meanwhile is not overwritten; the sweeper ends that job.
    ...(live ? { if: '#write_id = :seen', values: { seen: job.write_id } } : {}),
  })
  if (!changed.done) return
  await announce(services, changed.job).catch((error: unknown) =>
    services.log.error({ msg: 'given up, but not announced', job_id: job.job_id, error: String(error) }),
  )
}
