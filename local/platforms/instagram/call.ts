import { Refusal, type Route, type SimRequest, type SimResponse } from '../kit/server.ts'
import {
  missingPermission,
  objectMissing,
  sessionDeaths,
  tokenDead,
  tokenExpired,
  tokenMissing,
  tokenUnreadable,
  unknownPath,
} from '../meta/general-errors.ts'
import { errorBody, errorStatus, GraphError, newTraceId } from '../meta/graph-error.ts'
import { accessToken, type Parameters, readParameters } from '../meta/parameters.ts'
import { type Usage, usageHeaders } from '../meta/usage.ts'
import type { Instagram, Token } from './state.ts'

/** One call to graph.instagram.com, its token already found good. */
export interface Call {
  request: SimRequest
  parameters: Parameters
  token: Token
  traceId: string
}

export type Scope =
  | 'instagram_business_basic'
  | 'instagram_business_content_publish'
  | 'instagram_business_manage_comments'

export interface GraphRoute {
  method: 'GET' | 'POST'
  path: string
  name: string
  scope: Scope
  run(call: Call): Promise<unknown> | unknown
}

// The newest version on 2026-11-20; older ones are forwarded by Meta, newer ones are unknown paths.
const newestVersion = 26

/** Serves one edge with and without a version in front, with tokens, scopes, faults and usage headers. */
export function graphRoutes(instagram: Instagram, route: GraphRoute): Route[] {
  const run = (request: SimRequest) => answer(instagram, route, request)
  return [route.path, `/:version(v\\d+\\.\\d)${route.path}`].map((path) => ({
    method: route.method,
    path,
    name: route.name,
    run,
  }))
}

async function answer(instagram: Instagram, route: GraphRoute, request: SimRequest): Promise<SimResponse> {
  const traceId = newTraceId()
  let account = request.params.ig ?? ''
  try {
    if (Number(request.params.version?.slice(1) ?? newestVersion) > newestVersion)
      throw unknownPath(request.path)
    const limit = request.fault('rate_limit')
    if (limit) return limited(limit, account, traceId)
    const parameters = await readParameters(request)
    const token = findToken(instagram, request, accessToken(request, parameters))
    account = token.accountId
    if (!token.scopes.includes(route.scope)) throw missingPermission()
    const body = await route.run({ request, parameters, token, traceId })
    return { status: 200, body, headers: headers(usageOf(instagram), account, traceId) }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    return refused(error, headers(usageOf(instagram), account, traceId), traceId)
  }
}

function refused(error: GraphError, headers: Record<string, string>, traceId: string): SimResponse {
  return { status: errorStatus(error.words), body: errorBody(error.words, traceId), headers }
}

function findToken(instagram: Instagram, request: SimRequest, value: string | undefined): Token {
  if (!value) throw tokenMissing()
  const token = instagram.state.tokens[value]
  if (!token) throw tokenUnreadable()
  const killed = request.fault('kill_token')
  if (killed) {
    const subcode = Number(killed.subcode ?? 460)
    token.dead = subcode in sessionDeaths ? (subcode as keyof typeof sessionDeaths) : 460
    instagram.changed()
  }
  checkAlive(instagram, token)
  return token
}

/** Refuses a dead or expired token in the network's words. */
export function checkAlive(instagram: Instagram, token: Token): void {
  const now = instagram.clock.now()
  if (token.dead) throw tokenDead(token.dead, token.clientId, 'www.instagram.com')
  if (now >= token.expiresAt) throw tokenExpired(token.expiresAt, now)
}

/** The account in the path must be the token's own; `me` is it. */
export function ownAccount(call: Call): string {
  const { ig = 'me' } = call.request.params
  if (ig !== 'me' && ig !== call.token.accountId) throw objectMissing(ig, call.request.method.toLowerCase())
  return call.token.accountId
}

function usageOf(instagram: Instagram): Usage {
  const { usage_app_percent, usage_business_percent, usage_regain_minutes } = instagram.settings
  return { app: usage_app_percent, business: usage_business_percent, regainMinutes: usage_regain_minutes }
}

function headers(usage: Usage, account: string, traceId: string): Record<string, string> {
  return {
    'facebook-api-version': `v${newestVersion}.0`,
    'x-fb-trace-id': traceId,
    ...usageHeaders(usage, account, 'instagram'),
  }
}

function limited(fault: Record<string, unknown>, account: string, traceId: string): SimResponse {
  const isApp = fault.code === 4
  const regainMinutes = typeof fault.regain_minutes === 'number' ? fault.regain_minutes : 5
  const error = isApp
    ? new GraphError({
        code: 4,
        status: 403,
        message: '(#4) Application request limit reached',
        transient: true,
      })
    : new GraphError({
        code: 80002,
        message:
          '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
      })
  const usage: Usage = { app: isApp ? 100 : 0, business: isApp ? 0 : 100, regainMinutes }
  return refused(error, headers(usage, account, traceId), traceId)
}

/** Turns a refusal outside `graphRoutes` into an answer. */
export function refuse(error: GraphError): Refusal {
  const traceId = newTraceId()
  return new Refusal(refused(error, { 'x-fb-trace-id': traceId }, traceId))
}
