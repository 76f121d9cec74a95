import type { Platform } from '../domain/platform.ts'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

/** Work that waits: of one account, or of a whole network (`*`). */
export interface Hold {
  v: 1
  platform: Platform
  account: string
  until: number
  reason: string
  /** The job that may go on all the same, to find out whether the others may. */
  probe?: string
  /** Probes of an outage that failed, and what began it. */
  fails?: number
  ttl: number
}

export const wholePlatform = '*'
const minute = 60_000
const probeMs = minute

/** Holds an account or a network until then; a later end wins. */
export async function setHold(
  table: Table,
  hold: Pick<Hold, 'platform' | 'account' | 'until' | 'reason' | 'fails'>,
): Promise<void> {
  await table.put(
    keys.hold(hold.platform, hold.account),
    { v: 1, ...hold, ttl: Math.ceil(hold.until / 1000) + 86_400 },
    { if: 'attribute_not_exists(pk) OR #until < :until', values: { until: hold.until } },
  )
}

/** What holds an account now, or held it lately. */
export const readHolds = (table: Table, { platform, account }: Pick<Hold, 'platform' | 'account'>) =>
  table.getMany<Hold>([keys.hold(platform, account), keys.hold(platform, wholePlatform)])

/**
 * When a job that these may hold can go on; `probe` tells whether it goes first. Of the jobs that find a network's hold
 * just over, one goes on as the probe, for as many turns as it needs, and the others wait a minute more for what it
 * finds.
 */
export async function heldUntil(
  table: Table,
  holds: readonly Hold[],
  { platform, job_id, now }: { platform: Platform; job_id: string; now: number },
): Promise<{ until: number; reason: string } | { probe: boolean }> {
  const inForce = holds
    .filter((hold) => hold.until > now && hold.probe !== job_id)
    .sort((a, b) => b.until - a.until)[0]
  if (inForce) return { until: inForce.until, reason: inForce.reason }
  const over = holds.find((hold) => hold.account === wholePlatform)
  if (!over) return { probe: false }
  if (over.until > now) return { probe: true }
  const until = now + probeMs
  const mine = await table.update<Hold>(
    keys.hold(platform, wholePlatform),
    { set: { until, probe: job_id } },
    { if: '#until = :seen', values: { seen: over.until } },
  )
  return mine ? { probe: true } : { until, reason: over.reason }
}

/** The limit that holds an account now, its own or the whole app's, ms; undefined when none does. */
export async function limitedUntil(
  table: Table,
  { platform, account, now }: { platform: Platform; account: string; now: number },
): Promise<number | undefined> {
  const holds = await readHolds(table, { platform, account })
  const ends = holds
    .filter(({ until, reason }) => until > now && reason === 'rate_limited')
    .map(({ until }) => until)
  return ends.length > 0 ? Math.max(...ends) : undefined
}

/** Forgets what held an account. */
export async function dropHold(table: Table, platform: Platform, account: string): Promise<void> {
  await table.remove(keys.hold(platform, account))
}

/** The networks of these whose whole work waits now. */
export async function heldPlatforms(
  table: Table,
  platforms: readonly Platform[],
  now: number,
): Promise<ReadonlySet<Platform>> {
  const holds = await table.getMany<Hold>(platforms.map((platform) => keys.hold(platform, wholePlatform)))
  return new Set(holds.filter(({ until }) => until > now).map(({ platform }) => platform))
}

/** The probe got through: the network answers again. */
export async function clearHold(table: Table, platform: Platform): Promise<void> {
  await table.remove(keys.hold(platform, wholePlatform))
}

/** A network did not serve this job. */
interface Doubt {
  v: 1
  job_id: string
  at: number
  ttl: number
}

const doubtMs = 2 * minute
const longestDoublings = 4

/**
 * Notes that a network did not serve a job. One may be its own trouble; two within two minutes, or a failed probe,
 * make an outage: the whole network is held, from 1 up to 16 minutes.
 * @returns until when it is held, ms; undefined when that was the first doubt
 */
export async function noteOutage(
  table: Table,
  { platform, job_id, now }: { platform: Platform; job_id: string; now: number },
): Promise<number | undefined> {
  const [whole] = await table.getMany<Hold>([keys.hold(platform, wholePlatform)])
  if (whole && whole.until > now && whole.probe !== job_id) return whole.until
  if (!whole && !(await doubtedBefore(table, { platform, job_id, now }))) return undefined
  const fails = whole?.fails ?? 0
  // Beyond the minute a probe has, whose hold it takes the place of.
  const until = Math.max(now + minute * 2 ** Math.min(fails, longestDoublings), (whole?.until ?? 0) + 1)
  await setHold(table, { platform, account: wholePlatform, until, reason: 'outage', fails: fails + 1 })
  return until
}

async function doubtedBefore(
  table: Table,
  { platform, job_id, now }: { platform: Platform; job_id: string; now: number },
): Promise<boolean> {
  const known = await table.get<Doubt>(keys.doubt(platform), { consistent: true })
  if (known && known.job_id !== job_id && known.at > now - doubtMs) return true
  const doubt: Doubt = { v: 1, job_id, at: now, ttl: Math.ceil((now + doubtMs) / 1000) }
  await table.put(keys.doubt(platform), doubt)
  return false
}
