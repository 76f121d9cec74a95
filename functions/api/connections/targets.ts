import { targets as route } from '../../../shared/api/connections.ts'
import { ownedConnection } from '../../../shared/connections/owned-connections.ts'
import { targetsOf } from '../../../shared/connections/targets.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, caller }, services) => ({
  body: await targetsOf(services, await ownedConnection(services.table, caller.userId, params.id)),
}))
