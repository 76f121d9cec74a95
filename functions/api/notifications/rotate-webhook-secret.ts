import { rotateWebhookSecret as route } from '../../../shared/api/notifications.ts'
import { rotateSecret } from '../../../shared/notifications/endpoints.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { notifying } from '../../../shared/runtime/services/notifying.ts'

export const handler = endpoint(route, notifying, async ({ params, caller }, services) => {
  const { secret, previousUntil } = await rotateSecret(services, caller.userId, params.id)
  const previous_valid_until = new Date(previousUntil).toISOString()
  return { body: { id: params.id, secret, previous_valid_until }, headers: { 'cache-control': 'no-store' } }
})
