import { isEnded } from '../domain/publish-job.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import type { RunningServices } from './services.ts'

/** A message that failed five times decides nothing: the sweeper looks at its job now. */
export async function lookNow(
  services: Pick<RunningServices, 'table' | 'now' | 'log'>,
  ref: { user_id: string; job_id: string },
): Promise<void> {
  const job = await getJob(services.table, ref, true)
  services.log.error({ msg: 'dead letter', job_id: ref.job_id, platform: job?.platform })
  if (!job || isEnded(job.status)) return
  await changeJob(services.table, job, {
    set: { due: services.now() },
    if: '#status = :status',
    values: { status: job.status },
  })
}

/** Work in the background: what it is about has a time at which the sweeper looks. */
export async function notDone(
  services: Pick<RunningServices, 'log'>,
  { kind }: { kind: string },
): Promise<void> {
  services.log.error({ msg: 'dead letter', kind })
}
