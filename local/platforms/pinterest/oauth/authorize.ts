import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest } from '../../kit/server.ts'
import type { Pinterest } from '../state.ts'

// Other projects were told ten minutes, once.
const codeLifeMs = 10 * 60_000

// securitySchemes.pinterest_oauth2 of specification 5.23.0.
const scopesKnown = new Set(
  `ads:read ads:write billing:read billing:write biz_access:read biz_access:write boards:read boards:read_secret boards:write
   boards:write_secret catalogs:read catalogs:write pins:read pins:read_secret pins:write pins:write_secret user_accounts:read
   user_accounts:write msot:write`.split(/\s+/),
)

/** www.pinterest.com/oauth/: the consent page, shared by production and sandbox. */
export function authorizeRoutes(pinterest: Pinterest): Route[] {
  return pinterest.consent.routes('/oauth', 'GET /oauth/', (request) => {
    const { clientId, redirectUri, scopes, state } = authorizationRequest(pinterest, request)
    const back = (answer: Record<string, string>) => {
      const url = new URL(redirectUri)
      for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
      if (state !== null) url.searchParams.set('state', state)
      return url.href
    }
    return {
      app: clientId,
      scopes,
      allow(account, granted) {
        const code = randomBytes(20).toString('hex')
        pinterest.state.codes[code] = {
          accountId: account.id,
          clientId,
          scopes: granted,
          redirectUri,
          expiresAt: pinterest.clock.now() + codeLifeMs,
        }
        pinterest.changed()
        return back({ code })
      },
      // What really comes is undocumented; this is the form of RFC 6749.
      deny: () => back({ error: 'access_denied' }),
    }
  })
}

function authorizationRequest(pinterest: Pinterest, { url }: SimRequest) {
  const query = url.searchParams
  const clientId = query.get('client_id') ?? ''
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!pinterest.apps.some((app) => app.clientId === clientId)) refuse('client_id is unknown')
  if (!isRegistered(redirectUri)) refuse('redirect_uri is not registered')
  if (query.get('response_type') !== 'code') refuse('response_type is not code')
  const scopes = [...new Set((query.get('scope') ?? '').split(/[\s,]+/).filter(Boolean))]
  const unknown = scopes.filter((scope) => !scopesKnown.has(scope))
  if (scopes.length === 0 || unknown.length > 0) refuse(`scope is empty or unknown: ${unknown.join(' ')}`)
  return { clientId, redirectUri, scopes, state: query.get('state') }
}

/** Any https address and any loopback address counts as registered with the app. */
function isRegistered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
}

// A page, never a redirect; the reason in brackets is the simulator's own.
function refuse(reason: string): never {
  throw new Refusal({
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `Sorry, something went wrong with this app. [${reason}]`,
  })
}
