import type { ServiceEvent } from '../domain/events.ts'
import { backgroundQueue, lookAfterMs } from '../domain/queues.ts'
import type { Delivery, WebhookEndpoint } from '../domain/webhook-endpoint.ts'
import { createDelivery, type DeliveryRef, getDelivery, moveDelivery } from '../storage/deliveries.ts'
import { endOf } from '../storage/events.ts'
import { listEndpoints } from '../storage/webhook-endpoints.ts'
import type { DispatchServices } from './services.ts'

/** Not switched off, and registered for events of this type. */
export const wants = ({ disabled_at, events }: WebhookEndpoint, { type }: ServiceEvent): boolean =>
  disabled_at === undefined && (events?.includes(type) ?? true)

/** Puts an event of the bus on its way to each endpoint that wants it. May be repeated. */
export async function dispatchToAll(services: DispatchServices, event: ServiceEvent): Promise<void> {
  for (const endpoint of await listEndpoints(services.table, event.data.user_id))
    if (wants(endpoint, event)) await dispatch(services, endpoint, event)
}

/** Puts an event on its way to one endpoint; one that is on its way already goes on as it is. */
export async function dispatch(
  services: DispatchServices,
  endpoint: WebhookEndpoint,
  event: ServiceEvent,
): Promise<void> {
  const now = services.now()
  const delivery: Delivery = {
    v: 1,
    user_id: endpoint.user_id,
    endpoint_id: endpoint.id,
    event_id: event.id,
    body: bodyOf(event),
    state: 'pending',
    tries: 0,
    wake: 1,
    due: now + lookAfterMs,
    ttl: endOf(now),
  }
  if (await createDelivery(services.table, delivery)) await sendDelivery(services, delivery)
}

/** As the Standard Webhooks convention has it. */
export const bodyOf = ({ type, data }: Pick<ServiceEvent, 'data'> & { type: string }): string =>
  JSON.stringify({ type, timestamp: data.occurred_at, data })

/** A message that its number makes void as soon as there is a newer one. If it can't be sent, the sweeper makes it good. */
export async function sendDelivery(
  { queues, log }: DispatchServices,
  { user_id, endpoint_id, event_id, wake }: Delivery,
  delaySeconds = 0,
): Promise<void> {
  try {
    const message = { kind: 'delivery', user_id, endpoint_id, event_id, wake }
    await queues.send(backgroundQueue, message, delaySeconds)
  } catch (error) {
    log.error({ msg: 'webhook stored but not sent', event_id, error: String(error) })
  }
}

/** The sweeper found a delivery that should have moved by now. */
export async function wakeDelivery(services: DispatchServices, ref: DeliveryRef): Promise<void> {
  const now = services.now()
  const delivery = await getDelivery(services.table, ref)
  if (delivery?.due === undefined || delivery.due > now) return
  const woken = await moveDelivery(services.table, delivery, { set: { due: now + lookAfterMs } })
  if (woken) await sendDelivery(services, woken)
}
