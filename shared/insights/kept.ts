import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError, type ErrorCode } from '../domain/errors.ts'
import {
  endInsightLease,
  type KeptInsight,
  keepInsight,
  leaseInsight,
  readInsight,
  staleForMs,
} from '../storage/insights.ts'
import type { Key } from '../storage/keys.ts'
import type { InsightServices } from './services.ts'

export interface Kept<T> {
  value: T
  read_at: number
  /** Older than it should be: the network did not tell it anew. */
  stale: boolean
}

/** What was read. */
export interface Found<T> {
  value: T
  /** False: less than there is, since this caller might not ask for more. It is given to nobody else. */
  isWhole: boolean
}

/** Where something is kept. */
export interface Place {
  key: Key
  /** Whose limits count there: one account's, or each caller's own, so that none suffers from another's. */
  limited: 'account' | 'each'
}

const waitMs = 5_000
const stepMs = 250
/** After a failure that doesn't say when to come back, and at the most. */
const restMs = 10_000
const longestRestMs = 15 * 60_000

/** Failures that end by themselves: an older answer is better than none. */
const passing: readonly ErrorCode[] = ['platform_rate_limited', 'platform_unavailable', 'platform_error']

/**
 * What is kept under the key, else what `read` finds at the network. Of callers side by side one reads; the others wait
 * for what it keeps, and are given the older value, or a 503, when that takes too long.
 * @throws AppError as `read` does; what passes by itself only where nothing older is left
 */
export async function kept<T>(
  services: InsightServices,
  { key, limited }: Place,
  read: () => Promise<Found<T>>,
): Promise<Kept<T>> {
  const owner = randomUUID()
  for (let waited = 0; ; waited += stepMs) {
    const known = await readInsight<T>(services.table, key)
    const now = services.now()
    if (known?.value !== undefined && (known.fresh_until ?? 0) > now) return asKept(known, false)
    if (known?.refused && known.refused.until > now)
      return olderOr(services, known, refusal(known.refused, now))
    const isLeased = (known?.lease_until ?? 0) > now
    if (!isLeased && (await leaseInsight(services.table, key, { owner, now })))
      return readAnew(services, { key, limited, owner, known }, read)
    if (waited >= waitMs) return olderOr(services, known, busy())
    await pause(stepMs)
  }
}

async function readAnew<T>(
  services: InsightServices,
  { key, limited, owner, known }: Place & { owner: string; known: KeptInsight<T> | undefined },
  read: () => Promise<Found<T>>,
): Promise<Kept<T>> {
  const { table, config } = services
  try {
    const { value, isWhole } = await read()
    const now = services.now()
    const freshMs = config.env.INSIGHTS_CACHE_TTL_SECONDS * 1000
    if (isWhole) await keepInsight(table, key, { owner, value, now, freshMs })
    else await endInsightLease(table, key, { owner })
    return { value, read_at: now, stale: false }
  } catch (error) {
    const passes = error instanceof AppError && passing.includes(error.code)
    const isForAll = passes && (limited === 'account' || error.code !== 'platform_rate_limited')
    await endInsightLease(table, key, {
      owner,
      ...(isForAll ? { refused: refusedBy(error, services.now()) } : {}),
    })
    if (!passes) throw error
    return olderOr(services, known, error)
  }
}

function refusedBy({ code, message, extras }: AppError, now: number) {
  const ms = extras.retryAfter === undefined ? restMs : extras.retryAfter * 1000
  return { code, detail: message, until: now + Math.min(ms, longestRestMs) }
}

const refusal = ({ code, detail, until }: NonNullable<KeptInsight<unknown>['refused']>, now: number) =>
  new AppError(code, detail, { retryAfter: Math.max(1, Math.ceil((until - now) / 1000)) })

const busy = () =>
  new AppError('platform_unavailable', 'This is being read at the network; ask again in a moment.', {
    retryAfter: 2,
  })

function olderOr<T>(
  { now, log }: InsightServices,
  known: KeptInsight<T> | undefined,
  error: AppError,
): Kept<T> {
  if (known?.value === undefined || (known.read_at ?? 0) <= now() - staleForMs) throw error
  log.warn({ msg: 'stale insight served', code: error.code })
  return asKept(known, true)
}

const asKept = <T>({ value, read_at }: KeptInsight<T>, stale: boolean): Kept<T> => ({
  value: value as T,
  read_at: read_at ?? 0,
  stale,
})
