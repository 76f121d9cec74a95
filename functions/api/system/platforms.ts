import { platforms as route } from '../../../shared/api/system.ts'
import { listPlatforms } from '../../../shared/publishing/list-platforms.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { connecting } from '../../../shared/runtime/services/connecting.ts'

export const handler = endpoint(route, connecting, async (_request, services) => ({
  body: await listPlatforms(services),
}))
