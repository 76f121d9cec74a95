import { randomBytes } from 'node:crypto'
import {
  type Ended,
  type JobContent,
  type JobMedia,
  type PublishJob,
  type Status,
  sourcesOf,
} from '../domain/publish-job.ts'
import { calendarKey, dueShard, keys, listKey } from './keys.ts'
import { type Change, recent, type Table } from './table.ts'

type JobRef = Pick<PublishJob, 'user_id' | 'job_id'>
type Changes = Partial<Omit<PublishJob, 'user_id' | 'job_id' | 'status'>>

/** @param consistent read before every decision; lists may lag */
export const getJob = (table: Table, { user_id, job_id }: JobRef, consistent = false) =>
  table.get<PublishJob>(keys.job(user_id, job_id), { consistent })

/** Tells one write of a job from every other: short, since what it makes larger than a kilobyte costs another unit. */
export const makeWriteId = (): string => randomBytes(12).toString('base64url')

/** Writes a new job. False: the id exists already, and not by this very write, which the SDK may have repeated. */
export async function createJob(table: Table, job: PublishJob): Promise<boolean> {
  const written = await table.put(
    keys.job(job.user_id, job.job_id),
    { ...job, ...indexEntries(job) },
    { if: 'attribute_not_exists(pk)' },
  )
  return written || (await getJob(table, job, true))?.write_id === job.write_id
}

const indexEntries = (job: PublishJob) => ({
  list_key: listKey(job.platform, job.status, job.job_id),
  ...(job.scheduled_at === undefined ? {} : { calendar_key: calendarKey(job.scheduled_at, job.job_id) }),
  ...(job.due === undefined ? {} : { due_shard: dueShard('LOOK', job.job_id) }),
})

export interface JobChange {
  /** Moves the job; the condition is derived from the table of transitions. */
  to?: Exclude<Status, Ended>
  /** Moves it to its end. */
  end?: { as: Ended; at: number }
  set?: Changes
  remove?: readonly (keyof Changes)[]
  add?: Partial<Record<'wake' | 'claims' | 'tries' | 'attempts' | 'version' | 'searches', number>>
  /** Anything more that must hold. */
  if?: string
  values?: Record<string, unknown>
}

export type Changed = { done: true; job: PublishJob } | { done: false; job: PublishJob | undefined }

/**
 * The one writer of jobs: a conditional update of one item. A refused or unanswered write is followed by a
 * consistent read, and finding our own write there is success (the SDK repeats writes whose answer was lost).
 */
export async function changeJob(table: Table, job: PublishJob, change: JobChange): Promise<Changed> {
  const key = keys.job(job.user_id, job.job_id)
  const write_id = makeWriteId()
  const to = change.end?.as ?? change.to
  const moves = to ? sourcesOf(to) : []
  const conditions = [
    'attribute_exists(pk)',
    ...(to ? [`#status IN (${moves.map((_, n) => `:source_${n}`).join(', ')})`] : []),
    ...(change.if ? [`(${change.if})`] : []),
  ]
  const values = {
    ...change.values,
    ...Object.fromEntries(moves.map((status, n) => [`source_${n}`, status])),
  }
  try {
    const updated = await table.update<PublishJob>(key, changeOf(job, change, write_id), {
      if: conditions.join(' AND '),
      values,
    })
    if (updated) return { done: true, job: updated }
  } catch (error) {
    const now = await getJob(table, job, true).catch(() => undefined)
    if (now?.write_id === write_id) return { done: true, job: now }
    throw error
  }
  const now = await getJob(table, job, true)
  return now?.write_id === write_id ? { done: true, job: now } : { done: false, job: now }
}

function changeOf(job: PublishJob, change: JobChange, write_id: string): Change {
  const { due, scheduled_at } = change.set ?? {}
  const to = change.end?.as ?? change.to
  return {
    set: {
      ...change.set,
      write_id,
      ...(to ? { status: to, list_key: listKey(job.platform, to, job.job_id) } : {}),
      ...(change.end ? { ended_at: change.end.at } : {}),
      ...(due === undefined ? {} : { due_shard: dueShard('LOOK', job.job_id) }),
      ...(scheduled_at === undefined ? {} : { calendar_key: calendarKey(scheduled_at, job.job_id) }),
    },
    remove: [...(change.remove ?? []), ...(change.remove?.includes('due') ? ['due_shard'] : [])],
    add: change.add as Record<string, number>,
  }
}

/** Writes a new job's content; writing it again is harmless, for one key has one body. */
export async function putContent(table: Table, content: JobContent): Promise<void> {
  await table.put(keys.content(content.user_id, content.job_id, content.content_version), content)
}

/** Writes a version of its own: one that is there, of another change, is never overwritten. */
export async function putNextContent(table: Table, content: JobContent): Promise<JobContent> {
  for (let next = content; ; next = { ...next, content_version: next.content_version + 1 })
    if (
      await table.put(keys.content(next.user_id, next.job_id, next.content_version), next, {
        if: 'attribute_not_exists(pk)',
      })
    )
      return next
}

/** A version is written once and never changed: any copy of it will do. */
export async function getContent(table: Table, job: JobRef, version: number): Promise<JobContent> {
  const content = await recent<JobContent>(table, keys.content(job.user_id, job.job_id, version))
  if (!content) throw new Error(`content ${version} of job ${job.job_id} is missing`)
  return content
}

interface MeasuredMedia {
  media: JobMedia[]
}

/** Notes a copy of an outside file before it is made, so that what becomes of its job leaves no file behind. */
export async function noteCopy(
  table: Table,
  userId: string,
  copy: { key: string; ttl: number },
): Promise<void> {
  await table.put(keys.copy(userId, copy.key), { v: 1, object: copy.key, ttl: copy.ttl })
}

/** The measured files of a content version; the first to write wins and the others use its result. */
export async function putMedia(
  table: Table,
  job: JobRef,
  version: number,
  media: JobMedia[],
): Promise<JobMedia[]> {
  const key = keys.media(job.user_id, job.job_id, version)
  if (await table.put(key, { v: 1, media }, { if: 'attribute_not_exists(pk)' })) return media
  return (await table.get<MeasuredMedia>(key, { consistent: true }))?.media ?? media
}

export const getMedia = async (table: Table, job: JobRef, version: number): Promise<JobMedia[] | undefined> =>
  (await recent<MeasuredMedia>(table, keys.media(job.user_id, job.job_id, version)))?.media
