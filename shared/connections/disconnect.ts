import { AppError } from '../domain/errors.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { changeConnection, removeConnection } from '../storage/connections.ts'
import { dropOwnInsights } from '../storage/insights.ts'
import { revokeUnheld } from './grant.ts'
import { leaseRefresh } from './refresh-lease.ts'
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
  const last = await afterRefresh(services, closing)
  // A grant made meanwhile stays, and at many networks revoking one grant ends them all.
  if (last.generation !== closing.generation) return
  await revokeUnheld(services, {
    platform: closing.platform,
    tokens: await openTokens(services, last),
    account: closing.external_user_id,
    leaving: id,
  })
  await dropOwnInsights(services.table, closing)
  // By its generation, too.
  await removeConnection(services.table, closing)
}

/**
 * The connection with the last tokens it will have: a refresh under way is waited for, and no other is begun. One that
 * takes too long is not: then the tokens as they are must do. Or the grant that was made meanwhile.
 */
async function afterRefresh(
  services: DisconnectServices,
  closing: SocialConnection,
): Promise<SocialConnection> {
  try {
    // One owner for all: a disconnect that was cut short is taken up without waiting for its lease.
    const owner = 'disconnect'
    const isSame = ({ generation }: SocialConnection) => generation === closing.generation
    return (await leaseRefresh(services, { connection: closing, owner }, isSame)).connection
  } catch (error) {
    if (error instanceof PlatformFailure) return closing
    throw error
  }
}
