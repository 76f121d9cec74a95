import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose'
import { scopes } from '../shared/api/route.ts'
import type { LocalClock } from './clock.ts'
import { replaceFile } from './replace-file.ts'

export interface Issuer {
  url: string
  /** What stands at `/.well-known/openid-configuration` and at its `jwks_uri`. */
  document(path: string): unknown
  /** @param scope words separated by blanks; all scopes by default */
  token(sub: string, scope?: string): Promise<string>
}

export interface IssuerOptions {
  key: IssuerKey
  url: string
  audience: string
  userIdClaim: string
  scopePrefix: string
  clock: LocalClock
}

export interface IssuerKey {
  privateKey: KeyObject
  jwk: JWK & { kid: string }
}

const lifetimeSeconds = 12 * 3600

/** Reads the signing key, or makes it (kept in `file`, for its owner only). */
export async function openIssuerKey(file?: string): Promise<IssuerKey> {
  const privateKey =
    file && existsSync(file)
      ? createPrivateKey(readFileSync(file))
      : (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey
  if (file && !existsSync(file)) {
    replaceFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK
  return { privateKey, jwk: { ...jwk, alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(jwk) } }
}

/** The OIDC issuer of an environment: discovery, keys, and a token for whoever asks. */
export function createIssuer(options: IssuerOptions): Issuer {
  const { key, url, clock, userIdClaim, scopePrefix } = options
  const documents: Record<string, unknown> = {
    '/.well-known/openid-configuration': {
      issuer: url,
      jwks_uri: `${url}/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
    },
    '/jwks.json': { keys: [key.jwk] },
  }
  const sign = (sub: string, scope: string, issuedAt: number) => {
    const words = scope.split(/\s+/).filter(Boolean)
    return new SignJWT({ [userIdClaim]: sub, scope: words.map((word) => scopePrefix + word).join(' ') })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.jwk.kid })
      .setSubject(sub)
      .setIssuer(url)
      .setAudience(options.audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .setJti(randomUUID())
      .sign(key.privateKey)
  }
  /** Those of one second: whoever asks again within it gets the same. */
  let issued = { at: 0, tokens: new Map<string, Promise<string>>() }
  return {
    url,
    document: (path) => documents[path],
    token(sub, scope = scopes.join(' ')) {
      const issuedAt = Math.floor(clock.now() / 1000)
      if (issued.at !== issuedAt) issued = { at: issuedAt, tokens: new Map() }
      const asked = JSON.stringify([sub, scope])
      const token = issued.tokens.get(asked) ?? sign(sub, scope, issuedAt)
      issued.tokens.set(asked, token)
      return token
    },
  }
}
