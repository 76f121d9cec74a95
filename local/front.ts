import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isLoopbackHost } from './browser-guard.ts'
import { listen } from './listen.ts'

type Handle = (message: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Front {
  origin: string
  port: number
  /** Until then, requests wait. */
  serve(sides: { api: Handle; local: Handle; publicHost?: string }): void
  close(): Promise<void>
}

/** Takes the port on 127.0.0.1 and shares it between the API and `/_local`. */
export async function openFront(port: number): Promise<Front> {
  let open: (handle: Handle) => void = () => undefined
  const opened = new Promise<Handle>((resolve) => {
    open = resolve
  })
  const server = createServer((message, response) => {
    opened
      .then((handle) => handle(message, response))
      .catch((error: NodeJS.ErrnoException) => {
        // A caller who hangs up half-way is no error of ours.
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET')
          console.error('local:', error)
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end()
      })
  })
  const { port: taken, origin, close } = await listen(server, port)
  return {
    port: taken,
    origin,
    serve({ api, local, publicHost }) {
      open(async (message, response) => {
        const path = message.url ?? '/'
        const isLocal = /^\/_local(\/|\?|$)/.test(path)
        const known =
          isLoopbackHost(message.headers.host, taken) ||
          // A tunnel brings the networks' callbacks and fetches, and nothing else of ours.
          (message.headers.host === publicHost && (!isLocal || path.startsWith('/_local/assets/')))
        if (!known) return void response.writeHead(421).end('This is 127.0.0.1 only\n')
        await (isLocal ? local : api)(message, response)
      })
    },
    close,
  }
}
