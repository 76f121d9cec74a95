import { dueShard, keys } from './keys.ts'
import type { Table } from './table.ts'

/** Everything of a user is being deleted: nothing new is taken until it is gone. Times are ms. */
export interface Erasure {
  v: 1
  user_id: string
  /** Of its receipt, which outlives it and names nobody. */
  code: string
  requested_at: number
  /** When the sweeper looks. */
  due: number
}

export const getErasure = (table: Table, userId: string): Promise<Erasure | undefined> =>
  table.get<Erasure>(keys.erasure(userId), { consistent: true })

/** @returns the one that runs, which is an earlier one where there is */
export async function beginErasure(table: Table, erasure: Omit<Erasure, 'v'>): Promise<Erasure> {
  const item: Erasure = { v: 1, ...erasure }
  const key = keys.erasure(erasure.user_id)
  const stored = { ...item, due_shard: dueShard('LOOK', erasure.user_id) }
  if (await table.put(key, stored, { if: 'attribute_not_exists(pk)' })) return item
  return (await getErasure(table, erasure.user_id)) ?? item
}

/** False when it is over, or was moved since `seen`. */
export const delayErasure = async (table: Table, seen: Erasure, due: number): Promise<boolean> =>
  (await table.update(
    keys.erasure(seen.user_id),
    { set: { due } },
    { if: '#code = :code AND #due = :seen', values: { code: seen.code, seen: seen.due } },
  )) !== undefined

/** From here on the user may begin anew. */
export async function endErasure(table: Table, { user_id, code }: Erasure): Promise<void> {
  await table.remove(keys.erasure(user_id), { if: '#code = :code', values: { code } })
}
