import { type EventType, makeEvent } from '../domain/events.ts'
import { type Figure, lateMs } from '../domain/figures.ts'
import type { Log } from '../domain/log.ts'
import { type PublishJob, type Status, sentAt } from '../domain/publish-job.ts'
import { type TellingServices, tellEvent } from '../notifications/tell.ts'
import { changeJob } from '../storage/jobs.ts'

const eventOf: Partial<Record<Status, Extract<EventType, `publish_job.${string}`>>> = {
  Published: 'publish_job.published',
  ContentRejected: 'publish_job.rejected',
  Failed: 'publish_job.failed',
  Unknown: 'publish_job.unknown',
  Cancelled: 'publish_job.cancelled',
}

/**
 * Tells the world that a job has ended. Its `due` entry goes only after the event was accepted, so that the
 * sweeper repeats it otherwise; whoever takes it away counts the job.
 */
export async function announce(services: TellingServices & { log: Log }, job: PublishJob): Promise<void> {
  const type = eventOf[job.status]
  if (!type || job.due === undefined) return
  const data = {
    job_id: job.job_id,
    user_id: job.user_id,
    connection_id: job.connection_id,
    platform: job.platform,
    status: job.status,
    version: job.version,
    error_code: job.error?.code ?? null,
    post_url: job.post_url ?? null,
    occurred_at: new Date(job.ended_at ?? services.now()).toISOString(),
  }
  await tellEvent(services, makeEvent(type, data, job.ended_at))
  const told = await changeJob(services.table, job, {
    remove: ['due'],
    if: '#status = :status AND attribute_exists(#due)',
    values: { status: job.status },
  })
  const counted = told.done ? figuresOf(job) : {}
  if (Object.keys(counted).length > 0) services.log.count(counted, job.platform)
}

/** What an ended job adds to the figures, in one line. */
function figuresOf(job: PublishJob): Partial<Record<Figure, number>> {
  switch (job.status) {
    case 'Published':
      return { published: 1, ...latenessOf(job) }
    case 'ContentRejected':
      return { rejected: 1 }
    case 'Failed':
      return { failed: 1, ...(job.error?.code === 'missed' ? { late: 1 } : {}) }
    case 'Unknown':
      return { unknown: 1, unsure: 1 }
    default:
      return {}
  }
}

/** Of a post at its own time; one that its owner retried counts from then. */
function latenessOf(job: PublishJob): Partial<Record<Figure, number>> {
  const [first] = job.steps
  if (job.scheduled_at === undefined || job.counts_from !== job.scheduled_at || first?.armed_at === undefined)
    return {}
  const lateness_ms = sentAt(job, first) - job.scheduled_at
  return { lateness_ms, ...(lateness_ms > lateMs ? { late: 1 } : {}) }
}
