import { isArmed, type PublishJob, type Status } from '../domain/publish-job.ts'
import { accountHolders } from '../storage/connections.ts'
import { jobKeysByStatus } from '../storage/job-lists.ts'
import { keys } from '../storage/keys.ts'
import type { RunningServices } from './services.ts'

const open: Status[] = ['Processing', 'Unknown']

/**
 * Other jobs of the same account with the same content that are armed without a result: a post that is seen may
 * be theirs. Whoever here holds the account is asked.
 */
export async function armedTwins(services: RunningServices, job: PublishJob): Promise<number> {
  const holders = await accountHolders(services.table, job.platform, job.account)
  const users = [...new Set([job.user_id, ...holders.map((holder) => holder.user_id)])]
  const rows = await Promise.all(
    users.flatMap((user) =>
      open.map((status) => jobKeysByStatus(services.table, user, { platform: job.platform, status })),
    ),
  )
  const jobs = await services.table.getMany<PublishJob>(
    rows.flat().filter((key) => key.sk !== keys.job('', job.job_id).sk),
  )
  return jobs.filter(
    (other) =>
      other.account === job.account && other.fingerprint === job.fingerprint && other.steps.some(isArmed),
  ).length
}
