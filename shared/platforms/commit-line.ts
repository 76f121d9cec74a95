import http from 'node:http'
import net from 'node:net'
import tls from 'node:tls'
import { type Answer, answerOf, type CommitRequest } from './request.ts'

/** How the one request ended. `not_sent` is certain: no byte of it left. */
export type Ending =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'not_sent'; cause: unknown }
  | { kind: 'no_answer'; cause: unknown }

/** An open connection that carries exactly one commit request. */
export interface CommitLine {
  isOpen(): boolean
  /** Sends once, over HTTP/1.1, following nothing and repeating nothing; at `deadlineMs` it is aborted and awaited. */
  send(request: CommitRequest, deadlineMs: number): Promise<Ending>
  close(): void
}

const connectTimeoutMs = 5_000
const maxAnswerBytes = 1_000_000

/**
 * Opens the connection ahead of the arming write, so that neither DNS nor TLS stands between arm and send.
 * @throws when the network can't be reached: nothing was sent
 */
export async function openCommitLine(url: string): Promise<CommitLine> {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'https:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const socket = secure
    ? tls.connect({ host, port: Number(port || 443), servername: host, ALPNProtocols: ['http/1.1'] })
    : net.connect({ host, port: Number(port || 80) })
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => socket.destroy(new Error('connect timed out')), connectTimeoutMs)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(late)
      socket.off('error', reject)
      resolve()
    })
    socket.once('error', (error) => {
      clearTimeout(late)
      reject(error)
    })
  })
  socket.setNoDelay(true)
  const broken = { cause: undefined as unknown }
  const note = (error: unknown) => {
    broken.cause = error
  }
  socket.on('error', note)
  const isOpen = () => !socket.destroyed && socket.readyState === 'open'
  return {
    isOpen,
    close: () => socket.destroy(),
    send: (request, deadlineMs) =>
      isOpen()
        ? sendOnce(socket, request, deadlineMs)
        : Promise.resolve({ kind: 'not_sent', cause: broken.cause ?? new Error('connection closed') }),
  }
}

function sendOnce(socket: net.Socket, request: CommitRequest, deadlineMs: number): Promise<Ending> {
  const url = new URL(request.url)
  const body = Buffer.from(request.body as string)
  return new Promise((resolve) => {
    let ending: Ending | undefined
    const outgoing = http.request({
      method: request.method,
      host: url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: { host: url.host, ...request.headers, 'content-length': body.byteLength, connection: 'close' },
      createConnection: () => socket,
    })
    const abort = setTimeout(() => outgoing.destroy(new Error('commit timed out')), deadlineMs)
    outgoing.on('error', (cause) => {
      ending ??= { kind: 'no_answer', cause }
    })
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.byteLength
        if (size > maxAnswerBytes) incoming.destroy(new Error('answer too large'))
        else chunks.push(chunk)
      })
      incoming.on('error', (cause) => {
        ending ??= { kind: 'no_answer', cause }
      })
      incoming.on('end', () => {
        const headers = new Headers()
        for (const [name, values] of Object.entries(incoming.headersDistinct))
          headers.set(name, (values ?? []).join(', '))
        ending ??= {
          kind: 'answer',
          answer: answerOf(incoming.statusCode ?? 0, headers, Buffer.concat(chunks).toString('utf8')),
        }
      })
    })
    // `close` comes last in every case: no request is left in flight when this settles.
    outgoing.on('close', () => {
      clearTimeout(abort)
      socket.destroy()
      resolve(ending ?? { kind: 'no_answer', cause: new Error('connection closed without an answer') })
    })
    outgoing.end(body)
  })
}
