import { deleteData } from '../../shared/connections/data-deletion.ts'
import { type BackgroundMessage, backgroundMessage } from '../../shared/messaging/messages.ts'
import { deliver } from '../../shared/notifications/deliver.ts'
import { recordEvent } from '../../shared/notifications/record-event.ts'
import { type Disconnecting, disconnecting } from '../../shared/runtime/services/disconnecting.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(backgroundMessage, disconnecting, run)

function run(message: BackgroundMessage, services: Disconnecting): Promise<void> {
  switch (message.kind) {
    case 'event':
      return recordEvent(services, message.event)
    case 'delivery':
      return deliver(services, message)
    case 'deletion':
      return deleteData(services, message.code)
  }
}
