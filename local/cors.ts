import type { IncomingMessage } from 'node:http'
import { corsRules } from '../shared/api/cors.ts'

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
  if (method !== 'OPTIONS')
    return { ...allowed, 'access-control-expose-headers': corsRules.exposeHeaders.join(',') }
  return {
    ...allowed,
    'access-control-allow-methods': corsRules.methods.join(','),
    'access-control-allow-headers': corsRules.allowHeaders.join(','),
    'access-control-max-age': String(corsRules.maxAgeSeconds),
  }
}
