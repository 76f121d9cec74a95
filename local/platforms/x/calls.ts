import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimAccount, type SimRequest, type SimResponse } from '../kit/server.ts'
import { bearerOf } from './oauth/app-credentials.ts'
import {
  appOnly,
  creditsDepleted,
  duplicate,
  forbidden,
  tooManyRequests,
  unauthorized,
  usageCapped,
} from './problems.ts'
import { type Bucket, exhausted, spend } from './rate-limits.ts'
import type { XContext } from './state.ts'

export interface Caller {
  account: SimAccount
  clientId: string
  scopes: string[]
  /** Unique per request; X sends it as x-transaction-id. */
  requestId: string
}

interface Call {
  method: string
  path: string
  name?: string
  scopes: string[]
  bucket: Bucket
  run(request: SimRequest, caller: Caller): Promise<SimResponse> | SimResponse
}

interface PublicCall extends Omit<Call, 'run'> {
  /** Served to app-only bearers too. */
  run(request: SimRequest): Promise<SimResponse> | SimResponse
}

/** A route for users: token, scopes, scripted faults, rate limits, then the call itself. */
export function userCall(context: XContext, call: Call): Route {
  return route(context, call, (request, caller) => {
    if (!('account' in caller)) throw appOnly(context)
    return call.run(request, caller)
  })
}

/** A route that also answers to the app itself. */
export function appCall(context: XContext, call: PublicCall): Route {
  return route(context, call, (request) => call.run(request))
}

type AnyCaller = Caller | { clientId: string; requestId: string }

function route(
  context: XContext,
  call: Omit<Call, 'run'>,
  run: (request: SimRequest, caller: AnyCaller) => Promise<SimResponse> | SimResponse,
): Route {
  const { method, path, scopes, bucket } = call
  return {
    method,
    path,
    name: call.name ?? `${method} ${path}`,
    async run(request) {
      const requestId = randomBytes(8).toString('hex')
      const headers: Record<string, string> = {
        'x-transaction-id': requestId,
        'x-access-level': 'read-write',
      }
      const answer = await refusalsAsAnswers(async () => {
        const caller = callerOf(context, request, scopes, requestId)
        scriptedRefusal(context, request)
        const user = 'account' in caller ? caller.account.id : caller.clientId
        const rate = spend(context, bucket, { user, app: caller.clientId })
        Object.assign(headers, rate.headers)
        if (rate.refused) throw tooManyRequests()
        return run(request, caller)
      })
      context.changed()
      return { ...answer, headers: { ...headers, ...answer.headers } }
    },
  }
}

async function refusalsAsAnswers(act: () => Promise<SimResponse>): Promise<SimResponse> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}

function callerOf(context: XContext, request: SimRequest, scopes: string[], requestId: string): AnyCaller {
  if (request.fault('token_storm')) throw unauthorized()
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw unauthorized()
  const app = context.apps.find((one) => bearerOf(one) === token)
  if (app) return { clientId: app.clientId, requestId }
  const access = context.state.accessTokens[token]
  const grant = access && context.state.grants[access.grant]
  const account = grant && context.accounts.byId(grant.accountId)
  if (!account || access.expiresAt <= context.clock.now()) throw unauthorized()
  if (!scopes.every((scope) => grant.scopes.includes(scope))) throw forbidden('Forbidden')
  return { account, clientId: grant.clientId, scopes: grant.scopes, requestId }
}

function scriptedRefusal(context: XContext, request: SimRequest): void {
  const limited = request.fault('rate_limit')
  if (limited) throw exhausted(context, limited.family, limited.reset_in)
  if (request.fault('credits')) throw creditsDepleted(context)
  if (request.fault('usage_cap')) throw usageCapped(context)
  if (request.fault('duplicate')) throw duplicate()
}
