import { AppError } from '../domain/errors.ts'
import type { Envelope, SocialConnection } from '../domain/social-connection.ts'
import { getConnection, putConnection } from '../storage/connections.ts'
import type { Table } from '../storage/table.ts'
import type { NewConnection } from './connection-of.ts'

const tries = 5

/** Stores a new grant; one that is there for the same account is replaced and keeps its `created_at`. */
export async function storeConnection(
  { table, now }: { table: Table; now(): number },
  fresh: NewConnection,
  tokens: Envelope,
): Promise<SocialConnection> {
  for (let left = tries; left > 0; left -= 1) {
    const known = await getConnection(table, fresh.user_id, fresh.id)
    const connection: SocialConnection = {
      ...fresh,
      tokens,
      created_at: known?.created_at ?? fresh.created_at,
      // By the clock, so that it is new even after the connection was deleted and made again.
      generation: Math.max((known?.generation ?? 0) + 1, now()),
    }
    if (await putConnection(table, connection, known)) return connection
  }
  throw new AppError('unavailable', 'The account is being connected elsewhere at this moment.', {
    retryAfter: 5,
  })
}
