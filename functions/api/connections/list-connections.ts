import { listConnections as route } from '../../../shared/api/connections.ts'
import { ownedConnections } from '../../../shared/connections/owned-connections.ts'
import { presentConnection } from '../../../shared/connections/present-connection.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(route, reading, async ({ query, caller }, services) => {
  const owned = await ownedConnections(services, caller.userId, query)
  return { body: owned.map((connection) => presentConnection(connection, services.now())) }
})
