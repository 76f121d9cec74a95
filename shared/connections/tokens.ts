import { randomUUID } from 'node:crypto'
import type { SocialConnection } from '../domain/social-connection.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { getConnection } from '../storage/connections.ts'
import { markRefused, refreshGrant } from './refresh-grant.ts'
import { leaseRefresh } from './refresh-lease.ts'
import { openTokens } from './sealed-tokens.ts'
import type { TokenServices } from './services.ts'

export { sealTokens } from './sealed-tokens.ts'

export interface FreshToken {
  accessToken: string
  /** Tokens of single targets, where the network has them. */
  targetTokens: Record<string, string>
  connection: SocialConnection
}

/**
 * The access token, refreshed single-flight when it would end before `validUntil` (ms).
 * @throws PlatformFailure `reauth`, `retry`, `operator`, `rate_limited`; KMS and table errors as they are
 */
export async function freshToken(
  services: TokenServices,
  connection: SocialConnection,
  validUntil: number,
): Promise<FreshToken> {
  const ends = ({ access_expires_at }: SocialConnection) =>
    access_expires_at !== null && access_expires_at < validUntil
  return ends(connection) ? refresh(services, connection, ends) : reveal(services, connection)
}

/**
 * The network refused this token although it should be good; a lone 401 is no proof of a dead grant, so one
 * refresh decides.
 * @returns true: another token is there now; false: the owner must consent again, and was told
 * @throws PlatformFailure when it can't be told now
 */
export async function renewRefused(
  services: TokenServices,
  connection: SocialConnection,
  refusedToken: string,
): Promise<boolean> {
  const current = await getConnection(services.table, connection.user_id, connection.id)
  if (!current) return false
  if ((await openTokens(services, current)).access_token !== refusedToken) return true
  try {
    await refresh(services, current, unchangedSince(current), { tokenRefused: true })
    return true
  } catch (error) {
    if (error instanceof PlatformFailure && error.failure.class === 'reauth') return false
    throw error
  }
}

/**
 * The network refuses one renewed token after the other: only its owner can mend that, and is told. Under the lease,
 * so that of many jobs that find it out side by side one tells.
 */
export async function markNeedsReauth(services: TokenServices, known: SocialConnection): Promise<void> {
  const isSame = ({ generation }: SocialConnection) => generation === known.generation
  try {
    // Who renews at this moment brings a token that would be refused like those before.
    for (let connection = known, mine = false; !mine && isSame(connection); ) {
      const owner = randomUUID()
      ;({ mine, connection } = await leaseRefresh(services, { connection, owner }, isSame))
      if (mine) await markRefused(services, connection)
    }
  } catch (error) {
    // Gone, or marked already.
    if (!(error instanceof PlatformFailure && error.failure.class === 'reauth')) throw error
  }
}

/** Refreshes whether the token ends soon or not, as the daily sweep does. */
export const refreshAhead = (services: TokenServices, connection: SocialConnection): Promise<FreshToken> =>
  refresh(services, connection, unchangedSince(connection))

const unchangedSince = (known: SocialConnection) => (connection: SocialConnection) =>
  connection.tokens.box === known.tokens.box

async function refresh(
  services: TokenServices,
  known: SocialConnection,
  needed: (connection: SocialConnection) => boolean,
  evidence: { tokenRefused: boolean } = { tokenRefused: false },
): Promise<FreshToken> {
  const owner = randomUUID()
  const { mine, connection } = await leaseRefresh(services, { connection: known, owner }, needed)
  return reveal(services, mine ? await refreshGrant(services, { connection, owner }, evidence) : connection)
}

async function reveal(services: TokenServices, connection: SocialConnection): Promise<FreshToken> {
  const { access_token, target_tokens = {} } = await openTokens(services, connection)
  return { accessToken: access_token, targetTokens: target_tokens, connection }
}
