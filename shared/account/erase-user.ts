import type { DisconnectServices } from '../connections/services.ts'
import { settleJobs } from '../connections/settle-jobs.ts'
import type { Platform } from '../domain/platform.ts'
import { lookAfterMs } from '../domain/queues.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import type { ErasureMessage } from '../messaging/messages.ts'
import {
  accountHolders,
  changeConnection,
  dropHolders,
  leaveToSweeper,
  listConnections,
} from '../storage/connections.ts'
import { finishDeletion } from '../storage/deletions.ts'
import { delayErasure, type Erasure, endErasure, getErasure } from '../storage/erasures.ts'
import { dropHold } from '../storage/holds.ts'
import { dropAsked } from '../storage/insights.ts'
import { userItems } from '../storage/user-items.ts'
import { eraseItem, type ItemServices } from './erase-item.ts'
import { putReceipt, quietMs } from './erasure.ts'

type EraseServices = DisconnectServices & ItemServices

const atOnce = 20
const endingMs = 30_000

/**
 * Deletes what there is of a user, and comes again until nothing is left and whatever was under way when it began has
 * ended; then the receipt says so. Every step may be repeated; cut short, it is taken up by the sweeper.
 */
export async function eraseUser(
  services: EraseServices,
  { user_id }: ErasureMessage,
  turn: { endsAt: number },
): Promise<void> {
  const { table, now } = services
  const erasure = await getErasure(table, user_id)
  if (!erasure) return
  // The request that began it may have been cut short.
  await putReceipt(table, erasure)
  const accounts = new Map<string, Account>()
  for (const connection of await listConnections(table, user_id)) {
    await endConnection(services, connection)
    note(accounts, connection.platform, connection.external_user_id)
  }
  const left = await eraseItems(services, { erasure, accounts, endsAt: turn.endsAt })
  for (const account of accounts.values()) await forgetAccount(services, user_id, account)
  const quietAt = erasure.requested_at + quietMs
  if (left || now() < quietAt) {
    await delayErasure(table, erasure, left ? now() + lookAfterMs : quietAt)
    return
  }
  await finishDeletion(table, erasure.code, now())
  await endErasure(table, erasure)
}

interface Account {
  platform: Platform
  account: string
}

const note = (accounts: Map<string, Account>, platform: Platform, account: string) =>
  accounts.set(`${platform}#${account}`, { platform, account })

/** Its jobs end as with any disconnect; the sweeper, which may use its tokens, revokes and removes it. */
async function endConnection(services: EraseServices, connection: SocialConnection): Promise<void> {
  const same = { if: '#generation = :seen', values: { seen: connection.generation } }
  const closing = await changeConnection(services.table, connection, { set: { closing: true } }, same)
  if (!closing) return
  await settleJobs(services, closing)
  await dropHolders(services.table, closing)
  await leaveToSweeper(services.table, closing, services.now())
}

/** @returns whether something is left for another turn */
async function eraseItems(
  services: EraseServices,
  run: { erasure: Erasure; accounts: Map<string, Account>; endsAt: number },
): Promise<boolean> {
  let left = false
  const { user_id, code } = run.erasure
  for await (const page of userItems(services.table, user_id)) {
    for (let start = 0; start < page.length; start += atOnce) {
      if (services.now() > run.endsAt - endingMs) return true
      // Another turn may have ended it: what its user has begun since is not meant.
      if ((await getErasure(services.table, user_id))?.code !== code) return true
      const some = page.slice(start, start + atOnce)
      for (const each of some)
        if (each.kind === 'job') note(run.accounts, each.item.platform, each.item.account)
      const erased = await Promise.all(some.map((each) => eraseItem(services, each)))
      left ||= erased.includes(false)
    }
  }
  return left
}

/** What is kept by account is everybody's who has it. */
async function forgetAccount(
  { table }: EraseServices,
  userId: string,
  { platform, account }: Account,
): Promise<void> {
  const holders = await accountHolders(table, platform, account)
  if (account === '' || holders.some((holder) => holder.user_id !== userId)) return
  await dropHold(table, platform, account)
  await dropAsked(table, platform, account)
}
