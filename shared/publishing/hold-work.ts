import type { Failure } from '../domain/failure.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import type { UsedUp } from '../platforms/failures.ts'
import { noteOutage, setHold, wholePlatform } from '../storage/holds.ts'
import type { RunningServices } from './services.ts'

/** A good answer said that nothing more is let through for a while: the next job does not try. */
export async function holdUsedUp(
  services: RunningServices,
  { platform, account }: PublishJob,
  usedUp: UsedUp | undefined,
): Promise<void> {
  if (!usedUp || usedUp.until <= services.now()) return
  await setHold(services.table, {
    platform,
    account: usedUp.holds === 'platform' ? wholePlatform : account,
    until: usedUp.until,
    reason: 'rate_limited',
  })
  services.log.count({ held: 1 }, platform)
}

/** The network itself did not serve us: it was silent, or broke off with a 5xx. */
export const isSilence = ({ class: failureClass, row, details }: Failure): boolean =>
  failureClass === 'retry' &&
  row !== 'own-service' &&
  (details.status_code === undefined || details.status_code >= 500)

/** @returns until when the network is held, ms; undefined while this may be the job's own trouble */
export async function holdSilent(
  services: RunningServices,
  { platform, job_id }: PublishJob,
): Promise<number | undefined> {
  const until = await noteOutage(services.table, { platform, job_id, now: services.now() })
  if (until !== undefined) {
    services.log.error({ msg: 'network held: it does not answer', platform, job_id })
    services.log.count({ held: 1 }, platform)
  }
  return until
}

/** A limit that ends after the job may not be sent any more. */
export const limitedTooLong = (until: number): Failure => ({
  class: 'rate_limited',
  userMessage: `The network's limit is spent until ${new Date(until).toISOString()}.`,
  details: {},
})
