import { refuseErasing } from '../account/erasure.ts'
import { oauths } from '../platforms/registry.ts'
import { codeChallengeOf, flowCookie, randomSecret } from '../security/oauth-state.ts'
import { flowMs, putState } from '../storage/connect-flows.ts'
import { hash } from '../storage/keys.ts'
import { enabledPlatform, redirectUri } from './known-platform.ts'
import { allowedReturn } from './return-to.ts'
import type { ConnectServices } from './services.ts'

/**
 * Begins a flow: single-use, for this network, bound to the user, and to the browser that keeps the cookie.
 * @throws AppError when the network is unknown, off or not configured, `returnTo` is not allowed, or
 * everything of the user is being deleted
 */
export async function beginConnect(
  services: ConnectServices,
  ask: { userId: string; platform: string; returnTo: string | undefined },
): Promise<{ authorizationUrl: string; cookie: string }> {
  const { env } = services.config
  const platform = enabledPlatform(services, ask.platform)
  const return_to = ask.returnTo === undefined ? null : allowedReturn(ask.returnTo, env.RETURN_TO_ALLOWLIST)
  await refuseErasing(services, ask.userId)
  const network = await services.networks.get(platform)
  const [state, codeVerifier, browser] = [randomSecret(), randomSecret(), randomSecret()]
  await putState(services.table, state, {
    user_id: ask.userId,
    platform,
    code_verifier: codeVerifier,
    cookie_hash: hash(browser),
    return_to,
    expires_at: services.now() + flowMs,
  })
  return {
    authorizationUrl: oauths[platform].authorizationUrl(network, {
      state,
      redirectUri: redirectUri(services, platform),
      codeChallenge: codeChallengeOf(codeVerifier),
    }),
    cookie: flowCookie(env.SERVICE_BASE_URL, hash(state)).set(browser, flowMs / 1000),
  }
}
