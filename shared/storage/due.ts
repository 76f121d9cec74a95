import { type DueKind, dueShards, type Key } from './keys.ts'
import type { Table } from './table.ts'

interface DueRow extends Key {
  due: number
}

/** What somebody should look at by now, oldest first within its shard. The rows are hints; the items decide. */
export async function dueRows(
  table: Table,
  { kind, now, perShard }: { kind: DueKind; now: number; perShard: number },
): Promise<DueRow[]> {
  const shards = await Promise.all(
    dueShards(kind).map((pk) => table.query<DueRow>({ pk, index: 'due', to: now, limit: perShard })),
  )
  return shards.flatMap((page) => page.items).sort((a, b) => a.due - b.due)
}

/** Every row of a kind, whenever it is due, page by page. */
export async function* everyDueRow(table: Table, kind: DueKind): AsyncGenerator<DueRow[]> {
  for (const pk of dueShards(kind)) {
    let after: Record<string, unknown> | undefined
    do {
      const page = await table.query<DueRow>({ pk, index: 'due', limit: 100, ...(after ? { after } : {}) })
      yield page.items
      after = page.next
    } while (after)
  }
}
