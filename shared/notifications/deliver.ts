import { lookAfterMs } from '../domain/queues.ts'
import type { Delivery, WebhookEndpoint } from '../domain/webhook-endpoint.ts'
import { maxDelaySeconds } from '../messaging/queues.ts'
import { type DeliveryRef, endDelivery, getDelivery, moveDelivery } from '../storage/deliveries.ts'
import { changeEndpoint, getEndpoint } from '../storage/webhook-endpoints.ts'
import { sendDelivery } from './dispatch.ts'
import { type Outcome, sendWebhook } from './send-webhook.ts'
import type { DeliveryServices } from './services.ts'
import { tell } from './tell.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Waits between the tries: eight of them within a day. */
export const gapsMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 6 * hour, 10 * hour] as const
/** An endpoint that took nothing for so long is disabled with the next event it is given up for. */
const patienceMs = 5 * 24 * hour
/** Longer than a try can last. */
const tryMs = 30 * second

/**
 * One try of one webhook. It is claimed by its number first, so that messages too many change nothing; whatever
 * breaks off later is taken up by the sweeper, with the same id.
 */
export async function deliver(
  services: DeliveryServices,
  message: DeliveryRef & { wake: number },
): Promise<void> {
  const { table, log, now } = services
  const delivery = await getDelivery(table, message)
  if (delivery?.state !== 'pending' || delivery.wake !== message.wake) return
  const endpoint = await getEndpoint(table, delivery.user_id, delivery.endpoint_id)
  if (!endpoint || endpoint.disabled_at !== undefined)
    return void (await endDelivery(table, delivery, 'failed'))
  const claimed = await moveDelivery(table, delivery, { set: { due: now() + tryMs } })
  if (!claimed) return
  const outcome = await sendWebhook(services, endpoint, { id: claimed.event_id, body: claimed.body })
  log.info({
    msg: outcome.taken ? 'webhook taken' : 'webhook not taken',
    origin: new URL(endpoint.url).origin,
    status: outcome.status,
    ...(outcome.taken ? {} : { reason: outcome.problem }),
  })
  if (!outcome.taken) return notTaken(services, { delivery: claimed, endpoint, outcome })
  await endDelivery(table, claimed, 'delivered')
  if (endpoint.failing_since !== undefined)
    await changeEndpoint(table, endpoint, { remove: ['failing_since'] })
}

async function notTaken(
  services: DeliveryServices,
  { delivery, endpoint, outcome }: { delivery: Delivery; endpoint: WebhookEndpoint; outcome: Outcome },
): Promise<void> {
  const now = services.now()
  const since = endpoint.failing_since ?? now
  if (endpoint.failing_since === undefined)
    await changeEndpoint(services.table, endpoint, { set: { failing_since: since } })
  const gap = gapsMs[delivery.tries]
  // By the convention, 410 says that the endpoint wants nothing any more.
  const isGone = outcome.status === 410
  if (isGone || (gap === undefined && now - since >= patienceMs))
    await disable(services, endpoint, { since, reason: isGone ? 'gone' : 'failing' })
  if (isGone || gap === undefined) return void (await endDelivery(services.table, delivery, 'failed'))
  const byQueue = gap <= maxDelaySeconds * second
  const moved = await moveDelivery(services.table, delivery, {
    set: { tries: delivery.tries + 1, due: now + gap + (byQueue ? lookAfterMs : 0) },
  })
  if (moved && byQueue) await sendDelivery(services, moved, gap / second)
}

/** Told first, so that a refused event is sent by the next try and not lost. */
async function disable(
  services: DeliveryServices,
  endpoint: WebhookEndpoint,
  { since, reason }: { since: number; reason: 'failing' | 'gone' },
): Promise<void> {
  await tell(services, 'webhook_endpoint.disabled', {
    user_id: endpoint.user_id,
    webhook_endpoint_id: endpoint.id,
    reason,
    failing_since: new Date(since).toISOString(),
    occurred_at: new Date(services.now()).toISOString(),
  })
  await changeEndpoint(services.table, endpoint, { set: { disabled_at: services.now() } })
}
