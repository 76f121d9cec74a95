import type { SocialConnection } from '../domain/social-connection.ts'
import type { PostLimits } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { registry } from '../platforms/registry.ts'
import { limitedUntil } from '../storage/holds.ts'
import { countPublished } from './count-published.ts'
import { answerTo } from './failure-answer.ts'
import type { TokenServices } from './services.ts'
import { freshToken, renewRefused } from './tokens.ts'

const callMs = 60_000

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
  const { limits } = registry[connection.platform]
  if (!limits) return present(await countPublished(services, connection), 'own_count')
  const network = await services.networks.get(connection.platform)
  const ask = async ({ renewed }: { renewed: boolean }): Promise<PostLimits> => {
    const { accessToken } = await freshToken(services, connection, services.now() + callMs)
    try {
      return await limits(network, accessToken, connection.external_user_id)
    } catch (error) {
      const refused = error instanceof PlatformFailure && error.failure.class === 'reauth'
      if (!refused || renewed || !(await renewRefused(services, connection, accessToken))) throw error
      return ask({ renewed: true })
    }
  }
  try {
    return present(await ask({ renewed: false }), 'platform')
  } catch (error) {
    throw error instanceof PlatformFailure ? answerTo(error, services.now()) : error
  }
}

const present = ({ used, total, resets_at }: PostLimits, source: 'platform' | 'own_count') => ({
  posts_used: used,
  posts_total: total,
  posts_left: used === null || total === null ? null : Math.max(0, total - used),
  resets_at: resets_at === null ? null : new Date(resets_at).toISOString(),
  source,
})
