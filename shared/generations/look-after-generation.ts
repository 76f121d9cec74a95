import { isOver } from '../domain/generation.ts'
import { lookAfterMs } from '../domain/queues.ts'
import type { GenerationMessage } from '../messaging/messages.ts'
import { changeGeneration, getGeneration } from '../storage/generations.ts'
import { collectImages } from './collect-images.ts'
import { deliver } from './deliver.ts'
import { finish } from './finish.ts'
import type { GeneratingServices } from './services.ts'

/** When this invocation is over at the latest, ms. */
export interface Turn {
  endsAt: number
}

/**
 * Brings a generation forward: hands it to the orchestrator, takes over what came back, ends it when its time is
 * over, gives back what it did not use and tells. Safe to call at any time and any number of times.
 */
export async function lookAfterGeneration(
  services: GeneratingServices,
  { user_id, generation_id, wake }: GenerationMessage,
  turn: Turn,
): Promise<void> {
  const generation = await getGeneration(services.table, { user_id, id: generation_id })
  if (!generation || wake < generation.wake) return
  if (isOver(generation.status)) return finish(services, generation)
  if (generation.result) return collectImages(services, generation, turn)
  if (generation.deadline <= services.now()) return expire(services, { user_id, id: generation_id })
  await deliver(services, generation, turn)
}

/** Against a callback that comes at this moment, one conditional write decides. */
async function expire(services: GeneratingServices, ref: { user_id: string; id: string }): Promise<void> {
  const now = services.now()
  const expired = await changeGeneration(services.table, ref, {
    to: 'expired',
    set: {
      images: [],
      error: `No image came within ${services.settings.timeoutMs / 1000} seconds.`,
      ended_at: now,
      due: now + lookAfterMs,
    },
    if: '#deadline <= :now AND attribute_not_exists(#result)',
    values: { now },
  })
  if (expired) await finish(services, expired)
}
