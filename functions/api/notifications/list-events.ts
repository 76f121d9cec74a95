import { listEvents as route } from '../../../shared/api/notifications.ts'
import { basePath } from '../../../shared/api/route.ts'
import { listEvents } from '../../../shared/notifications/list-events.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

export const handler = endpoint(route, reading, async ({ query, caller }, services) => {
  const { events, next } = await listEvents(services, caller.userId, query)
  const body = events.map(({ id, type, data }) => ({ id, type, occurred_at: data.occurred_at, data }))
  if (next === undefined) return { body }
  const link = new URL(`${services.config.env.SERVICE_BASE_URL}${basePath}${route.path}`)
  for (const [name, value] of Object.entries({ limit: query.limit, after: next }))
    link.searchParams.set(name, String(value))
  return { body, headers: { link: `<${link}>; rel="next"` } }
})
