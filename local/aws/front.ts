import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Calls } from './calls.ts'
import type { AwsClock } from './clock.ts'
import { type FaultKind, type Faults, refusalOf } from './faults.ts'
import { browserAccess } from './s3/browser.ts'
import { AwsError, type AwsRequest, type Reply, type Service, type ServiceName } from './service.ts'

export interface Crossing {
  service: ServiceName
  operation: string
  caller: string
  /** `before` anything was done; `after` it was done and before the answer leaves. */
  phase: 'before' | 'after'
}

export interface FrontOptions {
  services: Record<ServiceName, Service>
  clock: AwsClock
  faults: Faults
  calls: Calls
  /** Awaited on both sides of every call; a rejection drops the connection, an AwsError is the answer instead. */
  intercept: () => ((crossing: Crossing) => Promise<void>) | undefined
  /** Whose pages may use presigned URLs. */
  webOrigins: () => readonly string[]
}

const longestBody = 16 * 1024 * 1024
const targets: Record<string, ServiceName> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  TrentService: 'kms',
  AWSEvents: 'events',
}

/** One HTTP server for all services. */
export function createFront(options: FrontOptions): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error('local aws:', error)
      request.socket.destroy()
    })
  })
  server.requestTimeout = 0
  return server

  async function answer(incoming: IncomingMessage, response: ServerResponse) {
    const access = browserAccess(incoming, options.webOrigins())
    const refusal = strangerRefusal(incoming, access !== undefined)
    if (refusal) return void (await send(response, refusal))
    if (access && incoming.method === 'OPTIONS')
      return void (await send(response, { status: 200, headers: access }))
    for (const [name, value] of Object.entries(access ?? {})) response.setHeader(name, value)

    const request = describe(incoming, response)
    const { service: name, caller } = request
    const service = options.services[name]
    const call = {
      service: name,
      operation: 'unknown',
      caller,
      at: options.clock.now(),
      bytesIn: 0,
      bytesOut: 0,
    }
    const drop = (error: string) => {
      options.calls.add({ ...call, status: 0, error })
      incoming.socket.destroy()
    }
    /** What an interceptor's rejection asks for: a refusal of its own, or a dropped connection. */
    const objection = async (phase: Crossing['phase']): Promise<AwsError | 'drop' | undefined> => {
      try {
        await options.intercept()?.({ service: name, operation: request.operation, caller, phase })
        return undefined
      } catch (rejection) {
        return rejection instanceof AwsError ? rejection : 'drop'
      }
    }

    let reply: Reply
    let error: string | undefined
    let fault: FaultKind | undefined
    try {
      request.operation = call.operation = service.operationOf(request)
      fault = options.faults.take(name, request.operation)
      const early = await objection('before')
      if (early === 'drop' || fault === 'drop_before') return drop('dropped')
      if (early) throw early
      const planned = fault && refusalOf(fault, name)
      if (planned) throw planned
      reply = await service.handle(request)
    } catch (thrown) {
      if (request.gone.aborted) return drop('hung up')
      const known = thrown instanceof AwsError ? thrown : unexpected(thrown, name)
      error = known.code.split('#').at(-1)
      reply = { ...service.refuse(known, request), capacity: known.capacity }
    }

    call.bytesIn = Number(incoming.headers['content-length'] ?? 0)
    const late = await objection('after')
    if (late || fault === 'drop_after') {
      if (reply.body instanceof Readable) reply.body.destroy()
      if (!(late instanceof AwsError)) return drop('dropped')
      error = late.code
      reply = service.refuse(late, request)
    }
    call.bytesOut = await send(response, reply)
    options.calls.add({ ...call, status: reply.status, error, capacity: reply.capacity })
  }
}

/**
 * Nothing in a browser has business here but with a presigned URL: a foreign Host is DNS rebinding, an Origin a page's
 * own request.
 */
function strangerRefusal({ headers }: IncomingMessage, hasAccess: boolean): Reply | undefined {
  if (!/^127\.0\.0\.1(:\d+)?$/.test(headers.host ?? ''))
    return { status: 421, body: 'This is 127.0.0.1 only\n' }
  if (hasAccess) return undefined
  if (headers.origin !== undefined || headers['sec-fetch-site'] === 'cross-site') {
    return { status: 403, body: 'Not for web pages\n' }
  }
  return undefined
}

function describe(incoming: IncomingMessage, response: ServerResponse): AwsRequest {
  const { method = 'GET', headers, url = '/' } = incoming
  const cut = url.indexOf('?')
  const query = new URLSearchParams(cut === -1 ? '' : url.slice(cut + 1))
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? ''
  const [caller = '', , , scope] = credential.split('/')
  const target = String(headers['x-amz-target'] ?? '').split('.')[0] ?? ''
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return {
    service: targets[target] ?? (scope === 'scheduler' ? 'scheduler' : 's3'),
    operation: '',
    caller,
    method,
    path: cut === -1 ? url : url.slice(0, cut),
    query,
    headers,
    stream: incoming,
    body: () => readBody(incoming),
    gone: gone.signal,
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > longestBody)
      throw new AwsError('RequestEntityTooLargeException', 'The request is too long', 413)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function unexpected(thrown: unknown, service: ServiceName): AwsError {
  console.error('local aws:', thrown)
  return refusalOf('500', service) ?? new AwsError('InternalFailure', '', 500)
}

/** Writes a reply out and returns the bytes of its body; a caller who hangs up ends it quietly. */
export async function send(response: ServerResponse, { status, headers, body }: Reply): Promise<number> {
  const fixed = { 'x-amzn-requestid': randomUUID(), ...headers }
  if (body instanceof Readable) {
    response.writeHead(status, fixed)
    await pipeline(body, response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
    return Number(headers?.['content-length'] ?? 0)
  }
  const bytes = Buffer.from(body ?? '')
  response.writeHead(status, { 'content-length': bytes.length, ...fixed }).end(bytes)
  return bytes.length
}
