import type { SocialConnection, Target } from '../domain/social-connection.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { registry } from '../platforms/registry.ts'
import { changeConnection } from '../storage/connections.ts'
import { answerTo } from './failure-answer.ts'
import { readTargets } from './read-targets.ts'
import { sameTokens } from './refresh-lease.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'
import type { TokenServices } from './services.ts'
import { freshToken } from './tokens.ts'

const callMs = 60_000

/**
 * Where a connection can publish to, read anew from a network that has several places.
 * @throws AppError `reauth_required`, `insufficient_permissions`, `platform_…`
 */
export async function targetsOf(services: TokenServices, connection: SocialConnection) {
  if (!registry[connection.platform].targets) return [itself(connection)]
  try {
    return present(await refreshTargets(services, connection))
  } catch (error) {
    throw error instanceof PlatformFailure ? answerTo(error, services.now()) : error
  }
}

/** Reads the places again and keeps them, with their tokens. @throws PlatformFailure */
export async function refreshTargets(services: TokenServices, known: SocialConnection): Promise<Target[]> {
  const { connection } = await freshToken(services, known, services.now() + callMs)
  const network = await services.networks.get(connection.platform)
  const { targets, tokens } = await readTargets(network, await openTokens(services, connection), {
    external_user_id: connection.external_user_id,
    username: connection.external_username,
    display_name: connection.external_display_name,
  })
  // A grant that came in between has read its own.
  await changeConnection(
    services.table,
    connection,
    { set: { targets, tokens: await sealTokens(services, connection, tokens) } },
    sameTokens(connection),
  )
  return targets ?? []
}

const present = (targets: Target[]) =>
  targets.map((target) => ({ ...target, default: target.default === true || targets.length === 1 }))

/** An account that is its own and only place. */
const itself = (connection: SocialConnection) => ({
  id: connection.external_user_id,
  name: connection.external_username ?? connection.external_display_name,
  kind: 'account',
  default: true,
})
