import type { Server } from 'node:http'
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net'

/** Where a server listens. */
export interface Listening {
  port: number
  origin: string
  /** Ends its connections as well. */
  close(): Promise<void>
}

const listeners = 16

/**
 * Has a server listen on this machine alone, on any free port when it is 0.
 *
 * A listener takes one connection each time round the event loop: of hundreds that come within a second, a busy
 * process leaves the last ones waiting for seconds, as no network and no AWS does. So there are several, where the
 * system shares a port among them and it is surely nobody else's: on Linux, when it was free to choose.
 */
export async function listen(server: Server, port: number): Promise<Listening> {
  // Clients keep connections; one that is closed as it is taken up again would look like a lost answer.
  server.keepAliveTimeout = 120_000
  const reusePort = port === 0 && process.platform === 'linux'
  await begin(server, { port, reusePort })
  const taken = (server.address() as AddressInfo).port
  const more = Array.from({ length: reusePort ? listeners - 1 : 0 }, () =>
    createServer((socket) => server.emit('connection', socket)),
  )
  for (const each of more) await begin(each, { port: taken, reusePort })
  return {
    port: taken,
    origin: `http://127.0.0.1:${taken}`,
    async close() {
      const closed = [server, ...more].map((each) => new Promise((resolve) => each.close(resolve)))
      server.closeAllConnections()
      await Promise.all(closed)
    },
  }
}

const begin = (server: NetServer, at: { port: number; reusePort: boolean }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ ...at, host: '127.0.0.1' }, () => {
      server.off('error', reject)
      resolve()
    })
  })
