import type { IncomingMessage } from 'node:http'

const methods = ['PUT', 'GET']

/**
 * What the bucket's CORS rules let a page of these origins do with a presigned URL, as headers; undefined: nothing.
 * The data stack sets the same rules (lib/constructs/media-store).
 */
export function browserAccess(
  { headers, method = '', url = '' }: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  origins: readonly string[],
): Record<string, string> | undefined {
  const { origin } = headers
  const isOurs = origin !== undefined && (origins.includes(origin) || origins.includes('*'))
  if (!isOurs || !/[?&]X-Amz-Signature=/.test(url)) return undefined
  const allowed = { 'access-control-allow-origin': origin, vary: 'Origin' }
  if (method === 'OPTIONS')
    return {
      ...allowed,
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': 'content-type, if-none-match, x-amz-checksum-sha256',
      'access-control-max-age': '3600',
    }
  return methods.includes(method) ? { ...allowed, 'access-control-expose-headers': 'etag' } : undefined
}
