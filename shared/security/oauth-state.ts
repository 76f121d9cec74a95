import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, fit for URLs and cookies. */
export const randomSecret = (): string => randomBytes(32).toString('base64url')

/** PKCE's S256. */
export const codeChallengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')

/** Compares two hashes of equal length without telling by time where they differ. */
export function sameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The cookie of one connect flow. Plain http on this machine can have neither the `__Host-` prefix nor Secure. */
export function flowCookie(serviceBaseUrl: string, flowId: string) {
  const { protocol, hostname } = new URL(serviceBaseUrl)
  const plain = protocol === 'http:' && loopback.has(hostname)
  const name = `${plain ? '' : '__Host-'}cf_${flowId.slice(0, 8)}`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? '' : '; Secure'}`
  return {
    set: (value: string, seconds: number) => `${name}=${value}; Max-Age=${seconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
    /** @param cookies `name=value` each, as the browser sent them */
    read: (cookies: readonly string[]) =>
      cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1),
  }
}
