import { complete as route } from '../../../shared/api/connections.ts'
import { completeConnect } from '../../../shared/connections/complete-connect.ts'
import { presentConnection } from '../../../shared/connections/present-connection.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(route, reading, async ({ params, body, caller }, services) => {
  const connection = await completeConnect(services, {
    userId: caller.userId,
    platform: params.platform,
    connectCode: body.connect_code,
  })
  return { body: presentConnection(connection, services.now()) }
})
