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
  ttl: number
}

export const wholePlatform = '*'
const probeMs = 60_000

/** Holds an account or a network until then; a later end wins. */
export async function setHold(
  table: Table,
  hold: Pick<Hold, 'platform' | 'account' | 'until' | 'reason'>,
): Promise<void> {
  await table.put(
    keys.hold(hold.platform, hold.account),
    { v: 1, ...hold, ttl: Math.ceil(hold.until / 1000) + 86_400 },
    { if: 'attribute_not_exists(pk) OR #until < :until', values: { until: hold.until } },
  )
}

/**
 * When a job of this account may go on; undefined means now. Of the jobs that find a network's hold just over,
 * one goes on as the probe and the others wait a minute more for what it finds.
 */
export async function heldUntil(
  table: Table,
  { platform, account, now }: { platform: Platform; account: string; now: number },
): Promise<{ until: number; reason: string } | { probe: boolean }> {
  const holds = await table.getMany<Hold>([keys.hold(platform, account), keys.hold(platform, wholePlatform)])
  const inForce = holds.filter((hold) => hold.until > now).sort((a, b) => b.until - a.until)[0]
  if (inForce) return { until: inForce.until, reason: inForce.reason }
  const over = holds.find((hold) => hold.account === wholePlatform)
  if (!over) return { probe: false }
  const until = now + probeMs
  const mine = await table.update<Hold>(
    keys.hold(platform, wholePlatform),
    { set: { until } },
    { if: '#until = :seen', values: { seen: over.until } },
  )
  return mine ? { probe: true } : { until, reason: over.reason }
}

/** Until when this account alone must wait; undefined: it need not. */
export async function accountHeldUntil(
  table: Table,
  { platform, account, now }: { platform: Platform; account: string; now: number },
): Promise<number | undefined> {
  const hold = await table.get<Hold>(keys.hold(platform, account))
  return hold && hold.until > now ? hold.until : undefined
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
