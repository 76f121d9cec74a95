import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimAccount, type SimRequest, type SimResponse } from '../kit/server.ts'
import {
  accessDenied,
  badPathKey,
  illegalArgument,
  throttled,
  tokenRefused,
  versionInactive,
  versionMissing,
} from './errors.ts'
import { personUrn } from './ids.ts'
import { type RestQuery, restQuery } from './query.ts'
import { rolesOf, setRoles } from './roles.ts'
import type { LinkedIn } from './state.ts'
import { countCall } from './throttle.ts'

export interface Caller {
  account: SimAccount
  clientId: string
  scopes: string[]
  /** The caller's own URN, for this app. */
  urn: string
}

export interface Call {
  request: SimRequest
  query: RestQuery
  caller: Caller
  requestId: string
  /** The refusal of whoever lacks a scope or a role. */
  denied(): Refusal
}

export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** LinkedIn's own name of the resource and method in its refusals. */
  permission: string
  /** What X-RestLi-Method says, if it is sent. */
  restliMethod: string
  restliMethodRequired?: true
  parameters?: string[]
  /** One of these must be granted. */
  scopes: string[]
  run(call: Call): SimResponse | Promise<SimResponse>
}

/** A call to api.linkedin.com/rest: token, version, protocol, scripted faults and counters before its own rules. */
export function restRoute(context: LinkedIn, route: RestRoute): Route {
  const name = `${route.method} ${route.path}`
  return {
    method: route.method,
    path: route.path,
    name,
    run: (request) =>
      traced(context, async (requestId) => {
        const caller = callerOf(context, request)
        const permission = `${route.permission}.${checkedVersion(context, request)}01`
        const denied = () => accessDenied(permission)
        checkProtocol(request, route)
        scriptedTrouble(request, caller)
        countCall(context, name, { member: caller.account.id, app: caller.clientId })
        if (!route.scopes.some((scope) => caller.scopes.includes(scope))) throw denied()
        const query = restQuery(request.url.search, route.parameters ?? [])
        const broken = request.fault('html_502')
        if (broken && broken.acted !== true) return gatewayPage
        const answer = await route.run({ request, query, caller, requestId, denied })
        return broken ? gatewayPage : answer
      }),
  }
}

const gatewayPage: SimResponse = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
}

/** Adds the tracing headers, and turns refusals into answers. */
export async function traced(
  context: LinkedIn,
  act: (requestId: string) => SimResponse | Promise<SimResponse>,
): Promise<SimResponse> {
  const requestId = randomBytes(12).toString('base64url')
  const headers = {
    'x-li-uuid': randomBytes(16).toString('base64'),
    'x-li-fabric': 'prod-lva1',
    'x-li-request-id': requestId,
    'x-restli-protocol-version': '2.0.0',
  }
  const answer = await answered(() => act(requestId))
  context.changed()
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

async function answered(act: () => SimResponse | Promise<SimResponse>): Promise<SimResponse> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}

/** Who calls, or one of the refusals of tokens. */
export function callerOf(context: LinkedIn, request: SimRequest): Caller {
  const value = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!value) throw tokenRefused('empty')
  const token = context.state.accessTokens[value]
  const grant = token && context.state.grants[token.grant]
  const account = grant && context.accounts.byId(grant.accountId)
  if (!account) throw tokenRefused('invalid')
  const killed = request.fault('kill_token')
  if (killed) {
    const { reason } = killed
    token.dead = reason === 'expired' || reason === 'invalid' ? reason : 'revoked'
  }
  if (token.dead) throw tokenRefused(token.dead)
  if (grant.revoked) throw tokenRefused('revoked')
  if (context.clock.now() >= token.expiresAt) throw tokenRefused('expired')
  const { clientId, scopes } = grant
  return { account, clientId, scopes, urn: personUrn(account, clientId) }
}

function checkedVersion(context: LinkedIn, request: SimRequest): string {
  const version = request.headers['linkedin-version']
  if (!version) throw versionMissing()
  const isActive = context.settings.active_versions.split(/\s+/).includes(version)
  if (!isActive || request.fault('version_ended')) throw versionInactive(version)
  return version
}

function checkProtocol(request: SimRequest, route: RestRoute): void {
  if (request.headers['x-restli-protocol-version'] !== '2.0.0')
    throw illegalArgument('[X-Restli-Protocol-Version is not 2.0.0]')
  // URNs in a path are percent-encoded.
  if (/[:(),']/.test(request.path)) throw badPathKey()
  const sent = request.headers['x-restli-method']?.toUpperCase()
  const fits = sent === undefined ? !route.restliMethodRequired : sent === route.restliMethod
  if (!fits) throw illegalArgument(`[X-RestLi-Method is ${sent ?? 'missing'}, not ${route.restliMethod}]`)
}

function scriptedTrouble(request: SimRequest, caller: Caller): void {
  const limit = request.fault('throttle')
  if (limit) throw throttled(typeof limit.scope === 'string' ? limit.scope : 'APPLICATION_AND_MEMBER DAY')
  if (request.fault('role_lost')) setRoles(caller.account, {})
  const gained = request.fault('role_gained')
  if (gained)
    setRoles(caller.account, { ...rolesOf(caller.account), [String(gained.organization)]: 'ADMINISTRATOR' })
}
