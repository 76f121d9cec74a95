import { testWebhookEndpoint as route } from '../../../shared/api/notifications.ts'
import { testEndpoint } from '../../../shared/notifications/by-hand.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { notifying } from '../../../shared/runtime/services/notifying.ts'

export const handler = endpoint(route, notifying, async ({ params, caller }, services) => {
  const outcome = await testEndpoint(services, caller.userId, params.id)
  const problem = outcome.taken ? null : outcome.problem
  return { body: { delivered: outcome.taken, status_code: outcome.status, problem } }
})
