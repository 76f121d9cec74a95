import { randomInt } from 'node:crypto'
import { Refusal, type Route, type SimAccount, type SimRequest, type SimResponse } from '../kit/server.ts'
import {
  boardBusy,
  invalidRequest,
  linkBlocked,
  missingScopes,
  notFetched,
  notPermitted,
  rateLimited,
  restricted,
  trialAccess,
  unauthenticated,
  unreachable,
} from './problems.ts'
import { type Category, spend } from './rate-limits.ts'
import type { Host, Pinterest } from './state.ts'

export interface Caller {
  account: SimAccount
  clientId: string
  scopes: string[]
  host: Host
  requestId: string
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /v5. */
  path: string
  scopes: readonly string[]
  category: Category
  /** The specification marks what the sandbox lacks. */
  productionOnly?: boolean
  run(request: SimRequest, caller: Caller): Promise<SimResponse> | SimResponse
}

/** api.pinterest.com stands at /v5, api-sandbox.pinterest.com at /sandbox/v5. */
const prefixes: Record<Host, string> = { production: '/v5', sandbox: '/sandbox/v5' }

/** Serves one path of the API on both hosts, under one name. */
export function onBothHosts(
  method: string,
  path: string,
  run: (request: SimRequest, host: Host, requestId: string) => Promise<SimResponse> | SimResponse,
): Route[] {
  return (Object.keys(prefixes) as Host[]).map((host) => ({
    method,
    path: prefixes[host] + path,
    name: `${method} /v5${path}`,
    async run(request) {
      const requestId = newRequestId()
      const answer = await refusalsAsAnswers(() => run(request, host, requestId))
      return { ...answer, headers: { 'x-pinterest-rid': requestId, ...answer.headers } }
    },
  }))
}

/** A call of the API for a user: token, limits, scopes, scripted refusals, then the call itself. */
export function apiCall(pinterest: Pinterest, call: Call): Route[] {
  return onBothHosts(call.method, call.path, async (request, host, requestId) => {
    const headers: Record<string, string> = {}
    const answer = await refusalsAsAnswers(() => {
      const caller = callerOf(pinterest, request, host, requestId)
      Object.assign(headers, spendCall(pinterest, call.category, request, caller))
      const missing = call.scopes.filter((scope) => !caller.scopes.includes(scope))
      if (missing.length > 0) throw missingScopes(missing)
      checkAdAccount(request)
      scriptedRefusal(request)
      // In which words the sandbox refuses them is unknown.
      if (call.productionOnly && host === 'sandbox') throw notPermitted()
      return call.run(request, caller)
    })
    pinterest.changed()
    return { ...answer, headers: { ...headers, ...answer.headers } }
  })
}

async function refusalsAsAnswers(act: () => Promise<SimResponse> | SimResponse): Promise<SimResponse> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}

/** What x-pinterest-rid says. */
export const newRequestId = () => String(randomInt(10 ** 14)).padStart(16, '7')

function callerOf(pinterest: Pinterest, request: SimRequest, host: Host, requestId: string): Caller {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const access = token === undefined ? undefined : pinterest.state.accessTokens[token]
  const grant = access && pinterest.state.grants[access.grant]
  const account = grant && pinterest.accounts.byId(grant.accountId)
  const isAlive = access && access.expiresAt > pinterest.clock.now() && grant?.host === host
  if (!isAlive || !account || request.fault('token_dead')) throw unauthenticated()
  return { account, clientId: grant.clientId, scopes: access.scopes, host, requestId }
}

function spendCall(pinterest: Pinterest, category: Category, request: SimRequest, caller: Caller) {
  const { host, clientId: app, account } = caller
  const limited = request.fault('rate_limit')
  const emptyFor = limited && (typeof limited.reset_in === 'number' ? limited.reset_in : 60)
  const { headers, refused } = spend(pinterest, category, { host, app, user: account.id }, emptyFor)
  if (!refused) return headers
  const refusal = rateLimited()
  throw new Refusal({ ...refusal.response, headers })
}

function checkAdAccount({ url }: SimRequest): void {
  const adAccount = url.searchParams.get('ad_account_id')
  if (adAccount === null) return
  if (!/^\d{1,18}$/.test(adAccount))
    throw invalidRequest(`Invalid request: ad_account_id: '${adAccount}' does not match '^\\d+$'`)
  // Nobody here has an ad account.
  throw notPermitted()
}

const scriptedRefusals: Record<string, () => Refusal> = {
  trial: trialAccess,
  not_permitted: notPermitted,
  spam: linkBlocked,
  fetch_failed: notFetched,
  unreachable,
  board_busy: boardBusy,
}

function scriptedRefusal(request: SimRequest): void {
  const lacking = request.fault('restricted')
  if (lacking) throw restricted(typeof lacking.feature === 'string' ? lacking.feature : 'pin_create')
  for (const [kind, refusal] of Object.entries(scriptedRefusals)) if (request.fault(kind)) throw refusal()
}
