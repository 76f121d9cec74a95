import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest } from '../../kit/server.ts'
import type { XContext } from '../state.ts'

const codeLifeMs = 30_000

// The scopes of securitySchemes.OAuth2UserToken in specification 2.167.
const scopesKnown = new Set(
  `tweet.read tweet.write tweet.moderate.write users.read users.email follows.read follows.write offline.access
   space.read mute.read mute.write like.read like.write list.read list.write block.read block.write
   bookmark.read bookmark.write dm.read dm.write media.write`.split(/\s+/),
)

/** x.com/i/oauth2/authorize: the consent page, and its redirect with a code. */
export function authorizeRoutes(context: XContext): Route[] {
  return context.consent.routes('/i/oauth2/authorize', 'authorize', (request) => {
    const asked = authorizationRequest(context, request)
    const back = (answer: Record<string, string>) => {
      const url = new URL(asked.redirectUri)
      for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
      return url.href
    }
    return {
      app: asked.clientId,
      scopes: asked.scopes,
      allow(account, scopes) {
        const code = randomBytes(48).toString('base64url')
        context.state.codes[code] = {
          accountId: account.id,
          clientId: asked.clientId,
          scopes,
          redirectUri: asked.redirectUri,
          challenge: asked.challenge,
          method: asked.method,
          expiresAt: context.clock.now() + codeLifeMs,
        }
        context.changed()
        return back({ state: asked.state, code })
      },
      deny: () => back({ error: 'access_denied', state: asked.state }),
    }
  })
}

function authorizationRequest(context: XContext, request: SimRequest) {
  const query = request.url.searchParams
  const required = (name: string) => query.get(name) ?? refuse(`${name} is missing`)
  const clientId = required('client_id')
  const redirectUri = required('redirect_uri')
  const state = required('state')
  const challenge = required('code_challenge')
  const method = query.get('code_challenge_method') ?? 'plain'
  const scopes = required('scope').split(' ').filter(Boolean)
  if (required('response_type') !== 'code') refuse('response_type is not code')
  if (!context.apps.some((app) => app.clientId === clientId)) refuse('client_id is unknown')
  if (!registered(redirectUri)) refuse('redirect_uri is not registered')
  if (state.length === 0 || state.length > 500) refuse('state has not 1–500 characters')
  if (method !== 'S256' && method !== 'plain')
    return refuse('code_challenge_method is neither S256 nor plain')
  if (!/^[\w.~-]{43,128}$/.test(challenge)) refuse('code_challenge has not 43–128 unreserved characters')
  const unknown = scopes.filter((scope) => !scopesKnown.has(scope))
  if (scopes.length === 0 || unknown.length > 0) refuse(`scope is empty or unknown: ${unknown.join(' ')}`)
  return { clientId, redirectUri, state, challenge, method, scopes } as const
}

/** Any https address and any loopback address counts as registered with the app. */
function registered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}

// X shows a page and never redirects here; the reason in brackets is the simulator's own.
function refuse(reason: string): never {
  throw new Refusal({
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `Something went wrong. You weren't able to give access to the App. [${reason}]`,
  })
}
