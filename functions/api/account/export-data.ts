import { exportData } from '../../../shared/account/export-data.ts'
import { exportData as route } from '../../../shared/api/account.ts'
import { basePath } from '../../../shared/api/route.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { linking } from '../../../shared/runtime/services/linking.ts'

export const handler = endpoint(route, linking, async ({ query, caller }, services) => {
  const { page, next } = await exportData(services, caller.userId, query)
  if (!next) return { body: page }
  const link = new URL(`${services.config.env.SERVICE_BASE_URL}${basePath}${route.path}`)
  for (const [name, value] of Object.entries(next)) link.searchParams.set(name, value)
  return { body: page, headers: { link: `<${link}>; rel="next"` } }
})
