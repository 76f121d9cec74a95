import { createHash } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { backgroundQueue, lookAfterMs } from '../domain/queues.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import type { Queues } from '../messaging/queues.ts'
import { changeConnection, connectionsOf, removeConnection } from '../storage/connections.ts'
import {
  createDeletion,
  type DataDeletion,
  delayDeletion,
  finishDeletion,
  getDeletion,
} from '../storage/deletions.ts'
import { dropOwnInsights } from '../storage/insights.ts'
import { changeJob } from '../storage/jobs.ts'
import { keys } from '../storage/keys.ts'
import type { Table } from '../storage/table.ts'
import type { DisconnectServices } from './services.ts'
import { settleJobs } from './settle-jobs.ts'

interface AskingServices {
  table: Table
  queues: Queues
  now(): number
}

/**
 * Takes a network's request to delete what came from an account. Said again, it is the same request.
 * @returns its code, which nobody can guess: it is made of what the network signed
 */
export async function requestDeletion(
  { table, queues, now }: AskingServices,
  asked: { platform: Platform; account: string; at: number; raw: Buffer },
): Promise<string> {
  const { platform, account, at, raw } = asked
  const code = createHash('sha256').update(platform).update(raw).digest('base64url').slice(0, 32)
  const requested_at = now()
  await createDeletion(table, { code, platform, account, at, requested_at, due: requested_at + lookAfterMs })
  await queues.send(backgroundQueue, { kind: 'deletion', code })
  return code
}

/** The sweeper found a deletion that should be done by now. */
export async function wakeDeletion({ table, queues, now }: AskingServices, code: string): Promise<void> {
  const deletion = await getDeletion(table, code)
  if (deletion?.due === undefined || deletion.due > now()) return
  if (await delayDeletion(table, deletion, now() + lookAfterMs))
    await queues.send(backgroundQueue, { kind: 'deletion', code })
}

/**
 * Deletes the connections to the account, and what the network said of it on their jobs. Their owner, and what
 * they wrote, stay; so do grants made since the request. Cut short, it is taken up again by the sweeper.
 */
export async function deleteData(services: DisconnectServices, code: string): Promise<void> {
  const { table, now } = services
  const deletion = await getDeletion(table, code)
  if (deletion?.account === undefined || deletion.platform === undefined) return
  for (const connection of await connectionsOf(table, deletion.platform, deletion.account))
    if (connection.granted_at <= deletion.at) await deleteConnection(services, connection)
  await finishDeletion(table, code, now())
}

/** Nothing is revoked: the person has taken the grant back at the network. */
async function deleteConnection(services: DisconnectServices, connection: SocialConnection): Promise<void> {
  const same = { if: '#generation = :seen', values: { seen: connection.generation } }
  const closing = await changeConnection(services.table, connection, { set: { closing: true } }, same)
  if (!closing) return
  await settleJobs(services, closing)
  await scrubJobs(services.table, closing)
  await dropOwnInsights(services.table, closing)
  await removeConnection(services.table, closing)
}

async function scrubJobs(table: Table, { user_id, id }: SocialConnection): Promise<void> {
  let after: Record<string, unknown> | undefined
  do {
    const page = await table.query<PublishJob>({
      ...keys.jobs(user_id),
      consistent: true,
      ...(after ? { after } : {}),
    })
    for (const job of page.items) if (job.connection_id === id) await scrub(table, job)
    after = page.next
  } while (after)
}

/** Takes the account's id, its posts and the network's own words off a job. */
async function scrub(table: Table, job: PublishJob): Promise<void> {
  await changeJob(table, job, {
    set: {
      account: '',
      steps: [],
      history: job.history.map((attempt) => ({ ...attempt, details: {} })),
      ...(job.error ? { error: { ...job.error, details: {} } } : {}),
    },
    remove: ['post_id', 'post_url', 'prepared'],
  })
}

/** What people are told of it. @throws AppError `deletion_not_found` */
export async function receiptOf(table: Table, code: string): Promise<DataDeletion> {
  const deletion = await getDeletion(table, code)
  if (!deletion) throw new AppError('deletion_not_found')
  return deletion
}
