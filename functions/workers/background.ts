import { backgroundMessage } from '../../shared/messaging/messages.ts'
import { deliver } from '../../shared/notifications/deliver.ts'
import { recordEvent } from '../../shared/notifications/record-event.ts'
import { notifying } from '../../shared/runtime/services/notifying.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(backgroundMessage, notifying, async (message, services) => {
  if (message.kind === 'event') await recordEvent(services, message.event)
  else await deliver(services, message)
})
