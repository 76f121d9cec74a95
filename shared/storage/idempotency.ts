import { createHash } from 'node:crypto'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

/** What an Idempotency-Key began: the id it was given, and the fingerprint of its body. */
export interface IdempotencyRecord {
  v: 1
  resource_id: string
  body_hash: string
  created_at: number
  ttl: number
}

const keptSeconds = 7 * 86_400

export const findRecord = (table: Table, request: { userId: string; routeId: string; key: string }) =>
  table.get<IdempotencyRecord>(keys.idempotency(request.userId, request.routeId, request.key), {
    consistent: true,
  })

/** Stores the record if the key is new; @returns the one in force and whether it is ours. */
export async function beginOnce(
  table: Table,
  request: {
    userId: string
    routeId: string
    key: string
    bodyHash: string
    resourceId: string
    now: number
  },
): Promise<{ record: IdempotencyRecord; fresh: boolean }> {
  const key = keys.idempotency(request.userId, request.routeId, request.key)
  const record: IdempotencyRecord = {
    v: 1,
    resource_id: request.resourceId,
    body_hash: request.bodyHash,
    created_at: request.now,
    ttl: Math.ceil(request.now / 1000) + keptSeconds,
  }
  const fresh = await table.put(key, record, {
    if: 'attribute_not_exists(pk) OR #ttl < :now',
    values: { now: Math.floor(request.now / 1000) },
  })
  if (fresh) return { record, fresh }
  const stored = await table.get<IdempotencyRecord>(key, { consistent: true })
  if (!stored) throw new Error('an idempotency record vanished between two reads')
  return { record: stored, fresh: false }
}

/** Of the body's meaning, not its spelling: key order does not matter. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('base64url')

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
