import type { SocialConnection } from '../domain/social-connection.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import type { Network } from '../platforms/request.ts'
import { answerTo } from './failure-answer.ts'
import { ownedConnection } from './owned-connections.ts'
import type { TokenServices } from './services.ts'
import { type FreshToken, freshToken, renewRefused } from './tokens.ts'

const tokenMs = 60_000
/** A caller waits: the function that answers has 29 s. */
const waitMs = 25_000

/**
 * Asks a connection's network while somebody waits for the answer. A lone 401 is no proof of a dead grant, so one
 * refresh decides. Every call ends within `budgetMs`.
 * @throws AppError `reauth_required`, `insufficient_permissions`, `platform_rate_limited`, `platform_…`
 */
export async function askNetwork<T>(
  services: TokenServices,
  connection: SocialConnection,
  ask: (network: Network, fresh: FreshToken) => Promise<T>,
  budgetMs: number = waitMs,
): Promise<T> {
  const bounded = within(services, budgetMs)
  try {
    return await askTwice(bounded, connection, ask)
  } catch (error) {
    throw error instanceof PlatformFailure ? answerTo(error, services.now()) : error
  }
}

async function askTwice<T>(
  services: TokenServices,
  connection: SocialConnection,
  ask: (network: Network, fresh: FreshToken) => Promise<T>,
): Promise<T> {
  const tokenOf = (known: SocialConnection) => freshToken(services, known, services.now() + tokenMs)
  const network = await services.networks.get(connection.platform)
  const fresh = await tokenOf(connection)
  try {
    return await ask(network, fresh)
  } catch (error) {
    const refused = error instanceof PlatformFailure && error.failure.class === 'reauth'
    if (!refused || !(await renewRefused(services, fresh.connection, fresh.accessToken))) throw error
    const renewed = await ownedConnection(services.table, connection.user_id, connection.id)
    return ask(network, await tokenOf(renewed))
  }
}

/** The same services, whose networks share one end. */
function within(services: TokenServices, budgetMs: number): TokenServices {
  // Of the machine's own clock: time that is set does not count.
  const end = performance.now() + budgetMs
  return {
    ...services,
    networks: { get: (platform) => services.networks.get(platform, end - performance.now()) },
  }
}
