import { isEnded, type PublishJob } from '../domain/publish-job.ts'
import { getJob } from '../storage/jobs.ts'
import { takePlace } from '../storage/waiting.ts'
import type { AcceptingServices } from './services.ts'

const soonMs = 250
const laterMs = 1_000
/** The first reads are close together: most posts are live within seconds. */
const soonForMs = 5_000
/** Longer than anybody waits, so that places of two windows are all there can be. */
const windowMs = 30_000

export interface WaitingServices extends AcceptingServices {
  /** How many callers may wait at once. */
  waitConcurrency: number
  waitUntil(time: number): Promise<void>
}

/**
 * Waits for a job to end, by cheap reads. It goes on by itself, whoever stops waiting.
 * @param until ms; not more than 25 s from now
 * @returns the job as it stands then, or as soon as it is clear that it won't end before
 */
export async function awaitOutcome(
  services: WaitingServices,
  job: PublishJob,
  until: number,
): Promise<PublishJob> {
  const begun = services.now()
  const release = await takePlace(services.table, { max: services.waitConcurrency, windowMs, now: begun })
  if (!release) return job
  try {
    let seen = job
    while (!isEnded(seen.status) && services.now() < until && !waitsBeyond(seen, until)) {
      const gap = services.now() - begun < soonForMs ? soonMs : laterMs
      await services.waitUntil(Math.min(services.now() + gap, until))
      seen = (await getJob(services.table, job)) ?? seen
    }
    return seen
  } finally {
    await release().catch((error) => services.log.warn({ msg: 'place not given back', error: String(error) }))
  }
}

/** Nobody works on it, and nobody will in time. */
const waitsBeyond = ({ lease_owner, next_attempt_at }: PublishJob, until: number): boolean =>
  lease_owner === undefined && next_attempt_at !== undefined && next_attempt_at > until
