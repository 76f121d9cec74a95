import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { Target } from '../domain/social-connection.ts'
import type { Grant, Profile } from '../platforms/contract.ts'
import { PlatformFailure } from '../platforms/failures.ts'
import { definitions, oauths } from '../platforms/registry.ts'
import type { Network } from '../platforms/request.ts'
import type { OAuthState } from '../storage/connect-flows.ts'
import { revokeUnheld } from './grant.ts'
import { redirectUri } from './known-platform.ts'
import { readTargets } from './read-targets.ts'
import type { ConnectServices } from './services.ts'

/** What a consent gave: tokens, what they may do, and whose they are. */
export interface AccountGrant {
  grant: Grant
  profile: Profile
  scopes: string[]
  /** Null where the account is the only place. */
  targets: Target[] | null
}

/**
 * Exchanges the code, reads the granted scopes back and asks whose account it is.
 * @throws AppError `oauth_connection_failed` (`exchange_failed`, `missing_scopes`), `platform_unavailable`
 */
export async function takeGrant(
  services: ConnectServices,
  { flow, code }: { flow: OAuthState; code: string },
): Promise<AccountGrant> {
  const { platform } = flow
  const oauth = oauths[platform]
  const definition = definitions[platform]
  const network = await services.networks.get(platform)
  const grant = await answered(
    oauth.exchange(network, {
      code,
      redirectUri: redirectUri(services, platform),
      codeVerifier: flow.code_verifier,
    }),
  )
  // A network that doesn't say what it granted is taken to have granted what was asked.
  const scopes = grant.scopes ?? [...(network.scopes ?? definition.oauth.scopes)]
  const missing = definition.oauth.required.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0) {
    await refuseGrant(services, { platform, network, grant })
    throw failed('missing_scopes', `The consent lacks ${missing.join(', ')}.`)
  }
  const profile = await answered(oauth.profile(network, grant.tokens))
  const places = await answered(readTargets(network, grant.tokens, profile))
  return { grant: { ...grant, tokens: places.tokens }, scopes, profile, targets: places.targets }
}

/** Gives back a grant that is of no use, unless the same account is connected here with a better one. */
async function refuseGrant(
  services: ConnectServices,
  { platform, network, grant }: { platform: Platform; network: Network; grant: Grant },
): Promise<void> {
  const profile = await oauths[platform].profile(network, grant.tokens).catch((error: unknown) => {
    // Reading the profile may be the very right that is missing.
    if (error instanceof PlatformFailure) return undefined
    throw error
  })
  await revokeUnheld(services, { platform, tokens: grant.tokens, account: profile?.external_user_id })
}

export const failed = (reason: string, detail?: string, cause?: unknown): AppError =>
  new AppError('oauth_connection_failed', detail, { reason, cause })

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error
    const silent = ['retry', 'rate_limited', 'operator'].includes(error.failure.class)
    if (silent) throw new AppError('platform_unavailable', error.failure.userMessage, { cause: error })
    throw failed('exchange_failed', error.failure.userMessage, error)
  }
}
