import { callback as route } from '../../../shared/api/connections.ts'
import { finishConnect } from '../../../shared/connections/finish-connect.ts'
import { presentConnection } from '../../../shared/connections/present-connection.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, query, cookies }, services) => {
  const finished = await finishConnect(services, { platform: params.platform, query, cookies })
  return {
    cookies: [finished.clearCookie],
    ...('location' in finished
      ? { status: 303, headers: { location: finished.location } }
      : { body: presentConnection(finished.connection, services.now()) }),
  }
})
