import { AppError } from '../domain/errors.ts'
import {
  type ConnectionStatus,
  connectionStatus,
  type SocialConnection,
} from '../domain/social-connection.ts'
import { getConnection, listConnections } from '../storage/connections.ts'
import type { Table } from '../storage/table.ts'
import { knownPlatform } from './known-platform.ts'

/** @throws AppError `connection_not_found`; somebody else's is simply not there */
export async function ownedConnection(table: Table, userId: string, id: string): Promise<SocialConnection> {
  const connection = await getConnection(table, userId, id)
  if (!connection) throw new AppError('connection_not_found')
  return connection
}

/** A user's connections, oldest first. */
export async function ownedConnections(
  { table, now }: { table: Table; now(): number },
  userId: string,
  filter: { platform?: string | undefined; status?: ConnectionStatus | undefined },
): Promise<SocialConnection[]> {
  const platform = filter.platform === undefined ? undefined : knownPlatform(filter.platform)
  const found = await listConnections(table, userId)
  return found
    .filter((connection) => platform === undefined || connection.platform === platform)
    .filter(
      (connection) => filter.status === undefined || connectionStatus(connection, now()) === filter.status,
    )
    .sort((a, b) => a.created_at - b.created_at)
}
