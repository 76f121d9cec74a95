import { Refusal, type Route, type SimRequest, type SimResponse } from '../kit/server.ts'
import {
  objectMissing,
  sessionDeaths,
  tokenMissing,
  tokenUnreadable,
  unknownPath,
} from '../meta/general-errors.ts'
import { errorBody, errorStatus, GraphError, newTraceId } from '../meta/graph-error.ts'
import { accessToken, type Parameters, readParameters, text } from '../meta/parameters.ts'
import { type Usage, usageHeaders } from '../meta/usage.ts'
import type { Page } from './accounts.ts'
import { refusal, scriptedError } from './errors.ts'
import { JsonText } from './numeric-ids.ts'
import { pagesInReach, roleKey } from './pages.ts'
import type { Facebook, Token } from './state.ts'
import { checkAlive, checkProof, grantOf } from './tokens.ts'

/** One call to graph.facebook.com, its token already found good. */
export interface Call {
  request: SimRequest
  parameters: Parameters
  token: Token
  traceId: string
}

export interface GraphRoute {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  name: string
  run(call: Call): Promise<unknown> | unknown
  /** What www.facebook.com shows people at the same path: no version, no token. */
  forPeople?(request: SimRequest): SimResponse | undefined
}

// The newest version on 2026-11-20; older ones are forwarded by Meta, newer ones are unknown paths.
const newestVersion = 26
export const versionPath = '/:version(v\\d+\\.\\d)'

/** Serves one edge with and without a version in front, with tokens, faults and usage headers. */
export function graphRoutes(facebook: Facebook, route: GraphRoute): Route[] {
  const run = (request: SimRequest) => answer(facebook, route, request)
  return ['', versionPath].map((version) => ({
    method: route.method,
    path: version + route.path,
    name: route.name,
    run,
  }))
}

async function answer(facebook: Facebook, route: GraphRoute, request: SimRequest): Promise<SimResponse> {
  const traceId = newTraceId()
  let owner = request.params.page ?? ''
  try {
    checkVersion(request)
    const limit = request.fault('rate_limit')
    if (limit) return limited(limit, owner, traceId)
    const refused = request.fault('refuse')
    if (refused) throw scriptedError(refused, 1)
    const parameters = await readParameters(request)
    const value = accessToken(request, parameters)
    const shown = value || request.params.version ? undefined : route.forPeople?.(request)
    if (shown) return shown
    const token = findToken(facebook, request, value)
    checkProof(facebook, token, text(parameters, 'appsecret_proof'))
    owner = token.pageId ?? token.userId
    const body = await route.run({ request, parameters, token, traceId })
    return { status: 200, ...written(body, headers(usageOf(facebook), owner, traceId)) }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    return failed(error, headers(usageOf(facebook), owner, traceId), traceId)
  }
}

function written(body: unknown, headers: Record<string, string>): Pick<SimResponse, 'body' | 'headers'> {
  if (!(body instanceof JsonText)) return { body, headers }
  return { body: body.text, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } }
}

export function checkVersion(request: SimRequest): void {
  if (Number(request.params.version?.slice(1) ?? newestVersion) > newestVersion)
    throw unknownPath(request.path)
}

function failed(error: GraphError, headers: Record<string, string>, traceId: string): SimResponse {
  return { status: errorStatus(error.words), body: errorBody(error.words, traceId), headers }
}

/** The token a request brought, alive; `kill_token` ends it here, `delete_page` its Page, `role_lost` its person's role there. */
export function findToken(facebook: Facebook, request: SimRequest, value: string | undefined): Token {
  if (!value) throw tokenMissing()
  const token = facebook.state.tokens[value]
  if (!token) throw tokenUnreadable()
  const killed = request.fault('kill_token')
  if (killed) {
    const subcode = Number(killed.subcode ?? 460)
    token.dead = subcode in sessionDeaths ? (subcode as keyof typeof sessionDeaths) : 460
    facebook.changed()
  }
  if (token.pageId && request.fault('delete_page')) {
    facebook.state.deletedPages.push(token.pageId)
    facebook.changed()
  }
  if (token.pageId && request.fault('role_lost')) {
    facebook.state.lostRoles.push(roleKey(token.userId, token.pageId))
    token.dead = 492
    facebook.changed()
  }
  checkAlive(facebook, token)
  return token
}

/** The Page in the path, which must be the Page token's own; `me` is it. */
export function ownPage(facebook: Facebook, call: Call): Page {
  const { page: asked = 'me' } = call.request.params
  const { token } = call
  if (!token.pageId) throw refusal('pageTokenRequired')
  const page = pagesInReach(facebook, token).find((one) => one.id === token.pageId)
  if (!page || (asked !== 'me' && asked !== page.id))
    throw objectMissing(asked === 'me' ? token.pageId : asked, call.request.method.toLowerCase())
  return page
}

/** The Page, when the app may publish there and the person has the task for it. */
export function publishingPage(facebook: Facebook, call: Call): Page {
  const page = ownPage(facebook, call)
  const { granted } = grantOf(facebook, call.token)
  const allowed = ['pages_manage_posts', 'pages_read_engagement'].every((scope) => granted.includes(scope))
  if (!allowed || !page.tasks.includes('CREATE_CONTENT')) throw refusal('noPublishing')
  return page
}

/** The Page, when the app may read its posts. */
export function readablePage(facebook: Facebook, call: Call): Page {
  const page = ownPage(facebook, call)
  if (!grantOf(facebook, call.token).granted.includes('pages_read_engagement'))
    throw refusal('noReadEngagement')
  return page
}

export function needScope(facebook: Facebook, call: Call, scope: string): void {
  if (!grantOf(facebook, call.token).granted.includes(scope)) throw refusal('noPermission', { scope })
}

function usageOf(facebook: Facebook): Usage {
  const { usage_app_percent, usage_business_percent, usage_regain_minutes } = facebook.settings
  return { app: usage_app_percent, business: usage_business_percent, regainMinutes: usage_regain_minutes }
}

function headers(usage: Usage, owner: string, traceId: string): Record<string, string> {
  return {
    'facebook-api-version': `v${newestVersion}.0`,
    'x-fb-trace-id': traceId,
    ...usageHeaders(usage, owner, 'pages'),
  }
}

function limited(fault: Record<string, unknown>, owner: string, traceId: string): SimResponse {
  const regainMinutes = typeof fault.regain_minutes === 'number' ? fault.regain_minutes : 5
  const error = scriptedError(fault, 80001)
  const isPerPage = error.words.code === 80001 || error.words.code === 32
  const usage: Usage = { app: isPerPage ? 0 : 100, business: isPerPage ? 100 : 0, regainMinutes }
  return failed(error, headers(usage, owner, traceId), traceId)
}

/** Turns a refusal outside `graphRoutes` into an answer. */
export function refuse(error: GraphError): Refusal {
  const traceId = newTraceId()
  return new Refusal(failed(error, { 'x-fb-trace-id': traceId }, traceId))
}

/** A duration given with a fault. */
export function milliseconds(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
