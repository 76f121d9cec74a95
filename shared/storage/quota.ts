import { dueShard, keys } from './keys.ts'
import type { Table } from './table.ts'

/** One item per user and period. `open_<id>` is what a generation has spent, `done_<id>` when that was settled. */
interface QuotaItem {
  used?: number
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
const dashed = (text: string) => text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const readItem = (table: Table, { user_id, period }: QuotaRef): Promise<QuotaItem | undefined> =>
  table.get<QuotaItem>(keys.quota(user_id, period), { consistent: true })

export const usedOf = async (table: Table, ref: QuotaRef): Promise<number> =>
  (await readItem(table, ref))?.used ?? 0

/** Spends once per id, however often it is called. @returns false when that much is not left */
export async function spend(
  table: Table,
  ref: QuotaRef,
  { id, count, limit, due, ends }: { id: string; count: number; limit: number; due: number; ends: number },
): Promise<boolean> {
  const [open, done] = [openName(id), doneName(id)]
  const spent = await table.update(
    keys.quota(ref.user_id, ref.period),
    {
      set: {
        v: 1,
        [open]: count,
        due,
        due_shard: dueShard('LOOK', ref.user_id),
        ttl: Math.ceil(ends / 1000) + keptSeconds,
      },
      add: { used: count },
    },
    {
      if: `attribute_not_exists(#${open}) AND attribute_not_exists(#${done}) AND ${count <= limit ? '(attribute_not_exists(#used) OR #used <= :room)' : '#used < :room'}`,
      values: { room: limit - count },
    },
  )
  if (spent) return true
  const item = await readItem(table, ref)
  return item !== undefined && (open in item || done in item)
}

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
    { add: { used: -refund(spent) }, set: { [doneName(id)]: now }, remove: [open, ...forgotten] },
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
