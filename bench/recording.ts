import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ask } from './ask.ts'

/** An outside call as it went over the wire, and when. */
export interface RecordedCall {
  of: 'aws' | 'network'
  method: string
  path: string
  headers: Record<string, string>
  body: string
  answer: string
  from: number
  to: number
}

export interface Recorder {
  url: string
  close(): void
}

/** Stands before a server and keeps what passes. @param answers says what it answers by itself, undefined = ask the server */
export async function recordBefore(
  target: string,
  {
    of,
    into,
    answers,
  }: { of: RecordedCall['of']; into: RecordedCall[]; answers?: (call: string) => object | undefined },
): Promise<Recorder> {
  const server = createServer(async (request, response) => {
    const from = performance.now()
    const body = await read(request)
    const { method = 'GET', url = '/' } = request
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    )
    const own = answers?.(`${method} ${url.split('?')[0]}`)
    const told = own
      ? { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify(own) }
      : await ask(target + url, { method, headers: { ...headers, host: new URL(target).host }, body })
    const { 'transfer-encoding': _, connection: __, ...kept } = told.headers as Record<string, string>
    response
      .writeHead(told.status, { ...kept, 'content-length': Buffer.byteLength(told.text) })
      .end(told.text)
    into.push({
      of,
      method,
      path: url,
      headers,
      body: body.toString(),
      answer: told.text,
      from,
      to: performance.now(),
    })
  })
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => closeAll(server),
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function closeAll(server: Server): void {
  server.close()
  server.closeAllConnections()
}

/** Calls that were under way together stand together. */
export function inOrder(calls: readonly RecordedCall[]): RecordedCall[][] {
  const groups: RecordedCall[][] = []
  for (const call of calls.toSorted((a, b) => a.from - b.from)) {
    const last = groups.at(-1)
    if (last && call.from < Math.min(...last.map(({ to }) => to))) last.push(call)
    else groups.push([call])
  }
  return groups
}
