import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest, type SimResponse } from '../kit/server.ts'
import { invalidParameter, missingPermission, tokenMissing, tokenUnreadable } from '../meta/general-errors.ts'
import { GraphError } from '../meta/graph-error.ts'
import { appScopedId } from './accounts.ts'
import { checkAlive, refuse } from './call.ts'
import type { Instagram, Token } from './state.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const longLife = 60 * day

const scopesOffered = [
  'instagram_business_basic',
  'instagram_business_content_publish',
  'instagram_business_manage_comments',
  'instagram_business_manage_insights',
  'instagram_business_manage_messages',
]

/** Consent, code exchange, long-lived tokens and their refresh (Business Login for Instagram). */
export function oauthRoutes(instagram: Instagram): Route[] {
  const graph = (path: string, run: (request: SimRequest) => SimResponse): Route => ({
    method: 'GET',
    path,
    name: `GET ${path}`,
    run(request) {
      try {
        return run(request)
      } catch (error) {
        throw error instanceof GraphError ? refuse(error) : error
      }
    },
  })
  return [
    ...instagram.consent.routes('/oauth/authorize', 'GET /oauth/authorize', (request) =>
      consentQuestion(instagram, request),
    ),
    {
      method: 'POST',
      path: '/oauth/access_token',
      name: 'POST /oauth/access_token',
      run: (request) => exchangeCode(instagram, request),
    },
    graph('/access_token', (request) => exchangeForLong(instagram, request.url.searchParams)),
    graph('/refresh_access_token', (request) => refresh(instagram, request.url.searchParams)),
  ]
}

function consentQuestion(instagram: Instagram, request: SimRequest) {
  const query = request.url.searchParams
  const page = (reason: string) =>
    new Refusal({ status: 400, body: `<h1>Invalid request</h1><p>${reason}</p>` })
  const clientId = query.get('client_id') ?? ''
  if (!instagram.apps.some((app) => app.clientId === clientId)) throw page('Invalid platform app')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isRegistered(redirectUri)) throw page('Invalid redirect_uri')
  if (query.get('response_type') !== 'code') throw page('response_type must be code')
  const scopes = (query.get('scope') ?? '').split(/[\s,]+/).filter(Boolean)
  if (scopes.length === 0 || !scopes.every((scope) => scopesOffered.includes(scope)))
    throw page('Invalid scopes')
  const state = query.get('state')
  const back = (answer: Record<string, string>) => {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
    if (state !== null) url.searchParams.set('state', state)
    return url.href
  }
  return {
    app: clientId,
    scopes,
    allow(account: { id: string }, granted: string[]) {
      const code = `AQ${randomBytes(96).toString('base64url')}`
      const createdAt = instagram.clock.now()
      instagram.state.codes[code] = {
        clientId,
        redirectUri,
        accountId: account.id,
        scopes: granted,
        createdAt,
        used: false,
      }
      instagram.changed()
      // Instagram appends `#_`; it is not part of the code.
      return `${back({ code })}#_`
    },
    deny: () =>
      back({
        error: 'access_denied',
        error_reason: 'user_denied',
        error_description: 'The user denied your request',
      }),
  }
}

function isRegistered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false
  const { protocol, hostname } = new URL(redirectUri)
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  )
}

async function exchangeCode(instagram: Instagram, request: SimRequest): Promise<SimResponse> {
  const form = (request.headers['content-type'] ?? '').startsWith('multipart/form-data')
    ? await request.multipart()
    : request.form()
  const field = (name: string) => String(form.get(name) ?? '')
  const refused = (message: string): Refusal =>
    new Refusal({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } })
  const app = instagram.apps.find((one) => one.clientId === field('client_id'))
  if (!app) throw refused('Invalid platform app')
  if (app.clientSecret !== field('client_secret')) throw refused('Error validating client secret.')
  if (field('grant_type') !== 'authorization_code') throw refused('Invalid grant_type')
  const code = instagram.state.codes[field('code')]
  const now = instagram.clock.now()
  if (!code || code.used || code.clientId !== app.clientId || now >= code.createdAt + hour)
    throw refused('Matching code was not found or was already used')
  if (code.redirectUri !== field('redirect_uri'))
    throw refused(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    )
  code.used = true
  const token = issue(instagram, { ...code, kind: 'short' }, hour)
  return tokenAnswer(instagram, token)
}

/** Written by hand: `user_id` is a JSON number above 2^53, which JSON.stringify can't write. */
function tokenAnswer(instagram: Instagram, token: Token): SimResponse {
  const { token_answer, permissions_answer } = instagram.settings
  const permissions = permissions_answer === 'array' ? token.scopes : token.scopes.join(',')
  const userId = appScopedId(instagram.accounts.byId(token.accountId)!)
  const flat = `{"access_token":${JSON.stringify(token.value)},"user_id":${userId},"permissions":${JSON.stringify(permissions)}}`
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: token_answer === 'flat' ? flat : `{"data":[${flat}]}`,
  }
}

function issue(
  instagram: Instagram,
  grant: Pick<Token, 'clientId' | 'accountId' | 'scopes' | 'kind'>,
  lifetime: number,
): Token {
  const { clientId, accountId, scopes, kind } = grant
  const createdAt = instagram.clock.now()
  const value = `IGAA${randomBytes(kind === 'long' ? 120 : 96).toString('base64url')}`
  const token: Token = {
    value,
    clientId,
    accountId,
    scopes,
    kind,
    createdAt,
    expiresAt: createdAt + lifetime,
  }
  instagram.state.tokens[value] = token
  instagram.changed()
  return token
}

function given(instagram: Instagram, query: URLSearchParams): Token {
  const value = query.get('access_token')
  if (!value) throw tokenMissing()
  const token = instagram.state.tokens[value]
  if (!token) throw tokenUnreadable()
  checkAlive(instagram, token)
  return token
}

function exchangeForLong(instagram: Instagram, query: URLSearchParams): SimResponse {
  if (query.get('grant_type') !== 'ig_exchange_token') throw invalidParameter('Invalid grant_type')
  const token = given(instagram, query)
  const app = instagram.apps.find((one) => one.clientId === token.clientId)
  if (app?.clientSecret !== query.get('client_secret'))
    throw new GraphError({ code: 1, message: 'Error validating client secret.' })
  // Exchanging a long-lived token again is refused like this [seen].
  if (token.kind === 'long')
    throw new GraphError({
      code: 452,
      message:
        'Session key invalid. This could be because the session key has an incorrect format, or because the user has revoked this session',
    })
  const long = issue(instagram, { ...token, kind: 'long' }, longLife)
  return longAnswer(long)
}

function longAnswer(token: Token, extra: Record<string, string> = {}): SimResponse {
  const expires_in = Math.floor((token.expiresAt - token.createdAt) / 1000)
  return { status: 200, body: { access_token: token.value, token_type: 'bearer', expires_in, ...extra } }
}

function refresh(instagram: Instagram, query: URLSearchParams): SimResponse {
  if (query.get('grant_type') !== 'ig_refresh_token') throw invalidParameter('Invalid grant_type')
  const token = given(instagram, query)
  const now = instagram.clock.now()
  if (!token.scopes.includes('instagram_business_basic')) throw missingPermission()
  // Seen for tokens that can't be refreshed; that a young one gets the same words is assumed.
  if (token.kind === 'short' || now < token.createdAt + day)
    throw new GraphError({
      code: 100,
      type: 'IGApiException',
      message: 'Unsupported request - method type: get',
    })
  const next = issue(instagram, token, longLife)
  if (instagram.settings.refresh_ends_old_token) token.dead = 467
  return longAnswer(next, { permissions: token.scopes.join(',') })
}
