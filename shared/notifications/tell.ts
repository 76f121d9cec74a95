import { type EventData, type EventType, makeEvent, type ServiceEvent } from '../domain/events.ts'
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

/** Tells what happened, as `tellEvent` does. */
export const tell = <T extends EventType>(
  services: TellingServices,
  type: T,
  data: EventData<T>,
): Promise<void> => tellEvent(services, makeEvent(type, data))

/**
 * Tells an event: in its user's list, then on the bus, whence it goes to the user's endpoints. Told again, it is the
 * same event by the same id.
 * @throws unless list and bus have it
 */
export async function tellEvent({ table, events, now }: TellingServices, told: ServiceEvent): Promise<void> {
  // First of all: soon after its place was taken, that is one write.
  const event = await appendEvent(table, told, now())
  const endpoints = await listEndpoints(table, event.data.user_id)
  await events.publish(event, { toEndpoints: endpoints.some((endpoint) => wants(endpoint, event)) })
}
