import { randomBytes } from 'node:crypto'
import type { Route, SimResponse } from '../../kit/server.ts'
import type { Grant, LinkedIn } from '../state.ts'
import { type CredentialedForm, credentialedForm, oauthError } from './app-credentials.ts'
import { idToken } from './openid.ts'

const day = 24 * 60 * 60_000
const accessLifeMs = 60 * day
const refreshLifeMs = 365 * day

/** www.linkedin.com/oauth/v2/accessToken: exchange of a code, and refresh. */
export function tokenRoutes(context: LinkedIn): Route[] {
  return [
    {
      method: 'POST',
      path: '/oauth/v2/accessToken',
      name: 'POST /oauth/v2/accessToken',
      run(request) {
        const form = credentialedForm(context, request)
        const kind = form.value('grant_type')
        if (kind === 'authorization_code') return exchange(context, form)
        if (kind === 'refresh_token') return refresh(context, form)
        throw oauthError(400, 'unsupported_grant_type', `The grant type "${kind}" is not supported`)
      },
    },
  ]
}

function exchange(context: LinkedIn, form: CredentialedForm): SimResponse {
  const [value, redirectUri] = [form.value('code'), form.value('redirect_uri')]
  const code = context.state.codes[value]
  const now = context.clock.now()
  if (!code || code.expiresAt <= now)
    throw oauthError(400, 'invalid_request', 'Unable to retrieve access token: authorization code not found')
  if (code.redirectUri !== redirectUri || code.grant.clientId !== form.clientId) {
    throw oauthError(
      400,
      'invalid_redirect_uri',
      'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
    )
  }
  delete context.state.codes[value]
  const id = randomBytes(12).toString('hex')
  const grant: Grant = { ...code.grant }
  if (context.settings.refresh_tokens) {
    grant.refreshToken = newToken('AQW')
    grant.refreshExpiresAt = now + refreshLifeMs
  }
  context.state.grants[id] = grant
  return issue(context, id, now)
}

/** The same refresh token comes back; its life runs on from the first grant. */
function refresh(context: LinkedIn, form: CredentialedForm): SimResponse {
  const now = context.clock.now()
  const value = form.value('refresh_token')
  const found = Object.entries(context.state.grants).find(([, one]) => one.refreshToken === value)
  const [id, grant] = found ?? []
  const isLive = grant && !grant.revoked && grant.clientId === form.clientId && grant.refreshExpiresAt! > now
  if (!id || !isLive) {
    throw oauthError(
      400,
      context.settings.refresh_error,
      'The provided authorization grant or refresh token is invalid, expired or revoked.',
    )
  }
  return issue(context, id, now)
}

function issue(context: LinkedIn, grantId: string, now: number): SimResponse {
  const grant = context.state.grants[grantId]!
  const life = Math.min(accessLifeMs, (grant.refreshExpiresAt ?? Number.POSITIVE_INFINITY) - now)
  const access = newToken('AQX')
  context.state.accessTokens[access] = { grant: grantId, createdAt: now, expiresAt: now + life }
  context.changed()
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache, no-store' },
    body: {
      access_token: access,
      expires_in: Math.floor(life / 1000),
      ...(grant.refreshToken && {
        refresh_token: grant.refreshToken,
        refresh_token_expires_in: Math.floor((grant.refreshExpiresAt! - now) / 1000),
      }),
      scope: grant.scopes.join(context.settings.scope_separator),
      token_type: 'Bearer',
      ...(grant.scopes.includes('openid') && { id_token: idToken(context, grant) }),
    },
  }
}

/** Real ones have some 350 to 500 characters. */
const newToken = (prefix: string) => prefix + randomBytes(340).toString('base64url')
