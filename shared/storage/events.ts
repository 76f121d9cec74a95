import type { ServiceEvent } from '../domain/events.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

const keptMs = 30 * 86_400_000

/** An event as its user can pull it, in the order in which events were written down. */
export interface StoredEvent extends ServiceEvent {
  v: 1
  /** Where it stands in the list. */
  position: string
  ttl: number
}

/** Where a known event stands. Written last: whoever finds it need not write the event again. */
interface EventPlace {
  v: 1
  position: string
  ttl: number
}

/** Writes the event at the end of its user's list. */
export async function appendEvent(table: Table, event: ServiceEvent, now: number): Promise<StoredEvent> {
  const position = uuidv7(now)
  const stored: StoredEvent = { v: 1, ...event, position, ttl: endOf(now) }
  await table.put(keys.event(event.data.user_id, position), stored)
  return stored
}

/** When something that was made at `now` is forgotten, s. */
export const endOf = (now: number): number => Math.ceil((now + keptMs) / 1000)

export const markRecorded = (table: Table, { id, data, position, ttl }: StoredEvent): Promise<boolean> =>
  table.put(keys.eventPlace(data.user_id, id), { v: 1, position, ttl } satisfies EventPlace)

const placeOf = (table: Table, userId: string, id: string) =>
  table.get<EventPlace>(keys.eventPlace(userId, id), { consistent: true })

export const isRecorded = async (table: Table, { id, data }: ServiceEvent): Promise<boolean> =>
  (await placeOf(table, data.user_id, id)) !== undefined

/** An event of this user by its id, as long as it is kept. */
export async function getEvent(
  table: Table,
  userId: string,
  id: string,
  now: number,
): Promise<StoredEvent | undefined> {
  const place = await placeOf(table, userId, id)
  const found =
    place && (await table.get<StoredEvent>(keys.event(userId, place.position), { consistent: true }))
  return found && found.ttl * 1000 > now ? found : undefined
}

/** The events between two moments of being written, oldest first; `after` is a position. */
export async function eventsBetween(
  table: Table,
  userId: string,
  { after, before, limit, now }: { after: string; before: number; limit: number; now: number },
): Promise<StoredEvent[]> {
  const { pk, sk } = keys.event(userId, after)
  // The table takes up to days to forget.
  const oldest = keys.event(userId, uuidv7(now - keptMs)).sk
  const from = sk > oldest ? sk : oldest
  const to = keys.event(userId, uuidv7(before)).sk
  // DynamoDB refuses a range that is turned round.
  if (from > to) return []
  const { items } = await table.query<StoredEvent>({ pk, from, to, limit: limit + 1, consistent: true })
  return items.filter((event) => event.position !== after).slice(0, limit)
}
