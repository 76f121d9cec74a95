import { deadLetter } from '../../shared/messaging/messages.ts'
import { dispatchToAll } from '../../shared/notifications/dispatch.ts'
import { lookNow, notDone } from '../../shared/publishing/dead-letter.ts'
import { notifying } from '../../shared/runtime/services/notifying.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(deadLetter, notifying, async (message, services) => {
  if ('job_id' in message) return lookNow(services, message)
  // Until its deliveries are written down: those wait for the sweeper.
  if (message.kind === 'event') return dispatchToAll(services, message.event)
  return notDone(services, message)
})
