import { createWebhookEndpoint as route } from '../../../shared/api/notifications.ts'
import type { EventType } from '../../../shared/domain/events.ts'
import { createEndpoint, presentEndpoint } from '../../../shared/notifications/endpoints.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { notifying } from '../../../shared/runtime/services/notifying.ts'

export const handler = endpoint(route, notifying, async ({ body, caller, idempotencyKey }, services) => {
  const created = await createEndpoint(services, {
    userId: caller.userId,
    url: body.url,
    events: (body.events ?? undefined) as EventType[] | undefined,
    ...(idempotencyKey ? { idempotency: { routeId: route.id, key: idempotencyKey, body } } : {}),
  })
  return {
    body: { ...presentEndpoint(created.endpoint), secret: created.secret },
    headers: {
      'cache-control': 'no-store',
      ...(created.replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  }
})
