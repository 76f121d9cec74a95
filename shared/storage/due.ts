import { dueShards, type Key } from './keys.ts'
import type { Table } from './table.ts'

interface DueRow extends Key {
  due: number
}

/** What somebody should look at by now, oldest first within its shard. The rows are hints; the items decide. */
export async function dueRows(
  table: Table,
  { kind, now, perShard }: { kind: 'LOOK' | 'RENEW'; now: number; perShard: number },
): Promise<DueRow[]> {
  const shards = await Promise.all(
    dueShards(kind).map((pk) => table.query<DueRow>({ pk, index: 'due', to: now, limit: perShard })),
  )
  return shards.flatMap((page) => page.items).sort((a, b) => a.due - b.due)
}
