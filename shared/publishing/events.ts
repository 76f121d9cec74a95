import type { EventType } from '../domain/events.ts'
import type { PublishJob, Status } from '../domain/publish-job.ts'
import { type TellingServices, tell } from '../notifications/tell.ts'
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
 * sweeper repeats it otherwise.
 */
export async function announce(services: TellingServices, job: PublishJob): Promise<void> {
  const type = eventOf[job.status]
  if (!type || job.due === undefined) return
  await tell(services, type, {
    job_id: job.job_id,
    user_id: job.user_id,
    connection_id: job.connection_id,
    platform: job.platform,
    status: job.status,
    version: job.version,
    error_code: job.error?.code ?? null,
    post_url: job.post_url ?? null,
    occurred_at: new Date(services.now()).toISOString(),
  })
  await changeJob(services.table, job, {
    remove: ['due'],
    if: '#status = :status',
    values: { status: job.status },
  })
}
