import { type FairUse, tooManyInFlight, tooManyToday } from '../domain/fair-use.ts'
import { open } from '../domain/publish-job.ts'
import { periodAt } from '../domain/quota-period.ts'
import { countJobs } from '../storage/job-lists.ts'
import { countAccepted, getUsage, markFull, type Usage, type UsageRef } from '../storage/usage.ts'
import type { AcceptingServices } from './services.ts'

type AdmittingServices = Pick<AcceptingServices, 'table' | 'settings' | 'now' | 'chance'>

/** A write for each would cost $0.63 a million: of larger limits this share is counted at once. */
const sharesOfLimit = 400
/** Whoever has too many under way is counted again after this. */
const countedAgainMs = 10_000

const refOf = (userId: string, now: number): UsageRef & { ends: number } => {
  const { name: day, ends } = periodAt('day', now)
  return { user_id: userId, day, ends }
}

/** What `admitJob` goes by. To be asked for in the moment of another read, of whose request it is a part then. */
export const readUsage = ({ table }: AdmittingServices, userId: string, now: number) =>
  getUsage(table, refOf(userId, now))

/**
 * Lets in one more job of a user. By chance one of a few counts for all of them, so that small limits are exact and
 * large ones cost next to nothing; of many at once that meet the limit in flight, some more may come in.
 * @throws AppError `usage_limit`
 */
export async function admitJob(
  services: AdmittingServices,
  userId: string,
  { now, usage = { accepted: 0 } }: { now: number; usage: Usage | undefined },
): Promise<void> {
  const limits = services.settings.userJobs
  const { accepted, full_until } = usage
  const ref = refOf(userId, now)
  if (accepted >= limits.perDay) throw tooManyToday('jobs', limits, { ends: ref.ends, now })
  if (full_until !== undefined && full_until > now) throw tooManyInFlight('jobs', limits, full_until - now)

  const more = stepOf(limits)
  if (full_until === undefined && Math.floor(services.chance() * more) > 0) return
  const isRoom = usage.room_until !== undefined && accepted + more <= usage.room_until
  const roomUntil =
    isRoom && full_until === undefined ? usage.room_until! : accepted + (await roomOf(services, ref, now))
  const counted = await countAccepted(services.table, ref, {
    ...{ more, roomUntil, perDay: limits.perDay },
    ends: ref.ends,
  })
  if (!counted) throw tooManyToday('jobs', limits, { ends: ref.ends, now })
}

/** How many more may come in until they have to be counted again. @throws AppError `usage_limit` when none may */
async function roomOf(
  { table, settings }: AdmittingServices,
  ref: UsageRef & { ends: number },
  now: number,
): Promise<number> {
  const { inFlight } = settings.userJobs
  const found = inFlight === 0 ? 0 : await countJobs(table, ref.user_id, { states: open, most: inFlight })
  if (found < inFlight) return inFlight - found
  await markFull(table, ref, { until: now + countedAgainMs, ends: ref.ends })
  throw tooManyInFlight('jobs', settings.userJobs, countedAgainMs)
}

const stepOf = ({ perDay, inFlight }: FairUse): number =>
  Math.max(1, Math.floor(Math.min(perDay, inFlight) / sharesOfLimit))
