import { preflightMessage } from '../../shared/messaging/messages.ts'
import { preflight } from '../../shared/publishing/preflight.ts'
import { working } from '../../shared/runtime/services/working.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(preflightMessage, working, (message, services) => preflight(services, message))
