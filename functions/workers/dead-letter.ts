import { deadLetter } from '../../shared/messaging/messages.ts'
import { recordEvent } from '../../shared/notifications/record-event.ts'
import { lookNow, notDone } from '../../shared/publishing/dead-letter.ts'
import { notifying } from '../../shared/runtime/services/notifying.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(deadLetter, notifying, async (message, services) => {
  if ('job_id' in message) return lookNow(services, message)
  // Until it can be written down. A webhook's own record waits for the sweeper.
  if (message.kind === 'event') return recordEvent(services, message.event)
  return notDone(services, message)
})
