import { dataDeletion as route } from '../../../shared/api/networks.ts'
import { basePath } from '../../../shared/api/route.ts'
import { hearNetwork } from '../../../shared/connections/hear-network.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { hearing } from '../../../shared/runtime/services/hearing.ts'

export const handler = endpoint(route, hearing, async ({ params, raw, headers }, services) => {
  const { platform } = params
  const { code = '' } = await hearNetwork(services, { platform, hook: 'data-deletion', raw, headers })
  const url = `${services.config.env.SERVICE_BASE_URL}${basePath}/data-deletions/${code}`
  return { body: { url, confirmation_code: code } }
})
