import { createHash } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
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
  const list = createHash('sha256')
    .update(JSON.stringify([userId, filter]))
    .digest('base64url')
    .slice(0, 16)
  const after = cursor === undefined ? undefined : readCursor(cursor, list)
  const page = await pageOfJobs(services.table, userId, { filter, limit, after })
  return {
    jobs: page.jobs,
    ...(page.next === undefined
      ? {}
      : { cursor: Buffer.from(JSON.stringify([list, page.next])).toString('base64url') }),
  }
}

function readCursor(cursor: string, list: string): string {
  const refused = new AppError('invalid_cursor')
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refused
  }
  const [of, after] = Array.isArray(read) ? (read as unknown[]) : []
  if (of !== list || typeof after !== 'string' || !/^[\x20-\x7d]{1,100}$/.test(after)) throw refused
  return after
}
