import { AppError } from '../domain/errors.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { takePending } from '../storage/connect-flows.ts'
import type { Table } from '../storage/table.ts'
import { enabledPlatform } from './known-platform.ts'
import type { ConnectSettings } from './services.ts'
import { storeConnection } from './store-connection.ts'

/**
 * Makes a parked grant a connection, for the user who began its flow.
 * @throws AppError `connection_not_found` for a code that is unknown, used, over, or somebody else's
 */
export async function completeConnect(
  services: { table: Table; config: ConnectSettings; now(): number },
  claim: { userId: string; platform: string; connectCode: string },
): Promise<SocialConnection> {
  const pending = await takePending(services.table, {
    code: claim.connectCode,
    userId: claim.userId,
    platform: enabledPlatform(services, claim.platform),
    now: services.now(),
  })
  if (!pending) throw new AppError('connection_not_found', 'No such connect code of yours.')
  return storeConnection(services, pending.connection, pending.tokens)
}
