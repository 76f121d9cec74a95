import type { FairUse } from '../domain/fair-use.ts'
import { dueShard, keys } from './keys.ts'
import type { Table } from './table.ts'

/**
 * One item per user and period. `open_<id>` is what a generation has spent, `done_<id>` when that was settled,
 * `day_<date>` how many generations a day began. Of those under way each period knows its own alone.
 */
interface QuotaItem {
  used?: number
  in_flight?: number
  due?: number
  [name: string]: unknown
}

export interface QuotaRef {
  user_id: string
  period: string
}

/** Longer than any request lives: one that is late finds that its generation was paid for already. */
const rememberedMs = 15 * 60_000
const keptSeconds = 40 * 86_400

const hex = (id: string) => id.replaceAll('-', '')
const openName = (id: string) => `open_${hex(id)}`
const doneName = (id: string) => `done_${hex(id)}`
const dayName = (at: number) => `day_${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}`
const dashed = (text: string) => text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const readItem = (table: Table, { user_id, period }: QuotaRef): Promise<QuotaItem | undefined> =>
  table.get<QuotaItem>(keys.quota(user_id, period), { consistent: true })

export const usedOf = async (table: Table, ref: QuotaRef): Promise<number> =>
  (await readItem(table, ref))?.used ?? 0

/** What a spend may not pass: images of the period; generations under way and of a day (FairUse). */
export type SpendLimits = FairUse & { quota: number }

/** Spends once per id, however often it is called. @returns the limit that stands in the way, if one does */
export async function spend(
  table: Table,
  ref: QuotaRef,
  spent: { id: string; count: number; limits: SpendLimits; now: number; due: number; ends: number },
): Promise<keyof SpendLimits | undefined> {
  const { id, count, limits, now, due, ends } = spent
  const [open, done, day] = [openName(id), doneName(id), dayName(now)]
  const written = await table.update(
    keys.quota(ref.user_id, ref.period),
    {
      set: {
        v: 1,
        [open]: count,
        due,
        due_shard: dueShard('LOOK', ref.user_id),
        ttl: Math.ceil(ends / 1000) + keptSeconds,
      },
      add: { used: count, in_flight: 1, [day]: 1 },
    },
    {
      if: [
        `attribute_not_exists(#${open}) AND attribute_not_exists(#${done})`,
        ...[upTo('used', limits.quota - count), upTo('in_flight', limits.inFlight - 1)],
        upTo(day, limits.perDay - 1),
      ].join(' AND '),
      values: {
        most_used: limits.quota - count,
        most_in_flight: limits.inFlight - 1,
        [`most_${day}`]: limits.perDay - 1,
      },
    },
  )
  if (written) return undefined
  const item = await readItem(table, ref)
  if (item !== undefined && (open in item || done in item)) return undefined
  if ((item?.used ?? 0) > limits.quota - count) return 'quota'
  return Number(item?.[day] ?? 0) >= limits.perDay ? 'perDay' : 'inFlight'
}

/** Of what is not there yet nothing was used. */
const upTo = (name: string, most: number): string =>
  most >= 0 ? `(attribute_not_exists(#${name}) OR #${name} <= :most_${name})` : `#${name} <= :most_${name}`

/** Gives back what a generation did not need, once: the item names it no more. */
export async function settleSpent(
  table: Table,
  ref: QuotaRef,
  { id, refund, now }: { id: string; refund: (spent: number) => number; now: number },
): Promise<void> {
  const item = await readItem(table, ref)
  const open = openName(id)
  const spent = item?.[open]
  if (item === undefined || typeof spent !== 'number') return
  const forgotten = Object.entries(item).flatMap(([name, at]) =>
    name.startsWith('done_') && Number(at) < now - rememberedMs ? [name] : [],
  )
  await table.update(
    keys.quota(ref.user_id, ref.period),
    {
      add: { used: -refund(spent), in_flight: -1 },
      set: { [doneName(id)]: now },
      remove: [open, ...forgotten],
    },
    { if: `attribute_exists(#${open})` },
  )
}

/** Which generations an item still names, and what they spent. */
export async function openSpends(
  table: Table,
  ref: QuotaRef,
): Promise<{ due: number; spends: { id: string; count: number }[] } | undefined> {
  const item = await readItem(table, ref)
  if (item?.due === undefined) return undefined
  const spends = Object.entries(item).flatMap(([name, count]) =>
    name.startsWith('open_') ? [{ id: dashed(name.slice('open_'.length)), count: Number(count) }] : [],
  )
  return { due: item.due, spends }
}

/** When to look at it next; undefined: at its next spend. Unless something was spent meanwhile. */
export async function lookAtQuota(
  table: Table,
  ref: QuotaRef,
  { seen, next }: { seen: number; next: number | undefined },
): Promise<void> {
  await table.update(
    keys.quota(ref.user_id, ref.period),
    next === undefined ? { remove: ['due', 'due_shard'] } : { set: { due: next } },
    { if: '#due = :seen', values: { seen } },
  )
}
