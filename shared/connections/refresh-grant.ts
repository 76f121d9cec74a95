import { setTimeout as pause } from 'node:timers/promises'
import type { Envelope, SocialConnection } from '../domain/social-connection.ts'
import { tell } from '../notifications/tell.ts'
import type { Grant, Tokens } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { definitions, oauths } from '../platforms/registry.ts'
import { changeConnection, getConnection } from '../storage/connections.ts'
import { grantTimes } from './connection-of.ts'
import { consentNeeded, releaseLease, sameTokens } from './refresh-lease.ts'
import { openTokens, readyToSeal } from './sealed-tokens.ts'
import type { TokenServices } from './services.ts'

interface Held {
  connection: SocialConnection
  owner: string
}

/**
 * Asks the network for a new pair, under our lease, and stores it in the write that ends the lease.
 * @returns the connection with the tokens in force: ours, or those of a new grant that came in between
 */
export async function refreshGrant(
  services: TokenServices,
  held: Held,
  evidence: { tokenRefused: boolean },
): Promise<SocialConnection> {
  const { connection } = held
  try {
    const tokens = await openTokens(services, connection)
    const network = await services.networks.get(connection.platform)
    const seal = await readyToSeal(services, connection)
    const grant = await oauths[connection.platform].refresh(network, tokens)
    const { tokens: pair, ...times } = kept(tokens, grant)
    const stored = await storeSurely(services, connection, { tokens: seal(pair), ...times })
    services.log.count({ refreshed: 1 }, connection.platform)
    return stored
  } catch (error) {
    const refused = isFinal(error, connection.access_expires_at, evidence.tokenRefused, services.now())
    if (refused) return await refusedFor(services, connection, error)
    await releaseLease(services, connection, held.owner)
    throw error
  }
}

/** A network that doesn't rotate its refresh token leaves it out. */
const kept = (old: Tokens, grant: Grant): Grant => ({ ...grant, tokens: { ...old, ...grant.tokens } })

type SealedGrant = Omit<Grant, 'tokens'> & { tokens: Envelope }

const storeTries = 10
const storeAgainMs = 1_000

/** The old refresh token may be spent by now: a pair that is lost here costs its owner a new consent. */
async function storeSurely(
  services: TokenServices,
  connection: SocialConnection,
  grant: SealedGrant,
): Promise<SocialConnection> {
  for (let left = storeTries; ; left -= 1) {
    try {
      return await store(services, connection, grant)
    } catch (error) {
      if (left === 1 || error instanceof PlatformFailure) throw error
      await pause(storeAgainMs)
    }
  }
}

async function store(
  services: TokenServices,
  connection: SocialConnection,
  { tokens, ...grant }: SealedGrant,
): Promise<SocialConnection> {
  const stored = await changeConnection(
    services.table,
    connection,
    {
      set: { tokens, ...grantTimes(definitions[connection.platform], grant), needs_reauth: false },
      remove: ['refresh_owner', 'refresh_until'],
    },
    sameTokens(connection),
  )
  // Refused: a new grant is there, or this very write was repeated by the SDK. Either way the stored one counts.
  return stored ?? (await current(services, connection))
}

/** Whether the network said no for good. Trouble of the network, of our app or of ours never is. */
function isFinal(error: unknown, expiresAt: number | null, tokenRefused: boolean, now: number): boolean {
  if (!(error instanceof PlatformFailure)) return false
  const tokenDead = tokenRefused || (expiresAt !== null && expiresAt <= now)
  switch (error.failure.class) {
    case 'reauth':
      return true
    case 'permission':
    case 'account':
    case 'invalid':
    case 'rejected':
      return tokenDead
    default:
      return false
  }
}

async function refusedFor(
  services: TokenServices,
  connection: SocialConnection,
  error: unknown,
): Promise<SocialConnection> {
  const now = await current(services, connection)
  if (now.tokens.box !== connection.tokens.box) return now
  if (await markRefused(services, connection)) throw consentNeeded(error)
  return await current(services, connection)
}

/** Tells that the owner must consent again, and marks it. @returns false when a new grant came in between */
export async function markRefused(services: TokenServices, connection: SocialConnection): Promise<boolean> {
  // Before the mark, so that a refused event is sent by the next try and not lost.
  await tell(services, 'connection.needs_reauth', {
    connection_id: connection.id,
    platform: connection.platform,
    user_id: connection.user_id,
    version: connection.generation,
    occurred_at: new Date(services.now()).toISOString(),
  })
  const marked = await changeConnection(
    services.table,
    connection,
    { set: { needs_reauth: true }, remove: ['refresh_owner', 'refresh_until'] },
    sameTokens(connection),
  )
  if (marked) services.log.count({ needs_reauth: 1 }, connection.platform)
  return marked !== undefined
}

async function current(services: TokenServices, connection: SocialConnection): Promise<SocialConnection> {
  const found = await getConnection(services.table, connection.user_id, connection.id)
  if (!found) throw consentNeeded()
  return found
}
