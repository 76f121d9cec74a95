import type { SocialConnection, Target } from '../domain/social-connection.ts'
import { targetReaders } from '../platforms/registry.ts'
import type { Network } from '../platforms/request.ts'
import { changeConnection } from '../storage/connections.ts'
import { askNetwork } from './ask-network.ts'
import { keptTargets } from './kept-targets.ts'
import { postingNow } from './posting-now.ts'
import { readTargets } from './read-targets.ts'
import { sameTokens } from './refresh-lease.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'
import type { TokenServices } from './services.ts'

/**
 * Where a connection can publish to, read anew from a network that has several places; else the account, with what
 * its network says of it at this moment.
 * @throws AppError `reauth_required`, `insufficient_permissions`, `platform_rate_limited`, `platform_…`
 */
export async function targetsOf(services: TokenServices, connection: SocialConnection) {
  if (!targetReaders[connection.platform])
    return [{ ...itself(connection), posting: await postingNow(services, connection) }]
  return present(
    await askNetwork(services, connection, (network, fresh) =>
      refreshTargets(services, network, fresh.connection),
    ),
  )
}

/** Reads the places again and keeps them, with their tokens. @throws PlatformFailure */
async function refreshTargets(
  services: TokenServices,
  network: Network,
  connection: SocialConnection,
): Promise<Target[]> {
  const { targets, tokens } = await readTargets(network, await openTokens(services, connection), {
    external_user_id: connection.external_user_id,
    username: connection.external_username,
    display_name: connection.external_display_name,
  })
  const same = sameTokens(connection)
  // A grant that came in between has read its own; a new pair that is on its way must find the old one there.
  await changeConnection(
    services.table,
    connection,
    {
      set: {
        targets: targets && keptTargets(targets, tokens.target_tokens),
        tokens: await sealTokens(services, connection, tokens),
      },
    },
    {
      if: `${same.if} AND (attribute_not_exists(#refresh_until) OR #refresh_until <= :now)`,
      values: { ...same.values, now: services.now() },
    },
  )
  return targets ?? []
}

const present = (targets: Target[]) =>
  targets.map((target) => ({
    ...target,
    default: target.default === true || targets.length === 1,
    posting: null,
  }))

/** An account that is its own and only place. */
const itself = (connection: SocialConnection) => ({
  id: connection.external_user_id,
  name: connection.external_username ?? connection.external_display_name,
  kind: 'account',
  default: true,
})
