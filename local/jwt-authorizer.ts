import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { LocalClock } from './clock.ts'

export interface JwtAuthorizer {
  /** @returns the claims as API Gateway hands them on @throws Unauthorized */
  verify(authorization: string | undefined): Promise<Record<string, string>>
}

/** No or no good token; `challenge` is the gateway's WWW-Authenticate. */
export class Unauthorized extends Error {
  override name = 'Unauthorized'
  readonly challenge: string
  constructor(reason?: string) {
    super(reason ?? 'no token')
    this.challenge = reason
      ? `Bearer scope="" error="invalid_token" error_description="${reason.replaceAll('"', "'")}"`
      : 'Bearer'
  }
}

interface AuthorizerOptions {
  issuer: string
  audience: string
  clock: LocalClock
}

/** The JWT authorizer of an HTTP API: RS256, keys from the issuer, issuer, audience and times. */
export function createJwtAuthorizer({ issuer, audience, clock }: AuthorizerOptions): JwtAuthorizer {
  let keys: Promise<JWTVerifyGetKey> | undefined

  async function discover(): Promise<JWTVerifyGetKey> {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`)
    if (!answer.ok) throw new Unauthorized('OIDC discovery endpoint communication error')
    const { jwks_uri } = (await answer.json()) as { jwks_uri: string }
    return createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: 2 * 3_600_000 })
  }

  return {
    async verify(authorization) {
      const token = authorization?.replace(/^bearer\s+/i, '').trim()
      if (!token) throw new Unauthorized()
      keys ??= discover()
      const found = await keys.catch((error: unknown) => {
        keys = undefined
        throw error instanceof Unauthorized
          ? error
          : new Unauthorized('OIDC discovery endpoint communication error')
      })
      const currentDate = new Date(clock.now())
      const rules = { issuer, algorithms: ['RS256'], requiredClaims: ['exp'], currentDate }
      const { payload } = await jwtVerify(token, found, rules).catch((error: unknown) => {
        throw error instanceof errors.JOSEError ? new Unauthorized(error.message) : error
      })
      // The gateway looks at client_id only where there is no aud.
      const audiences = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat()
      if (!audiences.includes(audience)) throw new Unauthorized('invalid audience')
      if (payload.iat !== undefined && payload.iat * 1000 > clock.now())
        throw new Unauthorized('issued in the future')
      return flatten(payload)
    },
  }
}

/** All claims as strings, spelled as the gateway (written in Go) prints them. */
const flatten = (claims: JWTPayload): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, printed(value)]))

function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  return `map[${Object.entries(value)
    .map(([name, each]) => `${name}:${printed(each)}`)
    .join(' ')}]`
}
