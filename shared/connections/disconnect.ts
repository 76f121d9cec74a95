import { AppError } from '../domain/errors.ts'
import { changeConnection, removeConnection } from '../storage/connections.ts'
import { revokeUnheld } from './grant.ts'
import { openTokens } from './sealed-tokens.ts'
import type { DisconnectServices } from './services.ts'
import { settleJobs } from './settle-jobs.ts'

/**
 * Closes the connection to new posts, ends its jobs, revokes it at the network unless somebody else here has the
 * account, and deletes it. Cut short, it is taken up again by the next call.
 * @throws AppError `connection_not_found`
 */
export async function disconnect(
  services: DisconnectServices,
  { userId, id }: { userId: string; id: string },
): Promise<void> {
  const closing = await changeConnection(services.table, { user_id: userId, id }, { set: { closing: true } })
  if (!closing) throw new AppError('connection_not_found')
  await settleJobs(services, closing)
  await revokeUnheld(services, {
    platform: closing.platform,
    tokens: await openTokens(services, closing),
    account: closing.external_user_id,
    leaving: id,
  })
  // By its generation: a grant made meanwhile stays.
  await removeConnection(services.table, closing)
}
