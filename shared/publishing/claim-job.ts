import { randomUUID } from 'node:crypto'
import { isArmed, type PublishJob } from '../domain/publish-job.ts'
import type { PublishMessage } from '../messaging/messages.ts'
import { changeJob, type JobChange } from '../storage/jobs.ts'
import type { RunningServices, Turn } from './services.ts'

/** A lease ends later than its invocation can. */
const leaseMarginMs = 5_000

const untaken = Symbol('untaken')
/** A job whose lease this turn has yet to write. */
type Untaken = PublishJob & { [untaken]?: true }

const leaseOf = (turn: Turn) => ({ lease_owner: randomUUID(), lease_until: turn.endsAt + leaseMarginMs })

/** Takes the job for this turn. Undefined: somebody has it, or a newer message is on its way. */
export async function claimJob(
  services: RunningServices,
  job: PublishJob,
  turn: Turn,
): Promise<PublishJob | undefined> {
  const claimed = await changeJob(services.table, job, {
    set: leaseOf(turn),
    add: { claims: 1 },
    if: `#status = :status AND ${unleased}`,
    values: { status: job.status, ...unleasedValues(services, job) },
  })
  return claimed.done ? claimed.job : undefined
}

const unleased = '#wake = :wake AND (attribute_not_exists(#lease_until) OR #lease_until < :now)'
const unleasedValues = (services: RunningServices, { wake }: PublishJob) => ({ wake, now: services.now() })

/** Takes the job with the first thing that this turn writes to it; where two turns do so, one of them writes. */
export const takeJobLater = (job: PublishJob, turn: Turn): PublishJob =>
  ({ ...job, ...leaseOf(turn), [untaken]: true }) as Untaken

/**
 * Whether a turn may do without a claim, which only costs where the turn is short: nothing is sent that was not
 * armed, and arming takes the job. After a turn that came to nothing the next one claims first, and is counted.
 */
export const mayTakeLater = (job: PublishJob, { again }: PublishMessage, { redelivered }: Turn): boolean =>
  !again &&
  !redelivered &&
  (job.status === 'Scheduled' || job.status === 'Pending') &&
  job.lease_owner === undefined &&
  job.claims === 0 &&
  !job.steps.some(isArmed)

/**
 * A write under the lease: it holds only while the lease, the version and the state are those this turn read.
 * Undefined: the turn has lost the job and must stop.
 */
export async function writeUnderLease(
  services: RunningServices,
  job: PublishJob,
  change: JobChange,
): Promise<PublishJob | undefined> {
  const { lease_owner, lease_until } = job
  const isFirst = (job as Untaken)[untaken] === true
  const ends = change.remove?.includes('lease_owner')
  const changed = await changeJob(services.table, job, {
    ...change,
    set: { ...(isFirst && !ends ? { lease_owner, lease_until } : {}), ...change.set },
    if: [
      isFirst ? unleased : '#lease_owner = :lease',
      '#version = :seen_version AND #status = :seen_status',
      change.if,
    ]
      .filter(Boolean)
      .join(' AND '),
    values: {
      ...change.values,
      ...(isFirst ? unleasedValues(services, job) : { lease: lease_owner }),
      seen_version: job.version,
      seen_status: job.status,
    },
  })
  return changed.done ? changed.job : undefined
}
