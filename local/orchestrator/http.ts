import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Whether it was called by a name of this machine; another one is a rebound DNS name. */
export const ownHost = ({ headers }: IncomingMessage, server: Server): boolean =>
  [`127.0.0.1:${portOf(server)}`, `localhost:${portOf(server)}`].includes(headers.host ?? '')

/** Whether a web page of another origin asks. */
export const fromElsewhere = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined && headers.origin !== `http://${headers.host}`

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
