import { listName, makeCursor, readCursor } from '../domain/cursor.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { type JobFilter, pageOfJobs } from '../storage/job-lists.ts'
import type { Table } from '../storage/table.ts'

/**
 * A page of the caller's jobs. A cursor says only where in which list to go on: the user always comes from the
 * token, and a cursor of another user or another filter is refused.
 * @throws AppError `invalid_cursor`
 */
export async function listJobs(
  services: { table: Table },
  userId: string,
  { filter, limit, cursor }: { filter: JobFilter; limit: number; cursor?: string | undefined },
): Promise<{ jobs: PublishJob[]; cursor?: string }> {
  const list = listName(userId, filter)
  const after = cursor === undefined ? undefined : readCursor(cursor, list)
  const page = await pageOfJobs(services.table, userId, { filter, limit, after })
  return {
    jobs: page.jobs,
    ...(page.next === undefined ? {} : { cursor: makeCursor(list, page.next) }),
  }
}
