import { wakeErasure } from '../account/erasure.ts'
import { wakeDeletion } from '../connections/data-deletion.ts'
import { endLeaving } from '../connections/end-leaving.ts'
import { revokeUnclaimed } from '../connections/grant.ts'
import type { DisconnectServices } from '../connections/services.ts'
import { isEnded, type PublishJob } from '../domain/publish-job.ts'
import { backgroundQueue, lookAfterMs, workQueue } from '../domain/queues.ts'
import { sendOn } from '../generations/send-on.ts'
import { lookAfterQuota } from '../generations/settle-quota.ts'
import { wakeDelivery } from '../notifications/dispatch.ts'
import { changeAsset, getAsset } from '../storage/assets.ts'
import { dropExpiredState } from '../storage/connect-flows.ts'
import { dueRows } from '../storage/due.ts'
import { changeGeneration, getGeneration } from '../storage/generations.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import { type Key, readDeliveryKey, readDueKey } from '../storage/keys.ts'
import { announce } from './events.ts'
import { overdueAt } from './timing.ts'

const perShard = 200
const atOnce = 20

/**
 * Looks at everything that should have moved by now, for as long as there is time. The index is a hint: only the
 * conditional write on the job decides, and each message it sends makes all older ones void.
 */
export async function sweep(services: DisconnectServices, turn: { endsAt: number }): Promise<void> {
  const hasTime = () => services.now() < turn.endsAt - 5_000
  let swept = await every(services, { kind: 'LOOK', look, hasTime })
  swept += await every(services, { kind: 'SEND', look: resend, hasTime })
  if (swept) services.log.info({ msg: 'swept', count: swept })
}

type Look = (services: DisconnectServices, row: Key) => Promise<void>

const resend: Look = (services, row) => wakeDelivery(services, readDeliveryKey(row))

/** @returns how many rows were looked at without trouble */
async function every(
  services: DisconnectServices,
  { kind, look, hasTime }: { kind: 'LOOK' | 'SEND'; look: Look; hasTime(): boolean },
): Promise<number> {
  let swept = 0
  for await (const page of dueRows(services.table, { kind, now: services.now(), perShard })) {
    const rows = await overdue(services, page)
    for (let start = 0; start < rows.length && hasTime(); start += atOnce)
      swept += await lookAt(services, rows.slice(start, start + atOnce), look)
    if (!hasTime()) break
  }
  return swept
}

/** Without the jobs that somebody is coming for: their `due` was not worth moving. Read in few requests. */
async function overdue(services: DisconnectServices, rows: readonly Key[]): Promise<readonly Key[]> {
  const jobs = rows.filter((row) => readDueKey(row).kind === 'job')
  const found = await services.table.getMany<PublishJob & Key>(jobs.map(({ pk, sk }) => ({ pk, sk })))
  const early = new Set(found.filter((job) => isEarly(job, services.now())).map(({ pk, sk }) => pk + sk))
  return rows.filter(({ pk, sk }) => !early.has(pk + sk))
}

const isEarly = (job: PublishJob, now: number): boolean => {
  const at = overdueAt(job)
  return at === undefined || at > now
}

async function lookAt(services: DisconnectServices, rows: readonly Key[], look: Look): Promise<number> {
  const results = await Promise.allSettled(rows.map((row) => look(services, row)))
  for (const result of results)
    if (result.status === 'rejected')
      services.log.error({ msg: 'sweep of one row failed', error: String(result.reason) })
  return results.filter(({ status }) => status === 'fulfilled').length
}

const look: Look = async (services, row) => {
  const target = readDueKey(row)
  if (target.kind === 'pending') return revokeUnclaimed(services, row)
  if (target.kind === 'state') return void (await dropExpiredState(services.table, row, services.now()))
  if (target.kind === 'erasure') return wakeErasure(services, target.userId)
  if (target.kind === 'connection') return endLeaving(services, target)
  if (target.kind === 'asset') return wakeAsset(services, target)
  if (target.kind === 'deletion') return wakeDeletion(services, target.code)
  if (target.kind === 'generation') return wakeGeneration(services, target)
  if (target.kind === 'quota') return lookAfterQuota(services, { user_id: target.userId, period: target.id })
  if (target.kind !== 'job') return
  const job = await getJob(services.table, { user_id: target.userId, job_id: target.id }, true)
  if (!job || isEarly(job, services.now())) return
  if (isEnded(job.status)) return announce(services, job)
  await wake(services, job)
}

/** Raises the number of the next message, then sends it. */
async function wake(services: DisconnectServices, job: PublishJob): Promise<void> {
  const now = services.now()
  const woken = await changeJob(services.table, job, {
    set: { due: now + lookAfterMs },
    add: { wake: 1 },
    if: '#wake = :seen AND #due = :due AND #status = :status AND (attribute_not_exists(#lease_until) OR #lease_until < :now)',
    values: { seen: job.wake, due: job.due, status: job.status, now },
  })
  if (!woken.done) return
  const { user_id, job_id } = job
  const message = { user_id, job_id, wake: woken.job.wake, again: true }
  await services.queues.send(workQueue(job.platform), message)
}

/** An asset whose file nobody told of, or that has expired. */
async function wakeAsset(
  services: DisconnectServices,
  { userId: user_id, id }: { userId: string; id: string },
): Promise<void> {
  const now = services.now()
  const asset = await getAsset(services.table, { user_id, id })
  if (!asset || asset.due > now) return
  const woken = await changeAsset(services.table, asset, {
    set: { due: now + lookAfterMs },
    if: '#due = :due AND #status = :status',
    values: { due: asset.due, status: asset.status },
  })
  if (woken) await services.queues.send(backgroundQueue, { kind: 'asset', user_id, asset_id: id })
}

/** A generation nobody works on, whose time is over, or that is over and was not told yet. */
async function wakeGeneration(
  services: DisconnectServices,
  { userId: user_id, id }: { userId: string; id: string },
): Promise<void> {
  const now = services.now()
  const generation = await getGeneration(services.table, { user_id, id })
  if (generation?.due === undefined || generation.due > now) return
  const woken = await changeGeneration(services.table, generation, {
    set: { due: now + lookAfterMs },
    add: { wake: 1 },
    if: '#due = :due AND #status = :status',
    values: { due: generation.due, status: generation.status },
  })
  if (woken) await sendOn(services, woken)
}
