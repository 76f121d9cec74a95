import { createHmac, randomBytes } from 'node:crypto'
import type { SimApp } from '../kit/definition.ts'
import { invalidParameter, tokenDead, tokenExpired } from '../meta/general-errors.ts'
import type { Facebook, Grant, Token } from './state.ts'

export const longLife = 60 * 24 * 60 * 60 * 1000

export function issueToken(facebook: Facebook, grant: Omit<Token, 'value' | 'createdAt'>): Token {
  const value = `EAA${randomBytes(grant.life === 'long' ? 132 : 108).toString('base64url')}`
  const token: Token = { ...grant, value, createdAt: facebook.clock.now() }
  facebook.state.tokens[value] = token
  facebook.changed()
  return token
}

/** The Page's token, the same one as long as it is alive; made of a long-lived user token it never ends by itself. */
export function pageToken(facebook: Facebook, user: Token, pageId: string): Token {
  const now = facebook.clock.now()
  const expiresAt = user.life === 'long' ? undefined : user.expiresAt
  const existing = Object.values(facebook.state.tokens).find(
    (token) =>
      token.pageId === pageId &&
      token.userId === user.userId &&
      token.clientId === user.clientId &&
      token.expiresAt === expiresAt &&
      !token.dead &&
      (token.expiresAt ?? Number.POSITIVE_INFINITY) > now,
  )
  const { clientId, userId, life } = user
  return existing ?? issueToken(facebook, { clientId, userId, pageId, life, expiresAt })
}

/** Refuses a dead or expired token in the network's words. */
export function checkAlive(facebook: Facebook, token: Token): void {
  const now = facebook.clock.now()
  if (token.dead) throw tokenDead(token.dead, token.clientId, 'www.facebook.com')
  if (token.expiresAt !== undefined && now >= token.expiresAt) throw tokenExpired(token.expiresAt, now)
}

/** Permissions belong to a person and an app, not to one token: taking one back shows in all tokens. */
export function grantOf(facebook: Facebook, owner: Pick<Token, 'userId' | 'clientId'>): Grant {
  return facebook.state.grants[grantKey(owner)] ?? { granted: [], declined: [], pageIds: [] }
}

export function grantKey({ userId, clientId }: Pick<Token, 'userId' | 'clientId'>): string {
  return `${userId}:${clientId}`
}

/** The person removes the app: every token made of this grant dies. */
export function removeGrant(facebook: Facebook, owner: Pick<Token, 'userId' | 'clientId'>): void {
  const key = grantKey(owner)
  delete facebook.state.grants[key]
  for (const token of Object.values(facebook.state.tokens)) if (grantKey(token) === key) token.dead ??= 458
  for (const [value, code] of Object.entries(facebook.state.codes))
    if (grantKey(code) === key) delete facebook.state.codes[value]
  facebook.changed()
}

/** `appsecret_proof` is the HMAC-SHA256 of the token under the app secret, in lowercase hex. */
export function checkProof(facebook: Facebook, token: Token, proof: string | undefined): void {
  if (proof === undefined) {
    if (!facebook.settings.require_appsecret_proof) return
    throw invalidParameter('API calls from the server require an appsecret_proof argument')
  }
  const secret = appOf(facebook, token.clientId)?.clientSecret ?? ''
  if (proof !== createHmac('sha256', secret).update(token.value).digest('hex'))
    throw invalidParameter('Invalid appsecret_proof provided in the API argument')
}

export function appOf(facebook: Facebook, clientId: string): SimApp | undefined {
  return facebook.apps.find((app) => app.clientId === clientId)
}
