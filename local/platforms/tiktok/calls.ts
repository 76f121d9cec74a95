import type { Route, SimAccount, SimRequest, SimResponse } from '../kit/server.ts'
import { isCode, refusalAnswer, success, TikTokError } from './errors.ts'
import { newLogId } from './ids.ts'
import { spend } from './rate-limits.ts'
import type { TikTok } from './state.ts'

export interface Caller {
  account: SimAccount
  clientKey: string
  scopes: readonly string[]
  logId: string
}

interface Call {
  method: 'GET' | 'POST'
  path: string
  /** One of them is enough. */
  scopes: readonly string[]
  perMinute?: number
  /** Some refusals come with status 200. */
  soft?: boolean
  /** Returns what stands under `data`. */
  run(request: SimRequest, caller: Caller): unknown
}

/** A call of open.tiktokapis.com: token, scope, sliding window, scripted refusal, then the call itself. */
export function userCall(tiktok: TikTok, call: Call): Route {
  return {
    method: call.method,
    // The kit takes it with and without the slash.
    path: call.path.replace(/\/$/, ''),
    name: `${call.method} ${call.path}`,
    async run(request): Promise<SimResponse> {
      const logId = newLogId(tiktok)
      try {
        const caller = callerOf(tiktok, request, logId)
        checkScopes(tiktok, caller, call.scopes)
        if (call.perMinute !== undefined)
          spend(tiktok, `${call.path} ${caller.clientKey} ${caller.account.id}`, call.perMinute)
        scriptedRefusal(request)
        return success(await call.run(request, caller), logId)
      } catch (error) {
        if (error instanceof TikTokError) return refusalAnswer(error, logId, call.soft)
        throw error
      } finally {
        tiktok.changed()
      }
    },
  }
}

function callerOf(tiktok: TikTok, request: SimRequest, logId: string): Caller {
  if (request.fault('token_dead')) throw new TikTokError('access_token_invalid')
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const access = tiktok.state.accessTokens[token]
  const grant = access && tiktok.state.grants[access.grant]
  const account = grant && tiktok.accounts.byId(grant.accountId)
  if (!account || access.expiresAt <= tiktok.clock.now()) throw new TikTokError('access_token_invalid')
  return { account, clientKey: grant.clientKey, scopes: grant.scopes, logId }
}

export function checkScopes({ settings }: TikTok, caller: Caller, anyOf: readonly string[]): void {
  if (anyOf.some((scope) => caller.scopes.includes(scope))) return
  throw new TikTokError(
    settings.missing_scope_code === 'scope_permission_missed'
      ? 'scope_permission_missed'
      : 'scope_not_authorized',
  )
}

function scriptedRefusal(request: SimRequest): void {
  const fault = request.fault('refuse')
  if (fault) throw new TikTokError(isCode(fault.code) ? fault.code : 'internal_error')
}
