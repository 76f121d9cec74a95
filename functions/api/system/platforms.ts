import { platforms as route } from '../../../shared/api/system.ts'
import { listPlatforms } from '../../../shared/publishing/list-platforms.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { presenting } from '../../../shared/runtime/services/presenting.ts'

export const handler = endpoint(route, presenting, async (_request, services) => ({
  body: await listPlatforms(services),
}))
