import { system } from '../../../shared/api/system.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { core } from '../../../shared/runtime/services/core.ts'

export const handler = endpoint(system.health, core, async () => ({
  body: { status: 'ok', message: 'It answers.' },
}))
