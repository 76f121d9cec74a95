import { AppError } from '../domain/errors.ts'
import { consequences, type Failure } from '../domain/failure.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { definitions, postingForms } from '../platforms/registry.ts'
import { countForm } from '../storage/forms.ts'
import { askNetwork } from './ask-network.ts'
import type { TokenServices } from './services.ts'

/**
 * What the form of a post must show and may offer at this moment, asked each time; null where the network has no such
 * word.
 * @throws AppError `platform_rate_limited` before the network's own limit, of which publishing needs a part; and
 * what `askNetwork` throws
 */
export async function postingNow(services: TokenServices, connection: SocialConnection) {
  const posting = postingForms[connection.platform]
  if (!posting) return null
  const wait = await countForm(services.table, connection, { max: posting.perMinute, now: services.now() })
  if (wait !== undefined)
    throw new AppError(
      'platform_rate_limited',
      `${definitions[connection.platform].name} is asked at most ${posting.perMinute} times a minute for one account.`,
      { retryAfter: Math.ceil(wait / 1000) },
    )
  const terms = await askNetwork(services, connection, (network, { accessToken }) =>
    posting.read(network, accessToken),
  )
  if (!('refused' in terms)) return { can_post: true, refusal: null, ...terms }
  return {
    can_post: false,
    refusal: refusalOf(terms.refused),
    username: connection.external_username,
    display_name: connection.external_display_name,
    avatar_url: connection.avatar_url,
    choices: null,
    max_video_seconds: null,
  }
}

const refusalOf = (failure: Failure) => ({
  code: consequences[failure.class].code,
  message: failure.userMessage,
  retry_at: failure.retryAt === undefined ? null : new Date(failure.retryAt).toISOString(),
})
