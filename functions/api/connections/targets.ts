import { connections } from '../../../shared/api/connections.ts'
import { ownedConnection } from '../../../shared/connections/owned-connections.ts'
import { targetsOf } from '../../../shared/connections/targets.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(connections.targets, reading, async ({ params, caller }, services) => ({
  body: targetsOf(await ownedConnection(services.table, caller.userId, params.id)),
}))
