import { createHmac } from 'node:crypto'
import { sameSecret } from './oauth-state.ts'

/** What both directions between us and the orchestrator sign. */
export interface SignedRequest {
  method: string
  /** With its query, as it is sent. */
  path: string
  body: string | Buffer
}

export const timestampHeader = 'creativeflow-timestamp'
export const signatureHeader = 'creativeflow-signature'

/** A signature older or newer than this is none: it may be somebody else's repeat. */
const maxSkewSeconds = 300

/** `v1=` and the HMAC-SHA256, in hexadecimal, of seconds, method, path and raw body, with a line break between them. */
export function signatureOf(
  secret: string,
  seconds: number | string,
  { method, path, body }: SignedRequest,
): string {
  const hmac = createHmac('sha256', secret).update(`${seconds}\n${method}\n${path}\n`).update(body)
  return `v1=${hmac.digest('hex')}`
}

export function signedHeaders(secret: string, request: SignedRequest, now: number): Record<string, string> {
  const seconds = Math.floor(now / 1000)
  return {
    [timestampHeader]: String(seconds),
    [signatureHeader]: signatureOf(secret, seconds, request),
  }
}

/** Whether whoever sent this knows the secret, and did so within five minutes of now (ms). */
export function isSigned(
  secret: string,
  request: SignedRequest & { headers: Record<string, string | undefined> },
  now: number,
): boolean {
  const seconds = request.headers[timestampHeader] ?? ''
  if (!/^\d{1,12}$/.test(seconds)) return false
  const expected = signatureOf(secret, seconds, request)
  const isSame = sameSecret(request.headers[signatureHeader] ?? '', expected)
  return isSame && Math.abs(now / 1000 - Number(seconds)) <= maxSkewSeconds
}
