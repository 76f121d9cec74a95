import { disconnect as route } from '../../../shared/api/connections.ts'
import { disconnect } from '../../../shared/connections/disconnect.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { disconnecting } from '../../../shared/runtime/services/disconnecting.ts'

export const handler = endpoint(route, disconnecting, async ({ params, caller }, services) => {
  await disconnect(services, { userId: caller.userId, id: params.id })
  return { body: { status: 'disconnected', message: 'The account is disconnected.' } }
})
