import type { IncomingMessage } from 'node:http'

/** What browsers of other origins may send and read; the same for every route. */
const rules = {
  methods: 'GET,POST,PATCH,DELETE',
  headers: 'authorization,content-type,idempotency-key,if-match',
  exposed: 'location,link,etag,retry-after,idempotency-replayed',
}

/** The gateway's CORS headers for a request of an allowed origin; undefined otherwise. */
export function corsHeaders(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  origins: readonly string[],
): Record<string, string> | undefined {
  const { origin } = headers
  if (!origin || !(origins.includes(origin) || origins.includes('*'))) return undefined
  const allowed = {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    vary: 'Origin',
    ...(origins.includes('*') ? {} : { 'access-control-allow-credentials': 'true' }),
  }
  if (method !== 'OPTIONS') return { ...allowed, 'access-control-expose-headers': rules.exposed }
  return {
    ...allowed,
    'access-control-allow-methods': rules.methods,
    'access-control-allow-headers': rules.headers,
    'access-control-max-age': '3600',
  }
}
