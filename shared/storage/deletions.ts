import type { Platform } from '../domain/platform.ts'
import { dueShard, keys } from './keys.ts'
import type { Table } from './table.ts'

const keptSeconds = 366 * 86_400

/** A deletion that a network asked for, or the receipt of a user's own. Times are ms. */
export interface DataDeletion {
  v: 1
  code: string
  /** Of a user's own deletion none: it is about everything. */
  platform?: Platform
  /** Whose data, at that network; gone with them. */
  account?: string
  /** Grants made later are not meant. */
  at: number
  requested_at: number
  done_at?: number
  /** When the sweeper looks, until it is done. */
  due?: number
  ttl: number
}

export const getDeletion = (table: Table, code: string) =>
  table.get<DataDeletion>(keys.deletion(code), { consistent: true })

/** One that is there already stays as it is. */
export async function createDeletion(table: Table, deletion: Omit<DataDeletion, 'v' | 'ttl'>): Promise<void> {
  await table.put(
    keys.deletion(deletion.code),
    {
      v: 1,
      ...deletion,
      ...(deletion.due === undefined ? {} : { due_shard: dueShard('LOOK', deletion.code) }),
      ttl: Math.ceil(deletion.requested_at / 1000) + keptSeconds,
    },
    { if: 'attribute_not_exists(pk)' },
  )
}

/** False when it is done, or was moved since `seen`. */
export const delayDeletion = async (table: Table, seen: DataDeletion, due: number): Promise<boolean> =>
  (await table.update(
    keys.deletion(seen.code),
    { set: { due } },
    { if: '#due = :seen', values: { seen: seen.due } },
  )) !== undefined

/** From here on nobody can tell whom it was about. */
export async function finishDeletion(table: Table, code: string, now: number): Promise<void> {
  await table.update(
    keys.deletion(code),
    { set: { done_at: now }, remove: ['account', 'due', 'due_shard'] },
    { if: 'attribute_exists(pk) AND attribute_not_exists(#done_at)' },
  )
}
