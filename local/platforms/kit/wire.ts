import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyReaders, type SimRequest, type SimResponse } from './message.ts'

const largestBody = 64 * 1024 * 1024

/** Reads a request to its end, unless the client leaves before or sends too much. */
export async function readRequest(
  message: IncomingMessage,
  base: string,
  receivedAt: number,
): Promise<SimRequest | 'gone' | 'too large'> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestBody) return 'too large'
      chunks.push(chunk)
    }
  } catch (error) {
    if (message.destroyed) return 'gone'
    throw error
  }
  const raw = Buffer.concat(chunks)
  const url = new URL(message.url ?? '/', `http://${message.headers.host ?? new URL(base).host}`)
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  return {
    method: message.method ?? 'GET',
    url,
    path: url.pathname,
    params: {},
    headers,
    raw,
    receivedAt,
    fault: () => undefined,
    ...bodyReaders(raw, headers['content-type'] ?? ''),
  }
}

/** Sends an answer, unless the client has gone or was answered. */
export function send(response: ServerResponse, answer: SimResponse): void {
  if (response.destroyed || response.headersSent) return
  const [type, bytes] = encoded(answer.body)
  response.writeHead(answer.status, {
    ...(type && { 'content-type': type }),
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  })
  response.end(bytes)
}

function encoded(body: unknown): [type: string | undefined, bytes: Buffer] {
  if (body === undefined) return [undefined, Buffer.alloc(0)]
  if (Buffer.isBuffer(body)) return ['application/octet-stream', body]
  if (typeof body === 'string') return ['text/html; charset=utf-8', Buffer.from(body)]
  return ['application/json; charset=utf-8', Buffer.from(JSON.stringify(body))]
}

/** Only the addresses this simulator goes by; anything else may be a rebound name. */
export function ownHost(host: string | undefined, publicUrl: string, listening: string): boolean {
  const port = new URL(listening).port
  return [`127.0.0.1:${port}`, `localhost:${port}`, new URL(publicUrl).host].includes(host ?? '')
}
