import { redeliverEvent as route } from '../../../shared/api/notifications.ts'
import { redeliver } from '../../../shared/notifications/by-hand.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { notifying } from '../../../shared/runtime/services/notifying.ts'

export const handler = endpoint(route, notifying, async ({ params, body, caller }, services) => {
  await redeliver(services, { userId: caller.userId, endpointId: params.id, eventId: body.event_id })
  return { body: { status: 'sent', message: 'The event is on its way to the endpoint.' } }
})
