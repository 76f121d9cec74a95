import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import { lookAfterMs, workQueue } from '../domain/queues.ts'
import type { Queues } from '../messaging/queues.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import { ownerOf } from '../storage/posts.ts'
import type { Table } from '../storage/table.ts'

/**
 * The network says that something became of a post: its job is looked at now instead of later. It decides nothing, and
 * a job that a worker has in hand is left to that.
 */
export async function lookAtPost(
  { table, queues, log, now }: { table: Table; queues: Queues; log: Log; now(): number },
  platform: Platform,
  post: string,
): Promise<void> {
  const owner = await ownerOf(table, platform, post)
  const job = owner && (await getJob(table, owner, true))
  const time = now()
  if (job?.status !== 'Processing' || (job.lease_until ?? 0) > time) return
  const woken = await changeJob(table, job, {
    set: { due: time + lookAfterMs },
    add: { wake: 1 },
    if: '#status = :status AND #wake = :wake AND attribute_not_exists(#lease_owner)',
    values: { status: job.status, wake: job.wake },
  })
  if (!woken.done) return
  const { user_id, job_id } = job
  log.info({ msg: 'woken by its network', job_id, platform })
  await queues.send(workQueue(platform), { user_id, job_id, wake: woken.job.wake })
}
