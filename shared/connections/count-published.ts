import type { SocialConnection } from '../domain/social-connection.ts'
import type { PostLimits } from '../platforms/contract.ts'
import { listPrefix } from '../storage/keys.ts'
import type { Table } from '../storage/table.ts'
import { foundJobs } from './found-jobs.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A job may be published this long after its time or its making. */
const lateMs = 6 * hourMs

/** Our own count of what this connection published in the last 24 hours. */
export async function countPublished(
  { table, now }: { table: Table; now(): number },
  { user_id, id, platform }: SocialConnection,
): Promise<PostLimits> {
  const end = now()
  const begin = end - dayMs - lateMs
  const prefix = listPrefix(platform, 'Published')
  const jobs = await foundJobs(table, user_id, [
    // Made lately (ids begin with their time), or scheduled for lately.
    { index: 'list', from: `${prefix}${idPrefix(begin)}`, to: `${prefix}~` },
    { index: 'calendar', from: new Date(begin).toISOString(), to: `${new Date(end).toISOString()}~` },
  ])
  const used = jobs.filter(
    (job) => job.connection_id === id && job.status === 'Published' && (job.published_at ?? 0) > end - dayMs,
  ).length
  return { used, total: null, resets_at: null }
}

/** The first characters of a v7 UUID made at that time. */
const idPrefix = (time: number) =>
  time
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})(.{4})$/, '$1-$2')
