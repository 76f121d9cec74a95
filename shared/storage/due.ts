import { type DueKind, dueShards, type Key } from './keys.ts'
import type { Table } from './table.ts'

interface DueRow extends Key {
  due: number
}

/**
 * What somebody should look at by now, page by page, oldest first within a page. The rows are hints; the items
 * decide, and those that are left as they are do not stand before others.
 */
export async function* dueRows(
  table: Table,
  { kind, now, perShard }: { kind: DueKind; now: number; perShard: number },
): AsyncGenerator<DueRow[]> {
  let open: { pk: string; after?: Record<string, unknown> }[] = dueShards(kind).map((pk) => ({ pk }))
  while (open.length > 0) {
    const pages = await Promise.all(
      open.map((shard) => table.query<DueRow>({ ...shard, index: 'due', to: now, limit: perShard })),
    )
    yield pages.flatMap((page) => page.items).sort((a, b) => a.due - b.due)
    open = pages.flatMap(({ next }, n) => (next ? [{ pk: open[n]!.pk, after: next }] : []))
  }
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
