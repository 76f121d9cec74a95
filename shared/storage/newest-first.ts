import type { Table } from './table.ts'

export interface PageWanted {
  limit: number
  /** Id of the last one of the page before. */
  after?: string | undefined
}

/** A page of items below a prefix whose ids sort by time, newest first; those that don't count are passed over. */
export async function newestFirst<T extends { id: string }>(
  table: Table,
  { pk, prefix }: { pk: string; prefix: string },
  { limit, after, counts = () => true }: PageWanted & { counts?: (item: T) => boolean },
): Promise<{ items: T[]; next?: string }> {
  const items: T[] = []
  let last = after
  // Large items fill what the table reads at once before the page is full.
  while (items.length <= limit) {
    const page = await table.query<T>({
      pk,
      from: prefix,
      to: `${prefix}${last ?? '~'}`,
      descending: true,
      limit: limit + 2,
    })
    const fresh = page.items.filter(({ id }) => id !== last)
    items.push(...fresh.filter(counts))
    if (!page.next || fresh.length === 0) break
    last = fresh.at(-1)!.id
  }
  return items.length > limit ? { items: items.slice(0, limit), next: items[limit - 1]!.id } : { items }
}
