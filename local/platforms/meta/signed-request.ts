import { createHmac } from 'node:crypto'

/** `<signature>.<payload>`, both base64url: what Meta posts to the deauthorize and data deletion callbacks. */
export function signedRequest(payload: Record<string, unknown>, appSecret: string): string {
  const encoded = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', ...payload })).toString('base64url')
  return `${createHmac('sha256', appSecret).update(encoded).digest('base64url')}.${encoded}`
}
