import { randomUUID } from 'node:crypto'
import { holdAssets } from '../assets/use-assets.ts'
import { AppError } from '../domain/errors.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { lookAfterMs, workQueue } from '../domain/queues.ts'
import { getConnection } from '../storage/connections.ts'
import { changeJob, getContent, getJob } from '../storage/jobs.ts'
import { admitJob, readUsage } from './admit-job.ts'
import { mayBeLive } from './may-be-live.ts'
import type { AcceptingServices } from './services.ts'

/**
 * Sends a failed job again; parts that are live stay. An Unknown one only when its owner has looked, and even
 * then the network is asked once more before anything is sent.
 */
export async function retryJob(
  services: AcceptingServices,
  ref: { user_id: string; job_id: string },
  { confirmNotPublished }: { confirmNotPublished: boolean },
): Promise<PublishJob> {
  const job = await getJob(services.table, ref, true)
  if (!job) throw new AppError('job_not_found')
  if (job.status !== 'Failed' && job.status !== 'Unknown')
    throw new AppError(
      'job_state_conflict',
      `The job is ${job.status}; only a Failed or an Unknown one can be retried.`,
    )
  if (job.status === 'Unknown' && !confirmNotPublished)
    throw new AppError(
      'job_state_conflict',
      'Whether this post is live is unknown. Look at the account first, then send {"confirm_not_published": true}.',
    )
  if (job.steps.length === 0)
    throw new AppError(
      'job_state_conflict',
      'What was known of this post was deleted, as its network asked. Publish it anew.',
    )
  const now = services.now()
  const [connection, usage] = await Promise.all([
    getConnection(services.table, job.user_id, job.connection_id),
    readUsage(services, job.user_id, now),
  ])
  if (!connection || connection.closing) throw new AppError('connection_not_found')
  await admitJob(services, job.user_id, { now, usage })
  const { assets } = await getContent(services.table, job, job.content_version)
  await holdAssets(services, { ...job, version: job.version + 1, until: now }, assets)
  const retried = await changeJob(services.table, job, {
    to: 'Pending',
    set: {
      counts_from: now,
      due: now + lookAfterMs,
      claims: 0,
      tries: 0,
      searches: 0,
      steps: job.steps.map((step) =>
        mayBeLive(job, step)
          ? {
              // What was given up for lost is looked for once more, as if it were armed.
              ...{ attempt_id: randomUUID(), armed_at: step.first_armed_at, commit_deadline: now },
              ...step,
              first_armed_at: step.first_armed_at ?? step.armed_at!,
              resends: 0,
              denied: true as const,
            }
          : step,
      ),
    },
    remove: ['ended_at', 'error', 'lease_owner', 'lease_until', 'next_attempt_at'],
    add: { version: 1, wake: 1 },
    // Of the try that was read: another retry may have sent parts of it since.
    if: '#status = :status AND #version = :version',
    values: { status: job.status, version: job.version },
  })
  if (!retried.done) throw new AppError('job_state_conflict', `The job is ${retried.job?.status} now.`)
  const { user_id, job_id, wake } = retried.job
  try {
    await services.queues.send(workQueue(job.platform), { user_id, job_id, wake })
  } catch (error) {
    services.log.error({
      msg: 'job stored but not sent',
      job_id,
      platform: job.platform,
      error: String(error),
    })
  }
  return retried.job
}
