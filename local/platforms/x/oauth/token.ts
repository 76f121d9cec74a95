import { createHash, randomBytes } from 'node:crypto'
import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import type { Grant, XContext } from '../state.ts'
import { bearerOf, clientOf, missingParameter, oauthError } from './app-credentials.ts'

const accessLifeMs = 7200_000

/** The token endpoint, revocation, and the app-only bearer. */
export function tokenRoutes(context: XContext): Route[] {
  return [
    {
      method: 'POST',
      path: '/2/oauth2/token',
      name: 'POST /2/oauth2/token',
      run(request) {
        const form = formOf(request)
        const client = clientOf(context, request, form).clientId
        const kind = required(form, 'grant_type')
        if (kind === 'authorization_code') return exchange(context, form, client)
        if (kind === 'refresh_token') return refresh(context, request, form, client)
        throw oauthError(400, 'unsupported_grant_type', 'Value passed for the grant type was invalid.')
      },
    },
    {
      method: 'POST',
      path: '/2/oauth2/revoke',
      name: 'POST /2/oauth2/revoke',
      run(request) {
        const form = formOf(request)
        clientOf(context, request, form)
        revokeToken(context, required(form, 'token'))
        return { status: 200, body: { revoked: true } }
      },
    },
    {
      method: 'POST',
      path: '/oauth2/token',
      name: 'POST /oauth2/token',
      run(request) {
        const form = formOf(request)
        const app = clientOf(context, request, form)
        if (form.get('grant_type') !== 'client_credentials') throw missingParameter('grant_type')
        return { status: 200, body: { token_type: 'bearer', access_token: bearerOf(app) } }
      },
    },
  ]
}

/** The account removed the app: every token of it dies. */
export function endGrants(context: XContext, accountId: string): void {
  for (const [id, grant] of Object.entries(context.state.grants)) {
    if (grant.accountId === accountId) endGrant(context, id)
  }
}

function exchange(context: XContext, form: URLSearchParams, clientId: string): SimResponse {
  const value = required(form, 'code')
  const redirectUri = required(form, 'redirect_uri')
  const verifier = required(form, 'code_verifier')
  const code = context.state.codes[value]
  if (!code || code.clientId !== clientId || code.expiresAt <= context.clock.now()) {
    throw invalid('Value passed for the authorization code was invalid.')
  }
  if (code.redirectUri !== redirectUri) {
    throw invalid('Value passed for the redirect uri did not match the uri of the authorization code.')
  }
  const made = code.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
  if (made !== code.challenge)
    throw invalid('Value passed for the code verifier did not match the code challenge.')
  delete context.state.codes[value]
  const { accountId, scopes } = code
  const id = randomBytes(12).toString('hex')
  context.state.grants[id] = { accountId, clientId, scopes }
  return issue(context, id, context.state.grants[id])
}

function refresh(
  context: XContext,
  request: SimRequest,
  form: URLSearchParams,
  clientId: string,
): SimResponse {
  const value = required(form, 'refresh_token')
  const found = context.state.refreshTokens[value]
  const grant = found && context.state.grants[found.grant]
  if (!grant || grant.clientId !== clientId) throw invalid('Value passed for the token was invalid.')
  delete context.state.refreshTokens[value]
  if (context.settings.refresh_ends_access) endAccess(context, found.grant)
  const answer = issue(context, found.grant, grant)
  return request.fault('refresh_lost') ? { ...answer, cut: true } : answer
}

function issue(context: XContext, grantId: string, grant: Grant): SimResponse {
  const now = context.clock.now()
  const access = randomBytes(48).toString('base64url')
  for (const [token, { expiresAt }] of Object.entries(context.state.accessTokens)) {
    if (expiresAt <= now) delete context.state.accessTokens[token]
  }
  context.state.accessTokens[access] = { grant: grantId, expiresAt: now + accessLifeMs }
  const body: Record<string, unknown> = {
    token_type: 'bearer',
    expires_in: accessLifeMs / 1000,
    access_token: access,
    scope: grant.scopes.join(' '),
  }
  if (grant.scopes.includes('offline.access')) {
    const token = randomBytes(48).toString('base64url')
    context.state.refreshTokens[token] = { grant: grantId }
    body.refresh_token = token
  }
  context.changed()
  return { status: 200, headers: { 'cache-control': 'no-store' }, body }
}

function revokeToken(context: XContext, token: string): void {
  const refreshed = context.state.refreshTokens[token]
  delete context.state.accessTokens[token]
  if (refreshed) endGrant(context, refreshed.grant)
  context.changed()
}

function endGrant(context: XContext, id: string): void {
  delete context.state.grants[id]
  endAccess(context, id)
  for (const [token, { grant }] of Object.entries(context.state.refreshTokens)) {
    if (grant === id) delete context.state.refreshTokens[token]
  }
  context.changed()
}

function endAccess(context: XContext, id: string): void {
  for (const [token, { grant }] of Object.entries(context.state.accessTokens)) {
    if (grant === id) delete context.state.accessTokens[token]
  }
}

const invalid = (description: string) => oauthError(400, 'invalid_request', description)

function formOf(request: SimRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw missingParameter('grant_type')
  return request.form()
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw missingParameter(name)
  return value
}
