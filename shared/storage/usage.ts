import { keys } from './keys.ts'
import type { Table } from './table.ts'

/** How many jobs a user had accepted on a day, and what is known of those under way. */
export interface Usage {
  accepted: number
  /** Until so many are accepted, there can't be too many under way. */
  room_until?: number
  /** There were too many under way; nobody looks again before this, ms. */
  full_until?: number
}

export interface UsageRef {
  user_id: string
  /** As a quota period is named. */
  day: string
}

const keptSeconds = 86_400

/** As it is or was a moment ago: what must not be passed is the condition of the write. */
export const getUsage = (table: Table, { user_id, day }: UsageRef): Promise<Usage | undefined> =>
  table.get<Usage>(keys.usage(user_id, day))

/** @returns false when as many as `perDay` were accepted already, which then stays so until the day is over */
export async function countAccepted(
  table: Table,
  ref: UsageRef,
  counted: { more: number; perDay: number; roomUntil: number; ends: number },
): Promise<boolean> {
  const { more, perDay, roomUntil, ends } = counted
  const written = await table.update(
    keys.usage(ref.user_id, ref.day),
    {
      set: { v: 1, room_until: roomUntil, ttl: Math.ceil(ends / 1000) + keptSeconds },
      remove: ['full_until'],
      add: { accepted: more },
    },
    { if: 'attribute_not_exists(#accepted) OR #accepted < :per_day', values: { per_day: perDay } },
  )
  return written !== undefined
}

export async function markFull(
  table: Table,
  ref: UsageRef,
  { until, ends }: { until: number; ends: number },
): Promise<void> {
  await table.update(
    keys.usage(ref.user_id, ref.day),
    { set: { v: 1, full_until: until, ttl: Math.ceil(ends / 1000) + keptSeconds }, add: { accepted: 0 } },
    { if: 'attribute_not_exists(#full_until) OR #full_until < :until', values: { until } },
  )
}
