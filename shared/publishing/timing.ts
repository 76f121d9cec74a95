import type { JobContent, PublishJob } from '../domain/publish-job.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { definitions } from '../platforms/registry.ts'

/** From a lost schedule to the sweeper's repair of it, with room to spare. */
const leadMs = 150_000
/** Nearer than this, a schedule is not worth making: the message is sent with a delay. */
const directWithinMs = 120_000
/** A turn that has not given its job back by then is dead. */
const leaseGraceMs = 10_000
const minute = 60_000

/** Begins to prepare: early enough that even a lost schedule is repaired before the time. */
export const prepareAt = (
  job: Pick<PublishJob, 'platform'>,
  content: Pick<JobContent, 'post_type'>,
  at: number,
) => at - leadMs - preparationMs(job, content)

/** What its preparation takes as a rule. */
export const preparationMs = (
  { platform }: Pick<PublishJob, 'platform'>,
  { post_type }: Pick<JobContent, 'post_type'>,
): number => (definitions[platform].postTypes[post_type]?.preparationSeconds ?? 0) * 1000

/**
 * How a job that is due at `at` is set going: by a schedule at the minute, or directly when that is near.
 * `due` is when the sweeper looks if that message never came.
 */
export function plan(
  now: number,
  start: number,
): { direct: true; delaySeconds: number; due: number } | { direct: false; scheduleAt: number; due: number } {
  const scheduleAt = Math.floor(start / minute) * minute
  if (scheduleAt - now < directWithinMs) {
    const delay = Math.max(0, start - now)
    return { direct: true, delaySeconds: Math.floor(delay / 1000), due: now + delay + lookAfterMs }
  }
  // Scheduler fires anywhere within its minute.
  return { direct: false, scheduleAt, due: scheduleAt + minute + 5_000 }
}

/**
 * When the sweeper looks after a job; undefined: never. Its `due` may be earlier where somebody comes first: a turn that
 * holds it, or a message that was sent for its next attempt. Moving `due` costs two writes, looking at it again a
 * fraction of a read. An attempt at `due` itself is one that no message comes for.
 */
export function overdueAt({ due, lease_until, next_attempt_at, ended_at }: PublishJob): number | undefined {
  if (due === undefined) return undefined
  return Math.max(
    due,
    lease_until === undefined ? 0 : lease_until + leaseGraceMs,
    next_attempt_at === undefined || next_attempt_at === due ? 0 : next_attempt_at + lookAfterMs,
    // Whoever has just ended it is about to tell.
    ended_at === undefined ? 0 : ended_at + lookAfterMs,
  )
}

/** Further away than this, the commit gets a turn of its own. */
const waitInTurnMs = 3_000
/** Delays are whole seconds, rounded up: the turn begins half a second to one and a half ahead. */
export const wakeBeforeMs = 1_500

/** When the turn begins that commits; undefined: it is this one. */
export const commitTurnAt = (job: Pick<PublishJob, 'scheduled_at'>, now: number): number | undefined =>
  job.scheduled_at !== undefined && job.scheduled_at - now > waitInTurnMs
    ? job.scheduled_at - wakeBeforeMs
    : undefined

/** The back-off of a job between tries that failed, by how many there were. */
export const backoffMs = (tries: number): number => [1, 5, 15, 60][Math.min(tries, 3)]! * minute

/** When to ask the network again after an answer that could not tell; after the last one it stays unknown. */
export const searchGapsMs = [5_000, 15_000, 45_000, 2 * minute, 5 * minute, 15 * minute, 60 * minute] as const
