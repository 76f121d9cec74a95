import type { SimRequest } from '../../kit/server.ts'
import { invalidParameter, tokenMissing, tokenUnreadable } from '../../meta/general-errors.ts'
import { GraphError } from '../../meta/graph-error.ts'
import { accessToken, type Parameters, text } from '../../meta/parameters.ts'
import type { Facebook, Token } from '../state.ts'
import { checkAlive, grantOf } from '../tokens.ts'

const dataAccessLife = 90 * 24 * 60 * 60 * 1000

/** What a token is worth; asked with `{app-id}|{app-secret}`. */
export function debugToken(facebook: Facebook, parameters: Parameters, request: SimRequest): unknown {
  checkApp(facebook, accessToken(request, parameters))
  const value = text(parameters, 'input_token')
  if (!value) throw invalidParameter('The parameter input_token is required')
  const token = facebook.state.tokens[value]
  const nothing = {
    error: { code: 190, message: 'Invalid OAuth access token.' },
    is_valid: false,
    scopes: [],
  }
  return { data: token ? debugged(facebook, token) : nothing }
}

function checkApp(facebook: Facebook, value: string | undefined): void {
  if (!value) throw tokenMissing()
  if (!facebook.apps.some((app) => value === `${app.clientId}|${app.clientSecret}`)) throw tokenUnreadable()
}

function debugged(facebook: Facebook, token: Token): Record<string, unknown> {
  const { granted, pageIds } = grantOf(facebook, token)
  const error = trouble(facebook, token)
  return {
    app_id: token.clientId,
    type: token.pageId ? 'PAGE' : 'USER',
    application: token.clientId,
    data_access_expires_at: seconds(token.createdAt + dataAccessLife),
    ...(error && { error }),
    expires_at: token.expiresAt === undefined ? 0 : seconds(token.expiresAt),
    is_valid: !error,
    issued_at: seconds(token.createdAt),
    ...(token.pageId && { profile_id: token.pageId }),
    scopes: granted,
    granular_scopes: granted
      .filter((scope) => scope.startsWith('pages_'))
      .map((scope) => ({ scope, target_ids: pageIds })),
    user_id: token.userId,
  }
}

function trouble(facebook: Facebook, token: Token): Record<string, unknown> | undefined {
  try {
    checkAlive(facebook, token)
    return undefined
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    const { code, subcode, message } = error.words
    return { code, message, subcode }
  }
}

const seconds = (at: number) => Math.floor(at / 1000)
