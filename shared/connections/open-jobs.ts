import { isEnded, open, type PublishJob } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { listPrefix } from '../storage/keys.ts'
import type { Table } from '../storage/table.ts'
import { foundJobs } from './found-jobs.ts'

/** The jobs of a connection that have not ended. */
export async function openJobs(
  table: Table,
  { user_id, platform, id }: SocialConnection,
): Promise<PublishJob[]> {
  const jobs = await foundJobs(
    table,
    user_id,
    open.map((status) => ({ index: 'list', prefix: listPrefix(platform, status) })),
  )
  return jobs.filter((job) => job.connection_id === id && !isEnded(job.status))
}
