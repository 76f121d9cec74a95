import type { ErrorCode } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { type Key, keys } from './keys.ts'
import type { Table } from './table.ts'

/** Something read at a network, kept for a while. Times are ms since the epoch. */
export interface KeptInsight<T> {
  v: 1
  value?: T
  read_at?: number
  fresh_until?: number
  /** Who reads it anew now. */
  lease_owner?: string
  lease_until?: number
  /** The last try failed, and another is not worth it before then. */
  refused?: { code: ErrorCode; detail: string; until: number }
}

/** Served stale no longer than this after it was read. */
export const staleForMs = 24 * 3_600_000
/** Longer than a read can last; after it a crashed reader no longer stands in the way. */
const leaseMs = 30_000

export const readInsight = <T>(table: Table, key: Key): Promise<KeptInsight<T> | undefined> =>
  table.get<KeptInsight<T>>(key, { consistent: true })

/** Lets one caller at a time read anew what is not fresh. */
export async function leaseInsight(
  table: Table,
  key: Key,
  { owner, now }: { owner: string; now: number },
): Promise<boolean> {
  const leased = await table.update(
    key,
    { set: { v: 1, lease_owner: owner, lease_until: now + leaseMs, ttl: seconds(now + staleForMs) } },
    {
      // Our own id: the SDK repeats writes whose answer was lost.
      if: '(attribute_not_exists(#fresh_until) OR #fresh_until <= :now) AND (attribute_not_exists(#lease_until) OR #lease_until <= :now OR #lease_owner = :owner)',
      values: { now, owner },
    },
  )
  return leased !== undefined
}

/** Keeps what was read, in the write that ends the lease. Whoever took the lease over meanwhile writes after us. */
export async function keepInsight(
  table: Table,
  key: Key,
  kept: { owner: string; value: unknown; now: number; freshMs: number },
): Promise<void> {
  const { owner, value, now, freshMs } = kept
  await table.update(
    key,
    {
      set: {
        value,
        read_at: now,
        fresh_until: now + freshMs,
        ttl: seconds(now + Math.max(freshMs, staleForMs)),
      },
      remove: ['lease_owner', 'lease_until', 'refused'],
    },
    { if: '#lease_owner = :owner', values: { owner } },
  )
}

/** Forgets what own posts of a connection did. What a reader under way still keeps ends by its time. */
export async function dropOwnInsights(
  table: Table,
  { user_id, id }: Pick<SocialConnection, 'user_id' | 'id'>,
): Promise<void> {
  for (;;) {
    const { items, next } = await table.query<Key>({ ...keys.ownInsights(user_id, id), consistent: true })
    for (const { pk, sk } of items) await table.remove({ pk, sk })
    if (!next) return
  }
}

/** Forgets which names an account asked its network for. */
export async function dropAsked(table: Table, platform: Platform, account: string): Promise<void> {
  await table.remove(keys.asked(platform, account))
}

/** Ends the lease without a result; `refused` spares those who wait the same call. */
export async function endInsightLease(
  table: Table,
  key: Key,
  { owner, refused }: { owner: string; refused?: NonNullable<KeptInsight<unknown>['refused']> },
): Promise<void> {
  await table.update(
    key,
    { ...(refused ? { set: { refused } } : {}), remove: ['lease_owner', 'lease_until'] },
    { if: '#lease_owner = :owner', values: { owner } },
  )
}

/** The names an account asked its network for, each with the time it was first asked. */
interface AskedNames {
  v: 1
  names: Record<string, number>
  revision: number
  ttl: number
}

/**
 * Spends names of a network's moving window: at most `most` different ones in `windowMs`; a name that stands in it
 * already costs nothing. A name counts from the first time it was asked for.
 * @returns the names that may be asked for, and, where some may not, when the next place is free
 */
export async function spendNames(
  table: Table,
  { platform, account }: { platform: Platform; account: string },
  ask: { names: readonly string[]; most: number; windowMs: number; now: number },
): Promise<{ allowed: string[]; freeAt?: number }> {
  const { names, most, windowMs, now } = ask
  const key = keys.asked(platform, account)
  for (;;) {
    const known = await table.get<AskedNames>(key, { consistent: true })
    const inWindow = Object.entries(known?.names ?? {}).filter(([, at]) => at > now - windowMs)
    const spent = new Map(inWindow)
    const added = names.filter((name) => !spent.has(name)).slice(0, Math.max(0, most - spent.size))
    const allowed = names.filter((name) => spent.has(name) || added.includes(name))
    for (const name of added) spent.set(name, now)
    const freeAt = Math.min(...spent.values()) + windowMs
    const answer = allowed.length < names.length ? { allowed, freeAt } : { allowed }
    if (added.length === 0) return answer
    const item = { v: 1, names: Object.fromEntries(spent), ttl: seconds(now + windowMs) }
    const revision = known?.revision ?? 0
    const written = await table.put(
      key,
      { ...item, revision: revision + 1 },
      { if: 'attribute_not_exists(pk) OR #revision = :revision', values: { revision } },
    )
    // A refused write is another caller's, or our own whose answer was lost: the next round sees which.
    if (written) return answer
  }
}

const seconds = (ms: number) => Math.ceil(ms / 1000)
