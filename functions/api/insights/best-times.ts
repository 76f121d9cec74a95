import { bestTimes as route } from '../../../shared/api/insights.ts'
import { suggestTimes } from '../../../shared/insights/suggest-times.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, query, caller }, services) => ({
  body: await suggestTimes(services, caller.userId, { ...params, ...query, at: 'query.' }),
}))
