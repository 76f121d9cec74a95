import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from '../shared/api/route.ts'
import type { LocalClock } from './clock.ts'
import { corsHeaders } from './cors.ts'
import { eventOf, sendResult } from './gateway-event.ts'
import { type JwtAuthorizer, Unauthorized } from './jwt-authorizer.ts'
import { routeMatcher } from './route-match.ts'

export interface GatewayOptions {
  basePath: string
  routes: readonly Route[]
  authorizer: JwtAuthorizer
  corsOrigins: readonly string[]
  clock: LocalClock
  invoke(route: Route, event: unknown): Promise<unknown>
  timeoutMs?: number
}

const largestBody = 10 * 1024 * 1024
const refusals = {
  401: 'Unauthorized',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

/** An HTTP API of API Gateway, payload format 2.0, as far as our route table uses one. */
export function createApiGateway(options: GatewayOptions) {
  const match = routeMatcher(options.basePath, options.routes)
  const { authorizer, clock, timeoutMs = 30_000 } = options

  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID()
    const cors = corsHeaders(message, options.corsOrigins)
    const extra = { 'apigw-requestid': requestId, ...cors }
    const refuse = (status: keyof typeof refusals, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...extra, ...headers })
        .end(JSON.stringify({ message: refusals[status] }))

    const method = message.method ?? 'GET'
    if (method === 'OPTIONS' && cors) return void response.writeHead(204, extra).end()
    const [rawPath = '/', query = ''] = splitOnce(message.url ?? '/')
    const path = decoded(rawPath)
    const found = path === undefined ? undefined : match(method, rawPath)
    if (!found || path === undefined) return void refuse(404)

    let claims: Record<string, string> | undefined
    if (found.route.scope !== null) {
      try {
        claims = await authorizer.verify(message.headers.authorization)
      } catch (error) {
        if (!(error instanceof Unauthorized)) throw error
        return void refuse(401, { 'www-authenticate': error.challenge })
      }
    }
    const body = await readBody(message)
    if (!body) return void refuse(413)

    const routeKey = `${method} ${options.basePath}${found.route.path}`
    const { params } = found
    const event = eventOf({
      message,
      path,
      query,
      body,
      routeKey,
      requestId,
      now: clock.now(),
      params,
      claims,
    })
    const late = Symbol('late')
    let timer: NodeJS.Timeout | undefined
    const overtime = new Promise<typeof late>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, late)
    })
    try {
      const result = await Promise.race([options.invoke(found.route, event), overtime])
      if (result === late) refuse(503)
      else sendResult(response, result, extra)
    } catch {
      // What went wrong is in the function's own log; the gateway says no more than this.
      if (!response.headersSent) refuse(500)
    } finally {
      clearTimeout(timer)
    }
  }
}

function splitOnce(url: string): string[] {
  const at = url.indexOf('?')
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)]
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  if (Number(message.headers['content-length']) > largestBody) return undefined
  // Left open, so that the refusal can be sent; the server itself drains what is left.
  const parts: AsyncIterable<Buffer> = message.iterator({ destroyOnReturn: false })
  for await (const chunk of parts) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
