import { AppError } from '../domain/errors.ts'
import { getConnection } from '../storage/connections.ts'
import { disconnect } from './disconnect.ts'
import type { DisconnectServices } from './services.ts'

/** The sweeper found a connection that was left to it: its jobs are settled, its tokens are not revoked yet. */
export async function endLeaving(
  services: DisconnectServices,
  { userId, id }: { userId: string; id: string },
): Promise<void> {
  const connection = await getConnection(services.table, userId, id)
  if (!connection?.closing) return
  try {
    await disconnect(services, { userId, id })
  } catch (error) {
    // Another sweep was first.
    if (!(error instanceof AppError && error.code === 'connection_not_found')) throw error
  }
}
