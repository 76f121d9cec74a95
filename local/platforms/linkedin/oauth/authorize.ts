import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest } from '../../kit/server.ts'
import type { LinkedIn } from '../state.ts'
import { endOtherScopes } from './grants.ts'

const codeLifeMs = 30 * 60_000

// The products of 2026-11-20: OpenID Connect, Share on LinkedIn, Community Management, and the older basic profile.
const scopesKnown =
  `openid profile email w_member_social r_member_social w_organization_social r_organization_social
  rw_organization_admin r_organization_admin r_member_postAnalytics r_basicprofile
  w_member_social_feed r_member_social_feed w_organization_social_feed r_organization_social_feed`.split(
    /\s+/,
  )

const cancelled = {
  error: 'user_cancelled_authorize',
  error_description: 'The user cancelled the authorization',
}

/** www.linkedin.com/oauth/v2/authorization: the consent page, and its redirect with a code. */
export function authorizeRoutes(context: LinkedIn): Route[] {
  return context.consent.routes('/oauth/v2/authorization', 'GET /oauth/v2/authorization', (request) => {
    const { clientId, redirectUri, scopes, back } = authorizationRequest(context, request)
    return {
      app: clientId,
      scopes,
      allow(account, granted) {
        // A member accepts all scopes or none. Only a test, through `/_control/consent`, can give fewer.
        if (!context.consent.mode().auto && granted.length < scopes.length) return back(cancelled)
        const code = `AQ${randomBytes(90).toString('base64url')}`
        const authorizedAt = context.clock.now()
        const grant = { accountId: account.id, clientId, scopes: granted, authorizedAt }
        endOtherScopes(context, grant)
        context.state.codes[code] = { grant, redirectUri, expiresAt: authorizedAt + codeLifeMs }
        context.changed()
        return back({ code })
      },
      deny: () => back(cancelled),
    }
  })
}

function authorizationRequest(context: LinkedIn, request: SimRequest) {
  const query = request.url.searchParams
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!context.apps.some((app) => app.clientId === clientId)) throw errorPage('client_id is unknown')
  if (!registered(redirectUri)) throw errorPage('redirect_uri is not registered')
  const back = (answer: Record<string, string>) => {
    const url = new URL(redirectUri)
    const state = query.get('state')
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
    if (state !== null) url.searchParams.set('state', state)
    return url.href
  }
  const refuse = (error: string, description: string) =>
    new Refusal({ status: 302, headers: { location: back({ error, error_description: description }) } })
  if (query.get('response_type') !== 'code')
    throw refuse('invalid_request', 'The passed in response_type is invalid')
  const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean)
  if (scopes.length === 0) throw refuse('invalid_scope', 'The scope is missing')
  const closed = context.settings.unprovisioned_scopes.split(/\s+/)
  const lacking = scopes.find((scope) => closed.includes(scope) || !scopesKnown.includes(scope))
  if (lacking)
    throw refuse('unauthorized_scope_error', `Scope "${lacking}" is not authorized for your application`)
  return { clientId, redirectUri, scopes, back }
}

/** Any https address and any loopback address counts as registered with the app. */
function registered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri) || redirectUri.includes('#')) return false
  const { protocol, hostname } = new URL(redirectUri)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}

// LinkedIn shows a page and never redirects here; the reason in brackets is the simulator's own.
function errorPage(reason: string): Refusal {
  return new Refusal({ status: 400, body: `<h1>Bummer, something went wrong.</h1><p>[${reason}]</p>` })
}
