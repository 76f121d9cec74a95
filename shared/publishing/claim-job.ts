import { randomUUID } from 'node:crypto'
import type { PublishJob } from '../domain/publish-job.ts'
import { changeJob, type JobChange } from '../storage/jobs.ts'
import type { RunningServices, Turn } from './services.ts'

/** A lease ends later than its invocation can. */
const leaseMarginMs = 5_000

/** Takes the job for this turn. Undefined: somebody has it, or a newer message is on its way. */
export async function claimJob(
  services: RunningServices,
  job: PublishJob,
  { wake, turn }: { wake: number; turn: Turn },
): Promise<PublishJob | undefined> {
  const claimed = await changeJob(services.table, job, {
    set: { lease_owner: randomUUID(), lease_until: turn.endsAt + leaseMarginMs },
    add: { claims: 1 },
    if: '#wake = :wake AND #status = :status AND (attribute_not_exists(#lease_until) OR #lease_until < :now)',
    values: { wake, status: job.status, now: services.now() },
  })
  return claimed.done ? claimed.job : undefined
}

/**
 * A write under the lease: it holds only while the lease, the version and the state are those this turn read.
 * Undefined: the turn has lost the job and must stop.
 */
export async function writeUnderLease(
  services: RunningServices,
  job: PublishJob,
  change: JobChange,
): Promise<PublishJob | undefined> {
  const changed = await changeJob(services.table, job, {
    ...change,
    if: ['#lease_owner = :lease AND #version = :seen_version AND #status = :seen_status', change.if]
      .filter(Boolean)
      .join(' AND '),
    values: {
      ...change.values,
      lease: job.lease_owner,
      seen_version: job.version,
      seen_status: job.status,
    },
  })
  return changed.done ? changed.job : undefined
}
