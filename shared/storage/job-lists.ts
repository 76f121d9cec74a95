import { type Platform, platforms } from '../domain/platform.ts'
import { type PublishJob, type Status, statuses } from '../domain/publish-job.ts'
import { calendarKey, type Key, keys, listPrefix } from './keys.ts'
import type { Query, Table } from './table.ts'

/** All jobs of a user in one state on one network: for the few states that hold few jobs. */
export async function jobKeysByStatus(
  table: Table,
  userId: string,
  { platform, status }: { platform: Platform; status: Status },
): Promise<Key[]> {
  const found: Key[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await table.query<Key>({
      pk: keys.jobs(userId).pk,
      index: 'list',
      prefix: listPrefix(platform, status),
      ...(after ? { after } : {}),
    })
    found.push(...page.items.map(({ pk, sk }) => ({ pk, sk })))
    after = page.next
  } while (after)
  return found
}

/** How many jobs a user has in these states on all networks; of none more than `most` are counted. */
export async function countJobs(
  table: Table,
  userId: string,
  { states, most }: { states: readonly Status[]; most: number },
): Promise<number> {
  const { pk } = keys.jobs(userId)
  const counts = await Promise.all(
    platforms.flatMap((platform) =>
      states.map((status) =>
        table.count({ pk, index: 'list', prefix: listPrefix(platform, status), limit: most }),
      ),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

export interface JobFilter {
  platform?: Platform | undefined
  status?: Status | undefined
  connectionId?: string | undefined
  /** ms; a range makes the list go by scheduled time. */
  scheduledFrom?: number | undefined
  scheduledTo?: number | undefined
}

export interface JobPage {
  jobs: PublishJob[]
  /** Where the next page begins; undefined at the end. */
  next?: string
}

const byCalendar = (filter: JobFilter) =>
  filter.scheduledFrom !== undefined || filter.scheduledTo !== undefined
const maxRounds = 20

/**
 * A page of a user's jobs, newest first, or by scheduled time when a range is asked. What no index answers
 * (connection; platform and state within a range) is filtered after reading.
 * @param after the sort value of the last row of the page before
 */
export async function pageOfJobs(
  table: Table,
  userId: string,
  { filter, limit, after }: { filter: JobFilter; limit: number; after?: string | undefined },
): Promise<JobPage> {
  const jobs: PublishJob[] = []
  let position = after
  for (let round = 0; round < maxRounds; round += 1) {
    const rows = await pageOfRows(table, userId, { filter, limit: limit + 1, after: position })
    const found = await table.getMany<PublishJob>(rows.map(({ pk, sk }) => ({ pk, sk })))
    const byKey = new Map(found.map((job) => [keys.job(userId, job.job_id).sk, job]))
    for (const row of rows) {
      if (jobs.length === limit) return { jobs, next: position! }
      position = row.position
      const job = byKey.get(row.sk)
      if (job && passes(job, filter)) jobs.push(job)
    }
    if (rows.length <= limit) return { jobs }
  }
  return { jobs, next: position! }
}

const passes = (job: PublishJob, filter: JobFilter): boolean =>
  (filter.platform === undefined || job.platform === filter.platform) &&
  (filter.status === undefined || job.status === filter.status) &&
  (filter.connectionId === undefined || job.connection_id === filter.connectionId)

type Row = Key & { position: string }

/** The next rows in order, merged from as many index ranges as the filter needs. */
async function pageOfRows(
  table: Table,
  userId: string,
  { filter, limit, after }: { filter: JobFilter; limit: number; after?: string | undefined },
): Promise<Row[]> {
  const { pk, prefix } = keys.jobs(userId)
  if (byCalendar(filter)) {
    const from = after ?? calendarKey(within(filter.scheduledFrom ?? 0), '')
    const to = calendarKey(within(filter.scheduledTo ?? maxTime), '~')
    if (from > to) return [] // DynamoDB refuses a range that is turned round
    const page = await table.query<Key & { calendar_key: string }>({
      pk,
      index: 'calendar',
      from,
      to,
      limit: limit + 1,
    })
    return page.items
      .filter((row) => row.calendar_key !== after)
      .map((row) => ({ ...row, position: row.calendar_key }))
      .slice(0, limit)
  }
  const { platform, status } = filter
  const ranges =
    platform === undefined && status === undefined
      ? [{ prefix }]
      : (platform ? [platform] : platforms).flatMap((p) =>
          (status ? [status] : statuses).map((s) => ({ index: 'list' as const, prefix: listPrefix(p, s) })),
        )
  const found = await Promise.all(
    ranges.map((range) =>
      rowsOf(table, {
        pk,
        ...('index' in range ? { index: range.index } : {}),
        from: range.prefix,
        to: `${range.prefix}${after ?? '~'}`,
        descending: true,
        limit: limit + 1,
      }),
    ),
  )
  return found
    .flat()
    .map(({ pk, sk }) => ({ pk, sk, position: sk.slice(prefix.length) }))
    .filter((row) => row.position !== after)
    .sort((a, b) => (a.position < b.position ? 1 : -1))
    .slice(0, limit)
}

/** Long jobs fill what the table reads at once before there are as many as asked for. */
async function rowsOf(table: Table, query: Query & { limit: number }): Promise<Key[]> {
  const rows: Key[] = []
  let after: Query['after']
  do {
    const page = await table.query<Key>({
      ...query,
      ...(after ? { after } : {}),
      limit: query.limit - rows.length,
    })
    rows.push(...page.items)
    after = page.next
  } while (after && rows.length < query.limit)
  return rows
}

const maxTime = 8_640_000_000_000 // the year 2243: within ISO's four-digit years
const within = (time: number) => Math.min(Math.max(time, 0), maxTime)
