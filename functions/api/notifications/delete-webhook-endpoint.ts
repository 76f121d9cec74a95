import { deleteWebhookEndpoint as route } from '../../../shared/api/notifications.ts'
import { deleteEndpoint } from '../../../shared/notifications/endpoints.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(route, reading, async ({ params, caller }, { table }) => {
  await deleteEndpoint(table, caller.userId, params.id)
  return { body: { status: 'deleted', message: 'Nothing is sent there any more.' } }
})
