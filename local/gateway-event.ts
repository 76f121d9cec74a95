import type { IncomingMessage, ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export interface GatewayRequest {
  message: IncomingMessage
  /** As sent, decoded once, as the gateway hands it on. */
  path: string
  query: string
  body: Buffer
  routeKey: string
  requestId: string
  now: number
  params: Record<string, string>
  claims?: Record<string, string>
}

type Event = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: { jwt: { claims: Record<string, string>; scopes: null } } }
}

// Everything else reaches a function as base64; form bodies too.
const textual = /^(text\/|application\/(json|xml|javascript|[^;]*\+(json|xml))\s*(;|$))/i

/** A request in payload format 2.0. */
export function eventOf({ message, body, params, claims, now, ...request }: GatewayRequest): Event {
  const { cookie, ...headers } = message.headers
  const base64 = body.length > 0 && !textual.test(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookie ? { cookies: cookie.split(/;\s*/).filter(Boolean) } : {}),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
    ),
    ...(request.query ? { queryStringParameters: queryOf(request.query) } : {}),
    ...(Object.keys(params).length ? { pathParameters: params } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: message.method ?? 'GET',
        path: request.path,
        protocol: `HTTP/${message.httpVersion}`,
        sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: '$default',
      time: new Date(now).toISOString(),
      timeEpoch: now,
      ...(claims ? { authorizer: { jwt: { claims, scopes: null } } } : {}),
    },
    ...(body.length ? { body: body.toString(base64 ? 'base64' : 'utf8') } : {}),
    isBase64Encoded: base64,
  } as Event
}

/** Repeated parameters are joined by commas. */
function queryOf(query: string): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`
  }
  return joined
}

/** Sends what a function returned; anything but an answer in format 2.0 is a 200 with that as JSON. */
export function sendResult(response: ServerResponse, returned: unknown, extra: Record<string, string>): void {
  const result: APIGatewayProxyStructuredResultV2 =
    typeof returned === 'object' && returned !== null && 'statusCode' in returned
      ? (returned as APIGatewayProxyStructuredResultV2)
      : { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(returned) }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result
  for (const [name, value] of Object.entries({ ...headers, ...extra }))
    response.setHeader(name, String(value))
  if (cookies.length) response.setHeader('set-cookie', cookies)
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > 0 && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'text/plain;charset=UTF-8')
  response.writeHead(Number(statusCode), { 'content-length': bytes.length }).end(bytes)
}
