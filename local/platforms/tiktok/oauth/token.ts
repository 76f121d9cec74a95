import { createHash, randomBytes } from 'node:crypto'
import type { Refusal, Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { oauthError } from '../errors.ts'
import { newLogId, openIdOf } from '../ids.ts'
import type { Grant, TikTok } from '../state.ts'
import { endTokens } from './grants.ts'

const day = 24 * 60 * 60_000
const accessLifeMs = day
const refreshLifeMs = 365 * day

interface Form {
  clientKey: string
  required(name: string): string
  refuse(error: string, description: string): Refusal
}

/** The token endpoint and revocation, flat and form-encoded; `withdraw` ends what the user gave the app. */
export function tokenRoutes(
  tiktok: TikTok,
  withdraw: (accountId: string, clientKey: string) => void,
): Route[] {
  return [
    {
      method: 'POST',
      path: '/v2/oauth/token',
      name: 'POST /v2/oauth/token/',
      run(request) {
        const form = formOf(tiktok, request)
        const kind = form.required('grant_type')
        if (kind === 'authorization_code') return exchange(tiktok, request, form)
        if (kind === 'refresh_token') return refresh(tiktok, request, form)
        throw form.refuse('unsupported_grant_type', 'The grant type is not supported.')
      },
    },
    {
      method: 'POST',
      path: '/v2/oauth/revoke',
      name: 'POST /v2/oauth/revoke/',
      run(request) {
        const form = formOf(tiktok, request)
        const access = tiktok.state.accessTokens[form.required('token')]
        const grant = access && tiktok.state.grants[access.grant]
        if (grant?.clientKey !== form.clientKey)
          throw form.refuse('invalid_request', 'The access token is invalid or not found.')
        withdraw(grant.accountId, grant.clientKey)
        return { status: 200 }
      },
    },
  ]
}

function exchange(tiktok: TikTok, request: SimRequest, form: Form): SimResponse {
  const value = form.required('code')
  const redirectUri = form.required('redirect_uri')
  const code = tiktok.state.codes[value]
  if (!code || code.clientKey !== form.clientKey || code.expiresAt <= tiktok.clock.now())
    throw form.refuse('invalid_grant', 'Authorization code is expired.')
  if (code.redirectUri !== redirectUri)
    throw form.refuse('invalid_grant', 'Redirect_uri is not matched with the uri when requesting code.')
  if (code.challenge !== null && !proves(tiktok, form.required('code_verifier'), code.challenge))
    throw form.refuse('invalid_grant', 'Code verifier or code challenge is invalid.')
  delete tiktok.state.codes[value]
  const id = randomBytes(12).toString('hex')
  const { accountId, clientKey, scopes } = code
  const refreshEndsAt = tiktok.clock.now() + refreshLifeMs
  const grant: Grant = { accountId, clientKey, scopes, refreshEndsAt }
  tiktok.state.grants[id] = grant
  const answer = issue(tiktok, id, grant, newRefreshToken(tiktok, id))
  return request.fault('refresh_lost') ? { ...answer, cut: true } : answer
}

function proves({ settings }: TikTok, verifier: string, challenge: string): boolean {
  const encoding = settings.pkce === 'desktop' ? 'hex' : 'base64url'
  return createHash('sha256').update(verifier).digest(encoding) === challenge
}

function refresh(tiktok: TikTok, request: SimRequest, form: Form): SimResponse {
  const { state, settings, clock } = tiktok
  const value = form.required('refresh_token')
  const id = state.refreshTokens[value]?.grant ?? ''
  const grant = state.grants[id]
  const isGood = grant && grant.clientKey === form.clientKey && grant.refreshEndsAt > clock.now()
  if (!isGood || settings.refuses_refresh)
    throw form.refuse('invalid_grant', 'Refresh token is invalid or expired.')
  if (settings.refresh_life_restarts) grant.refreshEndsAt = clock.now() + refreshLifeMs
  if (settings.refresh_ends_access) endTokens(state.accessTokens, id)
  const isLost = request.fault('refresh_lost') !== undefined
  const rotates = settings.refresh_rotates || isLost
  if (rotates) delete state.refreshTokens[value]
  const answer = issue(tiktok, id, grant, rotates ? newRefreshToken(tiktok, id) : value)
  return isLost ? { ...answer, cut: true } : answer
}

function newRefreshToken({ state }: TikTok, grant: string): string {
  const token = `rft.${randomBytes(48).toString('base64url')}!5.e1`
  state.refreshTokens[token] = { grant }
  return token
}

function issue(tiktok: TikTok, id: string, grant: Grant, refreshToken: string): SimResponse {
  const { state } = tiktok
  const now = tiktok.clock.now()
  for (const [token, { expiresAt }] of Object.entries(state.accessTokens))
    if (expiresAt <= now) delete state.accessTokens[token]
  const access = `act.${randomBytes(48).toString('base64url')}!5.e1`
  state.accessTokens[access] = { grant: id, expiresAt: now + accessLifeMs }
  tiktok.changed()
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      open_id: openIdOf(grant.accountId, grant.clientKey),
      scope: grant.scopes.join(','),
      access_token: access,
      expires_in: accessLifeMs / 1000,
      refresh_token: refreshToken,
      refresh_expires_in: Math.round((grant.refreshEndsAt - now) / 1000),
      token_type: 'Bearer',
    },
  }
}

function formOf(tiktok: TikTok, request: SimRequest): Form {
  const refuse = (error: string, description: string) =>
    oauthError(tiktok, error, description, newLogId(tiktok))
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw refuse('invalid_request', 'Only `application/x-www-form-urlencoded` is accepted as Content-Type.')
  const form = request.form()
  const required = (name: string) => {
    const value = form.get(name)
    if (!value) throw refuse('invalid_request', `The request parameters are malformed. [${name}]`)
    return value
  }
  const [clientKey, secret] = [required('client_key'), required('client_secret')]
  if (!tiktok.apps.some((app) => app.clientId === clientKey && app.clientSecret === secret))
    throw refuse('invalid_client', 'Client key or secret is incorrect.')
  return { clientKey, required, refuse }
}
