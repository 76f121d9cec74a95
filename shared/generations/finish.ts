import { type Generation, keptOf } from '../domain/generation.ts'
import { tell } from '../notifications/tell.ts'
import { changeGeneration } from '../storage/generations.ts'
import type { GeneratingServices } from './services.ts'
import { settleQuota } from './settle-quota.ts'

/** Of a generation that is over: gives back, tells, and only then forgets that somebody should look. */
export async function finish(services: GeneratingServices, generation: Generation): Promise<void> {
  if (generation.due === undefined) return
  await settleQuota(services, generation)
  const { user_id, id, status, count } = generation
  await tell(services, status === 'completed' ? 'generation.completed' : 'generation.failed', {
    generation_id: id,
    user_id,
    status,
    count,
    images: keptOf(generation),
    occurred_at: new Date(generation.ended_at ?? services.now()).toISOString(),
  })
  await changeGeneration(services.table, generation, {
    remove: ['due'],
    if: '#status = :status',
    values: { status },
  })
}
