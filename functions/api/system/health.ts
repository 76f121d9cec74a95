import { health as route } from '../../../shared/api/system.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { core } from '../../../shared/runtime/services/core.ts'

export const handler = endpoint(route, core, async () => ({
  body: { status: 'ok', message: 'It answers.' },
}))
