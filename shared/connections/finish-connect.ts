import { refuseErasing } from '../account/erasure.ts'
import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { definitions } from '../platforms/registry.ts'
import { flowCookie, randomSecret, sameSecret } from '../security/oauth-state.ts'
import { flowMs, type OAuthState, putPending, takeState } from '../storage/connect-flows.ts'
import { hash } from '../storage/keys.ts'
import { failed, takeGrant } from './account-grant.ts'
import { connectionOf } from './connection-of.ts'
import { enabledPlatform } from './known-platform.ts'
import { type ReturnOutcome, returnWith } from './return-to.ts'
import { sealTokens } from './sealed-tokens.ts'
import type { ConnectServices } from './services.ts'
import { storeConnection } from './store-connection.ts'

/** What the network's redirect brought. */
export interface Callback {
  platform: string
  query: { state?: string | undefined; code?: string | undefined; error?: string | undefined }
  cookies: readonly string[]
}

/** How the browser goes on: to `location`, or it is shown the connection. */
export type Finished = { clearCookie: string } & ({ location: string } | { connection: SocialConnection })

/**
 * Ends a flow. The browser that began it makes the connection; with any other one the grant is parked for the
 * user who began it.
 * @throws AppError `oauth_connection_failed` with its reason, when the flow has no page to return to
 */
export async function finishConnect(services: ConnectServices, callback: Callback): Promise<Finished> {
  const platform = enabledPlatform(services, callback.platform)
  const { state } = callback.query
  // Taken before any outside call, so that it works once whatever follows.
  const flow = state ? await takeState(services.table, state, services.now()) : undefined
  if (!state || flow?.platform !== platform) throw failed('invalid_state')
  const cookie = flowCookie(services.config.env.SERVICE_BASE_URL, hash(state))
  const presented = cookie.read(callback.cookies)
  const sameBrowser = presented !== undefined && sameSecret(hash(presented), flow.cookie_hash)
  const end = { flow, code: codeOf(platform, callback), sameBrowser }
  if (flow.return_to === null)
    return { connection: await connect(services, end), clearCookie: cookie.clear() }
  const outcome = await outcomeOf(services, end)
  return { location: returnWith(flow.return_to, { platform, ...outcome }), clearCookie: cookie.clear() }
}

interface FlowEnd {
  flow: OAuthState
  code: string | AppError
  sameBrowser: boolean
}

function codeOf(platform: Platform, { query: { code, error } }: Callback): string | AppError {
  const { denials = ['access_denied'] } = definitions[platform].oauth
  if (error && denials.includes(error)) return failed('access_denied', 'The consent was refused.')
  if (error || !code) return failed('exchange_failed', 'The network sent no code.')
  return code
}

/** Without the cookie the code is never exchanged, so that there is no grant to give back. */
async function connect(
  services: ConnectServices,
  { flow, code, sameBrowser }: FlowEnd,
): Promise<SocialConnection> {
  if (!sameBrowser) throw failed('wrong_browser', 'The flow was begun in another browser.')
  if (code instanceof AppError) throw code
  const { fresh, tokens } = await sealedGrant(services, flow, code)
  return storeConnection(services, fresh, tokens)
}

/** What the return page is told. */
async function outcomeOf(services: ConnectServices, end: FlowEnd): Promise<ReturnOutcome> {
  try {
    if (end.sameBrowser) return { connection_id: (await connect(services, end)).id }
    if (end.code instanceof AppError) throw end.code
    return { connect_code: await park(services, end.flow, end.code) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { error: error.extras.reason ?? error.code }
  }
}

async function park(services: ConnectServices, flow: OAuthState, code: string): Promise<string> {
  const { fresh, tokens } = await sealedGrant(services, flow, code)
  const connectCode = randomSecret()
  await putPending(services.table, connectCode, {
    user_id: flow.user_id,
    platform: flow.platform,
    connection: fresh,
    tokens,
    expires_at: services.now() + flowMs,
  })
  return connectCode
}

async function sealedGrant(services: ConnectServices, flow: OAuthState, code: string) {
  await refuseErasing(services, flow.user_id)
  const account = await takeGrant(services, { flow, code })
  const fresh = connectionOf({ userId: flow.user_id, platform: flow.platform }, account, services.now())
  return { fresh, tokens: await sealTokens(services, fresh, account.grant.tokens) }
}
