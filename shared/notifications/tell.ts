import { type EventData, type EventType, makeEvent } from '../domain/events.ts'
import type { Events } from '../messaging/events.ts'
import { appendEvent } from '../storage/events.ts'
import type { Table } from '../storage/table.ts'
import { listEndpoints } from '../storage/webhook-endpoints.ts'
import { wants } from './dispatch.ts'

export interface TellingServices {
  table: Table
  events: Events
  now(): number
}

/**
 * Tells what happened: in its user's list, then on the bus, whence it goes to the user's endpoints. Told again, it is
 * the same event by the same id.
 * @throws unless list and bus have it
 */
export async function tell<T extends EventType>(
  { table, events, now }: TellingServices,
  type: T,
  data: EventData<T>,
): Promise<void> {
  const event = makeEvent(type, data)
  const endpoints = await listEndpoints(table, event.data.user_id)
  await appendEvent(table, event, now())
  await events.publish(event, { toEndpoints: endpoints.some((endpoint) => wants(endpoint, event)) })
}
