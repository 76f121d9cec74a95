import { AppError } from '../domain/errors.ts'
import { eventsBetween, getEvent, type StoredEvent, settledMs } from '../storage/events.ts'
import type { Table } from '../storage/table.ts'

/**
 * A user's events, oldest first.
 * @param after id of the last one the caller has
 * @throws AppError `invalid_cursor` when there is none of that id, or no longer
 */
export async function listEvents(
  { table, now }: { table: Table; now(): number },
  userId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ events: StoredEvent[]; next?: string }> {
  const time = now()
  const last = after === undefined ? undefined : await getEvent(table, userId, after, time)
  if (after !== undefined && !last) throw new AppError('invalid_cursor', 'There is no event of this id.')
  const events = await eventsBetween(table, userId, {
    after: last?.position ?? '',
    before: time - settledMs,
    limit: limit + 1,
    now: time,
  })
  const page = events.slice(0, limit)
  return { events: page, ...(events.length > limit ? { next: page.at(-1)!.id } : {}) }
}
