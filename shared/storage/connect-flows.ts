import type { Platform } from '../domain/platform.ts'
import type { Envelope, SocialConnection } from '../domain/social-connection.ts'
import { dueShard, hash, type Key, keys } from './keys.ts'
import type { Table } from './table.ts'

/** A connect flow between its begin and its callback. Only a hash of the state is stored. */
export interface OAuthState {
  v: 1
  user_id: string
  platform: Platform
  code_verifier: string
  /** Hash of the cookie of the browser that began it. */
  cookie_hash: string
  return_to: string | null
  expires_at: number
  ttl: number
}

export const flowMs = 10 * 60_000

export async function putState(
  table: Table,
  state: string,
  flow: Omit<OAuthState, 'v' | 'ttl'>,
): Promise<void> {
  await table.put(keys.oauthState(state), {
    v: 1,
    ...flow,
    ttl: Math.ceil(flow.expires_at / 1000),
    // The table takes up to days to forget; the sweeper does not.
    due: flow.expires_at,
    due_shard: dueShard('LOOK', hash(state)),
  })
}

/** Takes a flow: it works once, and only before its end. */
export async function takeState(table: Table, state: string, now: number): Promise<OAuthState | undefined> {
  const flow = await table.remove<OAuthState>(keys.oauthState(state), { if: 'attribute_exists(pk)' })
  return flow && flow.expires_at > now ? flow : undefined
}

/** A grant that waits for the user who began the flow. */
export interface PendingConnection {
  v: 1
  code_hash: string
  user_id: string
  platform: Platform
  connection: Omit<SocialConnection, 'generation' | 'tokens'>
  tokens: Envelope
  expires_at: number
}

export async function putPending(
  table: Table,
  code: string,
  pending: Omit<PendingConnection, 'v' | 'code_hash'>,
): Promise<void> {
  const code_hash = hash(code)
  await table.put(keys.pending(code), {
    v: 1,
    code_hash,
    ...pending,
    due: pending.expires_at,
    due_shard: dueShard('LOOK', code_hash),
  })
}

/** A parked grant for its user; a foreign code is simply not there. It stays until `removePending`. */
export async function claimPending(
  table: Table,
  { code, userId, platform, now }: { code: string; userId: string; platform: Platform; now: number },
): Promise<PendingConnection | undefined> {
  const pending = await getPending(table, keys.pending(code))
  const isTheirs = pending?.user_id === userId && pending.platform === platform && pending.expires_at > now
  return isTheirs ? pending : undefined
}

export async function removePending(table: Table, code: string): Promise<void> {
  await table.remove(keys.pending(code))
}

/** A parked grant by its row of the due index. */
export const getPending = (table: Table, { pk, sk }: Key) =>
  table.get<PendingConnection>({ pk, sk }, { consistent: true })

/** Forgets a flow that nobody finished in time. */
export const dropExpiredState = (table: Table, { pk, sk }: Key, now: number) =>
  table.remove<OAuthState>({ pk, sk }, { if: '#expires_at <= :now', values: { now } })

/** Takes a parked grant that nobody claimed in time. */
export const takeExpiredPending = (table: Table, { pk, sk }: Key, now: number) =>
  table.remove<PendingConnection>({ pk, sk }, { if: '#expires_at <= :now', values: { now } })
