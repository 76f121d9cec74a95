import { randomBytes, randomInt } from 'node:crypto'
import { Refusal, type Route, type SimRequest } from '../../kit/server.ts'
import { entriesOf } from '../settings.ts'
import type { TikTok } from '../state.ts'

/** www.tiktok.com/v2/auth/authorize/: Login Kit for Web. */
export function authorizeRoutes(tiktok: TikTok): Route[] {
  return tiktok.consent.routes('/v2/auth/authorize', 'GET /v2/auth/authorize/', (request) => {
    const { clientKey, redirectUri, state, scopes, challenge } = authorizationRequest(tiktok, request)
    return {
      app: clientKey,
      scopes,
      allow(account, granted) {
        // Real codes have signs that must be decoded, too.
        const code = `${randomBytes(48).toString('base64url')}*0!${randomInt(9999)}.e1`
        // Login Kit always has the basic scope.
        const kept = scopes.filter((scope) => scope === 'user.info.basic' || granted.includes(scope))
        tiktok.state.codes[code] = {
          accountId: account.id,
          clientKey,
          scopes: kept,
          redirectUri,
          challenge,
          expiresAt: tiktok.clock.now() + tiktok.settings.code_life_ms,
        }
        tiktok.changed()
        return leadingBack(redirectUri, { code, scopes: kept.join(','), state })
      },
      deny: () =>
        leadingBack(redirectUri, {
          error: 'access_denied',
          error_description: 'The user denied the authorization',
          state,
        }),
    }
  })
}

function authorizationRequest(tiktok: TikTok, { url }: SimRequest) {
  const query = url.searchParams
  const clientKey = query.get('client_key') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  const state = query.get('state') ?? ''
  const challenge = query.get('code_challenge')
  if (!tiktok.apps.some((app) => app.clientId === clientKey)) refuse('client_key')
  if (!isRegistered(redirectUri)) refuse('redirect_uri')
  if (query.get('response_type') !== 'code') refuse('response_type')
  if (state === '') refuse('state')
  if (!['0', '1', null].includes(query.get('disable_auto_auth'))) refuse('disable_auto_auth')
  if (tiktok.settings.pkce !== 'off' && (!challenge || query.get('code_challenge_method') !== 'S256'))
    refuse('code_challenge')
  const asked = entriesOf(query.get('scope') ?? '')
  const approved = entriesOf(tiktok.settings.approved_scopes)
  if (asked.length === 0 || asked.some((scope) => !approved.includes(scope))) refuse('scope')
  const scopes = [...new Set(['user.info.basic', ...asked])]
  return {
    clientKey,
    redirectUri,
    state,
    scopes,
    challenge: tiktok.settings.pkce === 'off' ? null : challenge,
  }
}

/** Any https or loopback address counts as registered, within the rules for registering: no query, no fragment. */
function isRegistered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri) || redirectUri.length >= 512 || /[?#]/.test(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
}

function leadingBack(redirectUri: string, answer: Record<string, string>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  return url.href
}

// A page that names the parameter, never a redirect.
function refuse(parameter: string): never {
  throw new Refusal({
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `Something went wrong. We couldn't log in with TikTok. This may be due to specific app settings. [${parameter}]`,
  })
}
