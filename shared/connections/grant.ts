import type { Platform } from '../domain/platform.ts'
import type { Tokens } from '../platforms/contract.ts'
import { oauths } from '../platforms/registry.ts'
import { getPending, takeExpiredPending } from '../storage/connect-flows.ts'
import { accountHolders, getConnection } from '../storage/connections.ts'
import type { Key } from '../storage/keys.ts'
import type { Table } from '../storage/table.ts'
import { openTokens } from './sealed-tokens.ts'
import type { TokenServices } from './services.ts'

type RevokingServices = Pick<TokenServices, 'table' | 'envelopes' | 'networks' | 'log' | 'now'>

interface Revocation {
  platform: Platform
  tokens: Tokens
  /** Undefined when nobody knows whose the tokens are. */
  account: string | undefined
  /** The connection that is going away. */
  leaving?: string
}

/** Revokes at the network, as well as it can be done, unless somebody here still has that account connected. */
export async function revokeUnheld(services: RevokingServices, revocation: Revocation): Promise<void> {
  const { platform, tokens, account, leaving } = revocation
  const { revoke } = oauths[platform]
  if (!revoke) return
  if (account !== undefined && (await isHeld(services.table, { platform, account, leaving }))) return
  try {
    await revoke(await services.networks.get(platform), tokens)
  } catch (error) {
    // The grant ends by itself; its owner can also end it in the network's settings.
    services.log.warn({ msg: 'grant not revoked', platform, reason: String(error) })
  }
}

/** A connection that is being removed holds nothing, so that two leaving at once don't wait for each other. */
async function isHeld(
  table: Table,
  { platform, account, leaving }: { platform: Platform; account: string; leaving: string | undefined },
): Promise<boolean> {
  const holders = await accountHolders(table, platform, account)
  const others = holders.filter((holder) => holder.connection_id !== leaving)
  const found = await Promise.all(
    others.map((holder) => getConnection(table, holder.user_id, holder.connection_id)),
  )
  return found.some((connection) => connection !== undefined && !connection.closing)
}

/** A grant that nobody claimed in time is given back; the sweeper calls it with the row it found. */
export async function revokeUnclaimed(services: RevokingServices, row: Key): Promise<void> {
  const pending = await getPending(services.table, row)
  if (!pending || pending.expires_at > services.now()) return
  const { platform, external_user_id } = pending.connection
  // Opened first: KMS trouble leaves the row to the next sweep.
  const tokens = await openTokens(services, { ...pending.connection, tokens: pending.tokens })
  const taken = await takeExpiredPending(services.table, row, services.now())
  if (taken) await revokeUnheld(services, { platform, tokens, account: external_user_id })
}
