import { deauthorize as route } from '../../../shared/api/networks.ts'
import { hearNetwork } from '../../../shared/connections/hear-network.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { hearing } from '../../../shared/runtime/services/hearing.ts'

export const handler = endpoint(route, hearing, async ({ params, raw, headers }, services) => {
  await hearNetwork(services, { platform: params.platform, hook: 'deauthorize', raw, headers })
  return { body: { status: 'heard', message: 'It is taken care of.' } }
})
