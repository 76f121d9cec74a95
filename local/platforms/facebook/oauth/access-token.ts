import { invalidParameter, tokenUnreadable } from '../../meta/general-errors.ts'
import { GraphError } from '../../meta/graph-error.ts'
import { type Parameters, text } from '../../meta/parameters.ts'
import type { Facebook, Token } from '../state.ts'
import { appOf, checkAlive, issueToken, longLife } from '../tokens.ts'

// The life of a code isn't documented; ten minutes is what is seen.
const codeLife = 10 * 60 * 1000

/** A code, or a user token that is still alive, for a user token. */
export function exchange(facebook: Facebook, parameters: Parameters): unknown {
  const app = appOf(facebook, text(parameters, 'client_id') ?? '')
  if (!app)
    throw new GraphError({ code: 101, message: 'Error validating application. Invalid application ID.' })
  if (text(parameters, 'client_secret') !== app.clientSecret)
    throw new GraphError({ code: 1, message: 'Error validating client secret.' })
  const grantType = text(parameters, 'grant_type') ?? 'authorization_code'
  if (grantType === 'fb_exchange_token') return answer(facebook, forLong(facebook, app.clientId, parameters))
  if (grantType !== 'authorization_code') throw invalidParameter('Invalid grant_type')
  return answer(facebook, forCode(facebook, app.clientId, parameters))
}

function forCode(facebook: Facebook, clientId: string, parameters: Parameters): Token {
  const redirectUri = text(parameters, 'redirect_uri')
  if (!redirectUri) throw badCode('Missing redirect_uri parameter.')
  const value = text(parameters, 'code')
  if (!value) throw badCode('Missing authorization code')
  const code = facebook.state.codes[value]
  const now = facebook.clock.now()
  if (code?.clientId !== clientId) throw badCode('Invalid verification code format.')
  if (code.used) throw badCode('This authorization code has been used.', 36009)
  if (now >= code.createdAt + codeLife) throw badCode('This authorization code has expired.', 36007)
  if (code.redirectUri !== redirectUri)
    throw badCode(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
      36008,
    )
  code.used = true
  const expiresAt = now + facebook.settings.short_token_seconds * 1000
  return issueToken(facebook, { clientId, userId: code.userId, life: 'short', expiresAt })
}

function badCode(message: string, subcode?: number): GraphError {
  return new GraphError({ code: 100, subcode, message })
}

/** No least age is documented; an expired token is refused, a long-lived one renewed. */
function forLong(facebook: Facebook, clientId: string, parameters: Parameters): Token {
  const token = facebook.state.tokens[text(parameters, 'fb_exchange_token') ?? '']
  if (!token || token.pageId || token.clientId !== clientId) throw tokenUnreadable()
  checkAlive(facebook, token)
  const expiresAt = facebook.clock.now() + longLife
  return issueToken(facebook, { clientId, userId: token.userId, life: 'long', expiresAt })
}

function answer(facebook: Facebook, token: Token): Record<string, unknown> {
  const seconds = Math.round(((token.expiresAt ?? token.createdAt) - token.createdAt) / 1000)
  return {
    access_token: token.value,
    token_type: 'bearer',
    ...(facebook.settings.hide_expires_in ? {} : { expires_in: seconds }),
  }
}
