import { refuseErasing } from '../account/erasure.ts'
import { AppError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { claimPending, removePending } from '../storage/connect-flows.ts'
import type { Table } from '../storage/table.ts'
import { enabledPlatform } from './known-platform.ts'
import type { ConnectSettings } from './services.ts'
import { storeConnection } from './store-connection.ts'

/**
 * Makes a parked grant a connection, for the user who began its flow. The code is spent once the connection is
 * stored, so that a claim that broke off can be made again.
 * @throws AppError `connection_not_found` for a code that is unknown, used, over, or somebody else's; `erasure_running`
 */
export async function completeConnect(
  services: { table: Table; config: ConnectSettings; log: Log; now(): number },
  claim: { userId: string; platform: string; connectCode: string },
): Promise<SocialConnection> {
  await refuseErasing(services, claim.userId)
  const pending = await claimPending(services.table, {
    code: claim.connectCode,
    userId: claim.userId,
    platform: enabledPlatform(services, claim.platform),
    now: services.now(),
  })
  if (!pending) throw new AppError('connection_not_found', 'No such connect code of yours.')
  const connection = await storeConnection(services, pending.connection, pending.tokens)
  await removePending(services.table, claim.connectCode).catch((error: unknown) =>
    // It ends by itself, and its grant is in use: the sweeper does not give it back.
    services.log.warn({ msg: 'connect code not spent', connection_id: connection.id, error: String(error) }),
  )
  return connection
}
