import type { PublishJob } from '../domain/publish-job.ts'
import { jobIdOf, type Key, keys } from '../storage/keys.ts'
import type { Query, Table } from '../storage/table.ts'

/** A user's jobs that any of these index queries names. The index may lag; the items are read themselves. */
export async function foundJobs(
  table: Table,
  userId: string,
  queries: readonly Omit<Query, 'pk'>[],
): Promise<PublishJob[]> {
  const { pk } = keys.jobs(userId)
  const rows = await Promise.all(queries.map((query) => allRows(table, { ...query, pk })))
  const ids = [...new Set(rows.flat().map(jobIdOf))]
  return table.getMany<PublishJob>(ids.map((id) => keys.job(userId, id)))
}

async function allRows(table: Table, query: Query): Promise<Key[]> {
  const rows: Key[] = []
  let after: Query['after']
  do {
    const page = await table.query<Key>({ ...query, ...(after ? { after } : {}) })
    rows.push(...page.items)
    after = page.next
  } while (after)
  return rows
}
