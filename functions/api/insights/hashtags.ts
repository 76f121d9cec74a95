import { hashtags as route } from '../../../shared/api/insights.ts'
import { suggestHashtags } from '../../../shared/insights/suggest-hashtags.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async ({ params, body, caller }, services) => ({
  body: await suggestHashtags(services, caller.userId, {
    ...params,
    keywords: body.keywords,
    industry: body.industry ?? null,
    limit: body.limit ?? 10,
    connection_id: body.connection_id ?? undefined,
    target_id: body.target_id ?? undefined,
    at: '',
  }),
}))
