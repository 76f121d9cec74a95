import type { ServiceEvent } from '../domain/events.ts'
import { appendEvent, isRecorded, markRecorded } from '../storage/events.ts'
import { listEndpoints } from '../storage/webhook-endpoints.ts'
import { dispatch } from './dispatch.ts'
import type { DispatchServices } from './services.ts'

/**
 * Writes an event of the bus into its user's list and puts it on its way to each endpoint that wants it. The mark
 * that it was seen comes last: cut short before, all of it is repeated under the same id.
 */
export async function recordEvent(services: DispatchServices, event: ServiceEvent): Promise<void> {
  const { table, now } = services
  if (await isRecorded(table, event)) return
  const stored = await appendEvent(table, event, now())
  const endpoints = await listEndpoints(table, event.data.user_id)
  for (const endpoint of endpoints)
    if (endpoint.disabled_at === undefined && (endpoint.events?.includes(event.type) ?? true))
      await dispatch(services, endpoint, event)
  await markRecorded(table, stored)
}
