import { AppError } from '../domain/errors.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { getDelivery, restartDelivery } from '../storage/deliveries.ts'
import { endOf, getEvent } from '../storage/events.ts'
import { changeEndpoint } from '../storage/webhook-endpoints.ts'
import { bodyOf, dispatch, sendDelivery } from './dispatch.ts'
import { ownedEndpoint } from './endpoints.ts'
import { type Outcome, sendWebhook } from './send-webhook.ts'
import type { DispatchServices, EndpointServices } from './services.ts'

/**
 * Sends a test now and says what came back; one that is taken enables a disabled endpoint again.
 * @throws AppError `webhook_endpoint_not_found`
 */
export async function testEndpoint(services: EndpointServices, userId: string, id: string): Promise<Outcome> {
  const { table, now } = services
  const endpoint = await ownedEndpoint(table, userId, id)
  const occurred_at = new Date(now()).toISOString()
  const outcome = await sendWebhook(services, endpoint, {
    id: uuidv7(now()),
    body: bodyOf({
      type: 'webhook_endpoint.test',
      data: { user_id: userId, webhook_endpoint_id: id, occurred_at },
    }),
  })
  if (outcome.taken) await changeEndpoint(table, endpoint, { remove: ['disabled_at', 'failing_since'] })
  return outcome
}

/**
 * Sends an event to an endpoint once more, with its own id, and again by the same back-off if need be.
 * @throws AppError `webhook_endpoint_not_found`, `event_not_found`, `webhook_endpoint_disabled`
 */
export async function redeliver(
  services: DispatchServices,
  asked: { userId: string; endpointId: string; eventId: string },
): Promise<void> {
  const { table } = services
  const now = services.now()
  const endpoint = await ownedEndpoint(table, asked.userId, asked.endpointId)
  const event = await getEvent(table, asked.userId, asked.eventId, now)
  if (!event) throw new AppError('event_not_found')
  if (endpoint.disabled_at !== undefined) throw new AppError('webhook_endpoint_disabled')
  const known = await getDelivery(table, {
    user_id: asked.userId,
    endpoint_id: endpoint.id,
    event_id: event.id,
  })
  if (!known) return dispatch(services, endpoint, event)
  const restarted = await restartDelivery(table, known, { due: now + lookAfterMs, ttl: endOf(now) })
  // Refused: it is being sent at this moment.
  if (restarted) await sendDelivery(services, restarted)
}
