import { preflightMessage } from '../../shared/messaging/messages.ts'
import { preflight } from '../../shared/publishing/preflight.ts'
import { measuring } from '../../shared/runtime/services/measuring.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(preflightMessage, measuring, (message, services, turn) =>
  preflight(services, message, turn),
)
