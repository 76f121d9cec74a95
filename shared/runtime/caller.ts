import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { AppError } from '../domain/errors.ts'
import type { Environment } from './variables.ts'

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer

export interface Caller {
  userId: string
  scopes: string[]
}

/**
 * Who calls, from the claims the gateway's authorizer verified. The user is one configured claim, never a
 * fall-back chain.
 */
export function readCaller(event: ApiEvent, env: Environment): Caller {
  const claims = event.requestContext.authorizer?.jwt?.claims ?? {}
  const userId = claims[env.JWT_USER_ID_CLAIM]
  if (typeof userId !== 'string' || !/^[^\s#]{1,200}$/.test(userId))
    throw new AppError('unauthorized', `The token has no usable ${env.JWT_USER_ID_CLAIM} claim.`)
  const granted = claims.scope ?? claims.scp
  // The stage's own are spelled as in the contract.
  if (granted === undefined) return { userId, scopes: env.JWT_DEFAULT_SCOPES }
  // The gateway flattens arrays to "[a b]".
  const words = String(granted)
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
  const prefix = env.JWT_SCOPE_PREFIX
  return {
    userId,
    scopes: words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length)),
  }
}
