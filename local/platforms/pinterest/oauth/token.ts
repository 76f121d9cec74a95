import { randomBytes } from 'node:crypto'
import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { onBothHosts } from '../calls.ts'
import { invalidRequest, notPermitted, unauthenticated } from '../problems.ts'
import type { Grant, Host, Pinterest } from '../state.ts'

const day = 24 * 60 * 60_000
const accessLifeMs = 30 * day
const refreshLifeMs = 60 * day

/** Code exchange, continuous refresh, and the revocation that serves system users only. */
export function tokenRoutes(pinterest: Pinterest): Route[] {
  return [
    ...onBothHosts('POST', '/oauth/token', (request, host) => {
      const client = clientOf(pinterest, request)
      const form = formOf(request)
      const kind = required(form, 'grant_type')
      if (kind === 'authorization_code') return exchange(pinterest, form, { client, host })
      if (kind === 'refresh_token') return refresh(pinterest, request, { client, host })
      throw invalidRequest(`Invalid request: grant_type: '${kind}' is not supported`)
    }),
    ...onBothHosts('POST', '/oauth/token/revoke', (request) => {
      clientOf(pinterest, request)
      required(formOf(request), 'token')
      throw notPermitted()
    }),
  ]
}

/** The account removed the app, or changed its password: every token of it dies. */
export function endGrants(pinterest: Pinterest, accountId: string): void {
  const { grants, accessTokens, refreshTokens, codes } = pinterest.state
  const ended = Object.keys(grants).filter((id) => grants[id]!.accountId === accountId)
  for (const id of ended) delete grants[id]
  for (const tokens of [accessTokens, refreshTokens])
    for (const [token, { grant }] of Object.entries(tokens)) if (ended.includes(grant)) delete tokens[token]
  for (const [value, code] of Object.entries(codes)) if (code.accountId === accountId) delete codes[value]
}

interface Asking {
  client: string
  host: Host
}

function exchange(pinterest: Pinterest, form: URLSearchParams, { client, host }: Asking): SimResponse {
  const value = required(form, 'code')
  const redirectUri = required(form, 'redirect_uri')
  const code = pinterest.state.codes[value]
  const isGood = code && code.clientId === client && code.expiresAt > pinterest.clock.now()
  if (!isGood || code.redirectUri !== redirectUri) throw unauthenticated()
  delete pinterest.state.codes[value]
  const id = randomBytes(12).toString('hex')
  const grant: Grant = { accountId: code.accountId, clientId: client, host, scopes: code.scopes }
  pinterest.state.grants[id] = grant
  return issue(pinterest, { id, scopes: grant.scopes, kind: 'authorization_code' })
}

function refresh(pinterest: Pinterest, request: SimRequest, { client, host }: Asking): SimResponse {
  const form = formOf(request)
  const value = required(form, 'refresh_token')
  const token = pinterest.state.refreshTokens[value]
  const grant = token && pinterest.state.grants[token.grant]
  const isGood = token && token.expiresAt > pinterest.clock.now()
  if (!isGood || grant?.clientId !== client || grant.host !== host) throw unauthenticated()
  const asked = form
    .get('scope')
    ?.split(/[\s,]+/)
    .filter(Boolean)
  const beyond = (asked ?? []).filter((scope) => !grant.scopes.includes(scope))
  if (beyond.length > 0) throw invalidRequest(`Invalid request: scope: ${beyond.join(' ')} was not granted`)
  const lost = request.fault('refresh_lost')
  if (lost || pinterest.settings.refresh_ends_old_token) delete pinterest.state.refreshTokens[value]
  const answer = issue(pinterest, { id: token.grant, scopes: asked ?? grant.scopes, kind: 'refresh_token' })
  return lost ? { ...answer, cut: true } : answer
}

interface Issuing {
  id: string
  scopes: string[]
  kind: 'authorization_code' | 'refresh_token'
}

function issue(pinterest: Pinterest, { id, scopes, kind }: Issuing): SimResponse {
  const now = pinterest.clock.now()
  const { accessTokens, refreshTokens } = pinterest.state
  for (const tokens of [accessTokens, refreshTokens])
    for (const [token, { expiresAt }] of Object.entries(tokens)) if (expiresAt <= now) delete tokens[token]
  const access = `pina_${randomBytes(48).toString('base64url')}`
  const renewal = `pinr_${randomBytes(48).toString('base64url')}`
  accessTokens[access] = { grant: id, scopes, expiresAt: now + accessLifeMs }
  refreshTokens[renewal] = { grant: id, expiresAt: now + refreshLifeMs }
  pinterest.changed()
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      access_token: access,
      refresh_token: renewal,
      response_type: kind,
      token_type: 'bearer',
      expires_in: accessLifeMs / 1000,
      refresh_token_expires_in: refreshLifeMs / 1000,
      refresh_token_expires_at: Math.floor((now + refreshLifeMs) / 1000),
      scope: scopes.join(pinterest.settings.scope_separator === 'comma' ? ',' : ' '),
    },
  }
}

function clientOf(pinterest: Pinterest, request: SimRequest): string {
  const basic = /^Basic ([\w+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const [id, secret] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const app = pinterest.apps.find((one) => one.clientId === id)
  if (!app || app.clientSecret !== secret) throw unauthenticated()
  return app.clientId
}

function formOf(request: SimRequest): URLSearchParams {
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    throw invalidRequest('Invalid request: the content type is not application/x-www-form-urlencoded')
  return request.form()
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw invalidRequest(`Invalid request: ${name}: is a required property`)
  return value
}
