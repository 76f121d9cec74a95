import { listWebhookEndpoints as route } from '../../../shared/api/notifications.ts'
import { presentEndpoint } from '../../../shared/notifications/endpoints.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { listEndpoints } from '../../../shared/storage/webhook-endpoints.ts'

export const handler = endpoint(route, reading, async ({ caller }, { table }) => ({
  body: (await listEndpoints(table, caller.userId)).map(presentEndpoint),
}))
