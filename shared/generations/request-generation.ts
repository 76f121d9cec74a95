import { refuseErasing } from '../account/erasure.ts'
import { AppError } from '../domain/errors.ts'
import { tooManyInFlight, tooManyToday } from '../domain/fair-use.ts'
import { type Generation, type GenerationParams, isOver } from '../domain/generation.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { periodAt } from '../domain/quota-period.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { createGeneration, getGeneration } from '../storage/generations.ts'
import { beginOnce, bodyHash } from '../storage/idempotency.ts'
import { spend } from '../storage/quota.ts'
import { sendOn } from './send-on.ts'
import type { RequestingServices } from './services.ts'
import { settleIn } from './settle-quota.ts'

/** A generation takes longer, but of several one may end any moment. */
const lookAgainMs = 10_000

export interface GenerationRequest {
  userId: string
  prompt: string
  aspectRatio?: string | undefined
  style?: string | undefined
  count: number
  params?: GenerationParams | undefined
  idempotency?: { routeId: string; key: string; body: unknown }
}

/**
 * Takes a generation in: its id is made first, the quota is spent in its name, then it is written and sent on. Cut
 * short after the spend, it is finished by the same key within a minute, or its quota is given back by the sweeper.
 * @throws AppError `generations_not_configured`, `erasure_running`, `idempotency_key_reused`, `quota_exceeded`, `usage_limit`
 */
export async function requestGeneration(
  services: RequestingServices,
  request: GenerationRequest,
): Promise<{ generation: Generation; replayed: boolean }> {
  const { table, settings } = services
  if (settings.webhookUrl === undefined) throw new AppError('generations_not_configured')
  await refuseErasing(services, request.userId)
  const now = services.now()
  const begun = await begin(services, request, now)
  const ref = { user_id: request.userId, id: begun?.record.resource_id ?? uuidv7(now) }
  if (begun && !begun.fresh) {
    const generation = await getGeneration(table, ref)
    if (generation) return { generation, replayed: true }
  }
  const fresh = newGeneration(request, {
    ...ref,
    period: periodAt(settings.period, now).name,
    now,
    timeoutMs: settings.timeoutMs,
  })
  await pay(services, fresh, now)
  const generation = await createGeneration(table, fresh)
  if (generation !== fresh) {
    if (generation.period !== fresh.period || isOver(generation.status))
      await settleIn(services, generation, fresh.period)
    return { generation, replayed: true }
  }
  services.log.count({ images: generation.count })
  await sendOn(services, generation)
  return { generation, replayed: false }
}

async function begin({ table }: RequestingServices, request: GenerationRequest, now: number) {
  if (!request.idempotency) return undefined
  const hash = bodyHash(request.idempotency.body)
  const begun = await beginOnce(table, {
    ...request.idempotency,
    userId: request.userId,
    bodyHash: hash,
    resourceId: uuidv7(now),
    now,
  })
  if (begun.record.body_hash !== hash) throw new AppError('idempotency_key_reused')
  return begun
}

async function pay({ table, settings }: RequestingServices, fresh: Generation, now: number): Promise<void> {
  const { quota, period, userGenerations } = settings
  const { ends } = periodAt(period, now)
  const { id, count } = fresh
  const limits = { quota, ...userGenerations }
  const passed = await spend(table, fresh, { id, count, limits, now, due: now + lookAfterMs, ends })
  if (passed === undefined) return
  if (passed === 'inFlight') throw tooManyInFlight('generations', userGenerations, lookAgainMs)
  if (passed === 'perDay')
    throw tooManyToday('generations', userGenerations, { ends: periodAt('day', now).ends, now })
  const resets = new Date(ends).toISOString()
  throw new AppError(
    'quota_exceeded',
    `The quota of ${quota} images a ${period} does not reach for ${count} more; it begins anew at ${resets}.`,
    { retryAfter: Math.ceil((ends - now) / 1000), more: { resets_at: resets } },
  )
}

function newGeneration(
  { prompt, aspectRatio, style, count, params }: GenerationRequest,
  given: { user_id: string; id: string; period: string; now: number; timeoutMs: number },
): Generation {
  const { user_id, id, period, now, timeoutMs } = given
  return {
    v: 1,
    user_id,
    id,
    status: 'requested',
    prompt,
    ...(aspectRatio === undefined ? {} : { aspect_ratio: aspectRatio }),
    ...(style === undefined ? {} : { style }),
    count,
    ...(params === undefined ? {} : { params }),
    period,
    created_at: now,
    deadline: now + timeoutMs,
    due: now + lookAfterMs,
    wake: 0,
    claims: 0,
  }
}
