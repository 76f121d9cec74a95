import { randomBytes } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { backgroundQueue, lookAfterMs } from '../domain/queues.ts'
import type { Queues } from '../messaging/queues.ts'
import { changeConnection, listConnections } from '../storage/connections.ts'
import { createDeletion } from '../storage/deletions.ts'
import { beginErasure, delayErasure, type Erasure, getErasure } from '../storage/erasures.ts'
import type { Table } from '../storage/table.ts'

export interface ErasingServices {
  table: Table
  queues: Queues
  log: Log
  now(): number
}

/** Whatever was under way when it began has ended by then: requests, workers, connect flows and their grants. */
export const quietMs = 12 * 60_000

/**
 * Begins to delete everything of a user. From here on nothing new is taken: the mark refuses it, and posts find their
 * connections closing. Said again while it runs, it is the same one.
 */
export async function requestErasure(services: ErasingServices, userId: string): Promise<Erasure> {
  const { table, queues, log, now } = services
  const requested_at = now()
  const erasure = await beginErasure(table, {
    user_id: userId,
    code: randomBytes(24).toString('base64url'),
    requested_at,
    due: requested_at + lookAfterMs,
  })
  await putReceipt(table, erasure)
  for (const connection of await listConnections(table, userId))
    await changeConnection(table, connection, { set: { closing: true } })
  try {
    await queues.send(backgroundQueue, { kind: 'erasure', user_id: userId })
  } catch (error) {
    log.error({ msg: 'erasure stored but not sent', error: String(error) })
  }
  return erasure
}

/** It names nobody, so that it may stay. */
export const putReceipt = (table: Table, { code, requested_at }: Erasure): Promise<void> =>
  createDeletion(table, { code, at: requested_at, requested_at })

/** The sweeper found an erasure that should have moved by now. */
export async function wakeErasure({ table, queues, now }: ErasingServices, userId: string): Promise<void> {
  const erasure = await getErasure(table, userId)
  if (!erasure || erasure.due > now()) return
  if (await delayErasure(table, erasure, now() + lookAfterMs))
    await queues.send(backgroundQueue, { kind: 'erasure', user_id: userId })
}

/** @throws AppError `erasure_running` */
export async function refuseErasing(
  { table, now }: { table: Table; now(): number },
  userId: string,
): Promise<void> {
  const erasure = await getErasure(table, userId)
  if (!erasure) return
  const left = erasure.requested_at + quietMs - now()
  throw new AppError('erasure_running', undefined, { retryAfter: Math.max(60, Math.ceil(left / 1000)) })
}
