import { type Generation, isOver, keptOf } from '../domain/generation.ts'
import { timeOf } from '../domain/uuid.ts'
import { createGeneration, getGeneration } from '../storage/generations.ts'
import { lookAtQuota, openSpends, type QuotaRef, settleSpent } from '../storage/quota.ts'
import type { RequestingServices } from './services.ts'

type QuotaServices = Pick<RequestingServices, 'table' | 'now'>

/** A request that is under way has written its generation by then. */
const writingMs = 60_000
const lookAgainMs = 10 * 60_000

/** Gives back what a generation that is over did not use, out of the period that paid. Repeatable. */
export const settleQuota = (services: QuotaServices, generation: Generation): Promise<void> =>
  settleIn(services, generation, generation.period)

/** The same in any period that names it: one that did not pay in the end gets everything back. */
export function settleIn(
  { table, now }: QuotaServices,
  generation: Generation,
  period: string,
): Promise<void> {
  const { user_id, id } = generation
  const refund = (spent: number) => (generation.period === period ? spent - keptOf(generation) : spent)
  return settleSpent(table, { user_id, period }, { id, refund, now: now() })
}

/** Looks at what generations have spent and not settled: what was spent for nothing is given back. */
export async function lookAfterQuota(services: QuotaServices, ref: QuotaRef): Promise<void> {
  const now = services.now()
  const found = await openSpends(services.table, ref)
  if (!found || found.due > now) return
  let left = 0
  for (const spend of found.spends) {
    const generation = await generationOf(services, ref, spend)
    if (generation && (generation.period !== ref.period || isOver(generation.status)))
      await settleIn(services, generation, ref.period)
    else left += 1
  }
  await lookAtQuota(services.table, ref, {
    seen: found.due,
    next: left === 0 ? undefined : now + lookAgainMs,
  })
}

/**
 * The generation of a spend. Where a request was cut short before it wrote one, a failed one is written in its place,
 * so that of this refund and a request that wakes up late one alone goes on.
 */
async function generationOf(
  { table, now }: QuotaServices,
  { user_id, period }: QuotaRef,
  { id, count }: { id: string; count: number },
): Promise<Generation | undefined> {
  const found = await getGeneration(table, { user_id, id })
  const at = now()
  if (found || timeOf(id) > at - writingMs) return found
  return createGeneration(table, {
    v: 1,
    user_id,
    id,
    status: 'failed',
    prompt: '',
    count,
    period,
    created_at: timeOf(id),
    deadline: at,
    error: 'The request was cut short; nothing was made of it.',
    ended_at: at,
    due: at,
    wake: 0,
    claims: 0,
  })
}
