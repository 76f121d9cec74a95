import { lookAfterAsset } from '../../shared/assets/look-after-asset.ts'
import { type BackgroundMessage, backgroundMessage } from '../../shared/messaging/messages.ts'
import { type Storing, storing } from '../../shared/runtime/services/storing.ts'
import { type Turn, worker } from '../../shared/runtime/worker.ts'

export const handler = worker(backgroundMessage, storing, run)

async function run(message: BackgroundMessage, services: Storing, turn: Turn): Promise<void> {
  switch (message.kind) {
    case 'asset':
      return lookAfterAsset(services, message, turn)
    case 'arrived':
      for (const arrived of message.assets)
        await lookAfterAsset(services, { ...arrived, kind: 'asset', tries: 0 }, turn)
  }
}
