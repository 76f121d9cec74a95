import { limits as route } from '../../../shared/api/connections.ts'
import { limitsOf } from '../../../shared/connections/limits.ts'
import { ownedConnection } from '../../../shared/connections/owned-connections.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, caller }, services) => {
  const connection = await ownedConnection(services.table, caller.userId, params.id)
  return { body: await limitsOf(services, connection) }
})
