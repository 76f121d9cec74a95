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

/** Where a known event stands; written before the event itself. */
interface EventPlace {
  v: 1
  position: string
  ttl: number
}

/** Whoever took a place has written its event by then, or never will. */
const writingMs = 60_000

/**
 * Writes the event at the end of its user's list, once. What a try before has written stays where it is; a place whose
 * event was never written is given up for a new one, since what came after it may have been read.
 */
export async function appendEvent(table: Table, event: ServiceEvent, now: number): Promise<StoredEvent> {
  const { user_id } = event.data
  const stored: StoredEvent = { v: 1, ...event, position: uuidv7(now), ttl: endOf(now) }
  const { position, ttl } = stored
  const key = keys.eventPlace(user_id, event.id)
  const place: EventPlace = { v: 1, position, ttl }
  if (!(await table.put(key, place, { if: 'attribute_not_exists(pk)' }))) {
    const known = await placeOf(table, user_id, event.id)
    const there = known && (await storedAt(table, user_id, known))
    if (there) return there
    // Our own write, whose answer was lost, has this very position.
    const isOurs = known?.position === position
    if (known && !isOurs && writtenAt(known) > now - writingMs)
      throw new Error('this event is being written down by another')
    const free = {
      if: 'attribute_not_exists(pk) OR #position = :known',
      values: { known: known?.position ?? '' },
    }
    if (!isOurs && !(await table.put(key, place, free)))
      throw new Error('this event is being written down by another')
  }
  await table.put(keys.event(user_id, position), stored)
  return stored
}

/** When an event was written down, ms: the time in its version 7 position. */
const writtenAt = ({ position }: Pick<EventPlace, 'position'>): number =>
  Number.parseInt(position.replaceAll('-', '').slice(0, 12), 16)

/** When something that was made at `now` is forgotten, s. */
export const endOf = (now: number): number => Math.ceil((now + keptMs) / 1000)

const placeOf = (table: Table, userId: string, id: string) =>
  table.get<EventPlace>(keys.eventPlace(userId, id), { consistent: true })

const storedAt = (table: Table, userId: string, { position }: EventPlace) =>
  table.get<StoredEvent>(keys.event(userId, position), { consistent: true })

/** An event of this user by its id, as long as it is kept. */
export async function getEvent(
  table: Table,
  userId: string,
  id: string,
  now: number,
): Promise<StoredEvent | undefined> {
  const place = await placeOf(table, userId, id)
  const found = place && (await storedAt(table, userId, place))
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
