import { lookAfterAsset } from '../../shared/assets/look-after-asset.ts'
import { lookAfterGeneration } from '../../shared/generations/look-after-generation.ts'
import { type BackgroundMessage, backgroundMessage } from '../../shared/messaging/messages.ts'
import { type Generating, generating } from '../../shared/runtime/services/generating.ts'
import { type Turn, worker } from '../../shared/runtime/worker.ts'

export const handler = worker(backgroundMessage, generating, run)

async function run(message: BackgroundMessage, services: Generating, turn: Turn): Promise<void> {
  switch (message.kind) {
    case 'asset':
      return lookAfterAsset(services, message, turn)
    case 'generation':
      return lookAfterGeneration(services, message, turn)
    case 'arrived':
      for (const arrived of message.assets)
        await lookAfterAsset(services, { ...arrived, kind: 'asset', tries: 0 }, turn)
  }
}
