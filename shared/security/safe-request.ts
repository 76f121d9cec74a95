import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { addAbortSignal } from 'node:stream'
import { type Resolve, safeLookup, systemResolve } from './safe-lookup.ts'

export interface SafeRequest {
  method: 'GET' | 'HEAD' | 'POST'
  headers?: Record<string, string> | undefined
  body?: string
  signal: AbortSignal
  /** An excepted URL: its addresses are not checked. */
  trusted: boolean
  resolve?: Resolve | undefined
}

/** One request to a URL that was checked, to an address that is checked here; redirects are answers like others. */
export function safeRequest(url: URL, request: SafeRequest): Promise<IncomingMessage> {
  const { request: open } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const outgoing = open(url, {
      method: request.method,
      headers: { 'user-agent': 'CreativeFlow', ...request.headers, 'accept-encoding': 'identity' },
      // A fresh socket each time: a pooled one would skip the lookup, and with it the check.
      agent: false,
      lookup: request.trusted ? undefined : safeLookup(request.resolve ?? systemResolve),
      signal: request.signal,
    })
    outgoing.on('error', reject)
    outgoing.on('response', (message) => resolve(addAbortSignal(request.signal, message)))
    outgoing.end(request.body)
  })
}
