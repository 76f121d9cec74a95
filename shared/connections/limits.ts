import type { SocialConnection } from '../domain/social-connection.ts'
import type { PostLimits } from '../platforms/contract.ts'
import { limitReaders } from '../platforms/registry.ts'
import { limitedUntil } from '../storage/holds.ts'
import { askNetwork } from './ask-network.ts'
import { countPublished } from './count-published.ts'
import type { TokenServices } from './services.ts'

/**
 * Posts used and left, by the network's own count where it has one, by ours otherwise.
 * @throws AppError `reauth_required`, `insufficient_permissions`, `platform_rate_limited`, `platform_…`
 */
export async function limitsOf(services: TokenServices, connection: SocialConnection) {
  const limits = await countsOf(services, connection)
  const { platform, external_user_id: account } = connection
  const until = await limitedUntil(services.table, { platform, account, now: services.now() })
  // What the network said when it refused, or let the last one through, is newer than any count.
  return until === undefined
    ? limits
    : { ...limits, posts_left: 0, resets_at: new Date(until).toISOString(), source: 'platform' as const }
}

async function countsOf(services: TokenServices, connection: SocialConnection) {
  const limits = limitReaders[connection.platform]
  if (!limits) return present(await countPublished(services, connection), 'own_count')
  const ask = askNetwork(services, connection, (network, { accessToken }) =>
    limits(network, accessToken, connection.external_user_id),
  )
  return present(await ask, 'platform')
}

const present = ({ used, total, resets_at }: PostLimits, source: 'platform' | 'own_count') => ({
  posts_used: used,
  posts_total: total,
  posts_left: used === null || total === null ? null : Math.max(0, total - used),
  resets_at: resets_at === null ? null : new Date(resets_at).toISOString(),
  source,
})
