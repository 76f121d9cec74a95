import { eraseUser } from '../../shared/account/erase-user.ts'
import { lookAfterAsset } from '../../shared/assets/look-after-asset.ts'
import { deleteData } from '../../shared/connections/data-deletion.ts'
import { lookAfterGeneration } from '../../shared/generations/look-after-generation.ts'
import { type BackgroundMessage, backgroundMessage } from '../../shared/messaging/messages.ts'
import { deliver } from '../../shared/notifications/deliver.ts'
import { dispatchToAll } from '../../shared/notifications/dispatch.ts'
import { type Background, background } from '../../shared/runtime/services/background.ts'
import { type Turn, worker } from '../../shared/runtime/worker.ts'

export const handler = worker(backgroundMessage, background, run)

async function run(message: BackgroundMessage, services: Background, turn: Turn): Promise<void> {
  switch (message.kind) {
    case 'asset':
      return lookAfterAsset(services, message, turn)
    case 'generation':
      return lookAfterGeneration(services, message, turn)
    case 'arrived':
      for (const arrived of message.assets)
        await lookAfterAsset(services, { ...arrived, kind: 'asset' }, turn)
      return
    case 'event':
      return dispatchToAll(services, message.event)
    case 'delivery':
      return deliver(services, message)
    case 'deletion':
      return deleteData(services, message.code)
    case 'erasure':
      return eraseUser(services, message, turn)
  }
}
