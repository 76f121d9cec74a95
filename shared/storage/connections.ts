import type { Platform } from '../domain/platform.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { dueShard, type Key, keys } from './keys.ts'
import { type Change, type Condition, recent, type Table } from './table.ts'

/** Every page of a query that is small by nature. */
async function all<T>(table: Table, { pk, prefix }: { pk: string; prefix: string }): Promise<T[]> {
  const items: T[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await table.query<T>({ pk, prefix, consistent: true, ...(after ? { after } : {}) })
    items.push(...page.items)
    after = page.next
  } while (after)
  return items
}

export const getConnection = (table: Table, userId: string, id: string) =>
  table.get<SocialConnection>(keys.connection(userId, id), { consistent: true })

/** For whoever reads it for certain before it matters; one that is leaving or in need of its owner is so at once. */
export const recentConnection = (table: Table, userId: string, id: string) =>
  recent<SocialConnection>(
    table,
    keys.connection(userId, id),
    ({ closing, needs_reauth }) => !closing && !needs_reauth,
  )

export const listConnections = (table: Table, userId: string) =>
  all<SocialConnection>(table, keys.connections(userId))

const renewal = (connection: Pick<SocialConnection, 'id' | 'renew_at'>) =>
  connection.renew_at === null
    ? {}
    : { due_shard: dueShard('RENEW', connection.id), due: connection.renew_at }

/** Under every id by which the network may speak of the account. */
const holderKeys = ({ platform, external_user_id, app_scoped_id, user_id, id }: SocialConnection): Key[] => [
  keys.accountHolder(platform, external_user_id, user_id, id),
  ...(app_scoped_id === undefined || app_scoped_id === external_user_id
    ? []
    : [keys.scopedHolder(platform, app_scoped_id, user_id, id)]),
]

/** Stores a connection whole. False when another grant was stored since `known` was read. */
export async function putConnection(
  table: Table,
  connection: SocialConnection,
  known: SocialConnection | undefined,
): Promise<boolean> {
  const { user_id, id } = connection
  for (const key of holderKeys(connection)) await table.put(key, { v: 1, user_id, connection_id: id })
  return table.put(
    keys.connection(user_id, id),
    { ...connection, ...renewal(connection) },
    known
      ? { if: '#generation = :known', values: { known: known.generation } }
      : { if: 'attribute_not_exists(pk)' },
  )
}

/** Changes a connection that still exists. Undefined when it is gone or the condition does not hold. */
export function changeConnection(
  table: Table,
  connection: Pick<SocialConnection, 'user_id' | 'id'>,
  change: Change & { set?: Partial<SocialConnection> },
  condition?: Condition,
): Promise<SocialConnection | undefined> {
  const renew = change.set?.renew_at
  const set =
    renew === undefined ? change.set : { ...change.set, ...renewal({ id: connection.id, renew_at: renew }) }
  const remove = renew === null ? [...(change.remove ?? []), 'due', 'due_shard'] : change.remove
  return table.update<SocialConnection>(
    keys.connection(connection.user_id, connection.id),
    { ...change, ...(set ? { set } : {}), ...(remove ? { remove } : {}) },
    {
      if: ['attribute_exists(pk)', ...(condition ? [condition.if] : [])].join(' AND '),
      ...(condition?.values ? { values: condition.values } : {}),
    },
  )
}

export async function removeConnection(table: Table, connection: SocialConnection): Promise<void> {
  const { user_id, id, generation } = connection
  const removed = await table.remove(keys.connection(user_id, id), {
    if: '#generation = :generation',
    values: { generation },
  })
  if (removed) await dropHolders(table, connection)
}

/** For a connection that is leaving: the network's own calls reach it no more. */
export async function dropHolders(table: Table, connection: SocialConnection): Promise<void> {
  for (const key of holderKeys(connection)) await table.remove(key)
}

/** A connection that is leaving is ended by the sweeper, which may use its tokens. */
export const leaveToSweeper = (
  table: Table,
  { user_id, id }: SocialConnection,
  now: number,
): Promise<SocialConnection | undefined> =>
  table.update<SocialConnection>(
    keys.connection(user_id, id),
    { set: { due: now, due_shard: dueShard('LOOK', id) } },
    { if: '#closing = :yes', values: { yes: true } },
  )

export interface AccountHolder {
  user_id: string
  connection_id: string
}

/** Everybody here who has connected this account. */
export const accountHolders = (table: Table, platform: Platform, external: string) =>
  all<AccountHolder>(table, keys.accountHolders(platform, external))

/** Every connection to the account that the network calls by this id in its own calls to us. */
export async function connectionsOf(
  table: Table,
  platform: Platform,
  account: string,
): Promise<SocialConnection[]> {
  const holders = [
    ...(await accountHolders(table, platform, account)),
    ...(await all<AccountHolder>(table, keys.scopedHolders(platform, account))),
  ]
  const found = await Promise.all(
    holders.map((holder) => getConnection(table, holder.user_id, holder.connection_id)),
  )
  return found.filter((connection) => connection !== undefined)
}
