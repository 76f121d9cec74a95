import type { ServiceEvent } from '../domain/events.ts'
import { timeOf, uuidv7 } from '../domain/uuid.ts'
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

/** Where an event stands that is not under its id; written before the event itself. */
interface EventPlace {
  v: 1
  position: string
  ttl: number
}

/** What was written just now waits for the next look, so that nothing gets in before what somebody has read. */
export const settledMs = 5_000
/** A place that is no older is written to well before anybody reads past it; the posts of a batch may have gone first. */
const freshMs = settledMs - 1_000
/** Whoever took a place has written its event by then, or never will. */
const writingMs = 60_000

/**
 * Writes the event at the end of its user's list, once. What a try before has written stays where it is; a place whose
 * event was never written is given up for a new one, since what came after it may have been read. An event whose id
 * has the time in it (of the write that stored what happened) stands under its id, in one write, unless that is long ago.
 */
export async function appendEvent(table: Table, event: ServiceEvent, now: number): Promise<StoredEvent> {
  const { user_id } = event.data
  const stored: StoredEvent = { v: 1, ...event, position: uuidv7(now), ttl: endOf(now) }
  if (isTimed(event.id) && timeOf(event.id) > now - freshMs) {
    const here = { ...stored, position: event.id }
    if (await table.put(keys.event(user_id, event.id), here, { if: 'attribute_not_exists(pk)' })) return here
  }
  const { position, ttl } = stored
  // Where the event would stand, if it can: of one that writes it there and one that comes late, one is refused.
  const key = placeKey(user_id, event.id)
  const place: EventPlace = { v: 1, position, ttl }
  if (!(await table.put(key, place, { if: 'attribute_not_exists(pk)' }))) {
    const known = await placeOf(table, user_id, event.id)
    const there = known && (await storedAt(table, user_id, known))
    if (there) return there
    // Our own write, whose answer was lost, has this very position.
    const isOurs = known?.position === position
    if (known && !isOurs && timeOf(known.position) > now - writingMs)
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

/** Of version 7. */
const isTimed = (id: string): boolean => id[14] === '7'

const placeKey = (userId: string, id: string) =>
  isTimed(id) ? keys.event(userId, id) : keys.eventPlace(userId, id)

/** When something that was made at `now` is forgotten, s. */
export const endOf = (now: number): number => Math.ceil((now + keptMs) / 1000)

const placeOf = (table: Table, userId: string, id: string) =>
  table.get<EventPlace | StoredEvent>(placeKey(userId, id), { consistent: true })

const isEvent = (item: EventPlace | StoredEvent): item is StoredEvent => 'type' in item

const storedAt = async (table: Table, userId: string, place: EventPlace | StoredEvent) =>
  isEvent(place) ? place : table.get<StoredEvent>(keys.event(userId, place.position), { consistent: true })

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
  const found: StoredEvent[] = []
  let next: Record<string, unknown> | undefined
  do {
    const range = { pk, from, to, limit: limit + 1, ...(next ? { after: next } : {}) }
    const page = await table.query<EventPlace | StoredEvent>({ ...range, consistent: true })
    found.push(...page.items.filter(isEvent).filter((event) => event.position !== after))
    next = page.next
  } while (next && found.length < limit)
  return found.slice(0, limit)
}
