import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../listen.ts'
import { type Behaviour, change, wellBehaved } from './behaviour.ts'
import { fromElsewhere, ownHost, readBody, sendJson } from './http.ts'
import { startImageService } from './image-service.ts'
import { isSigned } from './sign.ts'
import { type Order, type Workshop, work } from './work.ts'

export interface OrchestratorOptions {
  port?: number
  /** What signs to it, and what it signs back with. */
  secrets: { webhook: string; callback: string }
  /** An image endpoint in OpenAI's form; one that draws by itself when absent. */
  imageApi?: { url: string; key: string | undefined; model: string | undefined }
  now?: () => number
}

export interface Orchestrator {
  /** For `GENERATION_WEBHOOK_URL`. */
  webhookUrl: string
  url: string
  /** Where it shows pictures that are handed over by a link. */
  pictures: string
  /** What it was asked to make, in the order of arrival. */
  orders: readonly Order[]
  /** Statuses of its callbacks, in the order they were answered. */
  callbacks: readonly number[]
  behave(input: Partial<Behaviour>): void
  /** Orders in hand. */
  readonly busy: number
  close(): Promise<void>
}

/** A small orchestrator behind the webhook, as n8n or another one would stand there. */
export async function startOrchestrator(options: OrchestratorOptions): Promise<Orchestrator> {
  const { now = Date.now, secrets } = options
  const behaviour: Behaviour = { ...wellBehaved }
  const orders: Order[] = []
  const callbacks: number[] = []
  const pictures = new Map<string, Buffer>()
  let busy = 0
  const service = options.imageApi ? undefined : await startImageService()
  let url = ''
  const shop: Workshop = {
    behaviour,
    secret: secrets.callback,
    imageApi: options.imageApi ?? { url: service!.url, key: undefined, model: undefined },
    show(name, bytes) {
      pictures.set(name, bytes)
      return `${url}/pictures/${name}`
    },
    now,
  }

  async function take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message)
    const signed = { method: 'POST', path: message.url ?? '', body }
    const seconds = message.headers['creativeflow-timestamp'] as string | undefined
    const signature = message.headers['creativeflow-signature'] as string | undefined
    if (!isSigned(secrets.webhook, { ...signed, seconds, signature }, now()))
      return sendJson(response, 401, { error: 'not signed by CreativeFlow' })
    if (behaviour.refusals > 0) {
      behaviour.refusals -= 1
      return sendJson(response, behaviour.refuse_with, { error: 'as it was told to' })
    }
    const order = JSON.parse(body.toString()) as Order
    const isKnown = orders.some(({ id }) => id === order.id)
    orders.push(order)
    sendJson(response, 202, { id: order.id })
    // A request that comes again is in hand already.
    if (isKnown) return
    busy += 1
    await work(shop, order)
      .then((statuses) => callbacks.push(...statuses))
      .catch((error) => {
        if (server.listening) console.error('orchestrator:', String(error))
      })
      .finally(() => {
        busy -= 1
      })
  }

  async function control(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const command = `${message.method} ${message.url}`
    if (command === 'GET /_control/orders') return sendJson(response, 200, orders)
    if (command === 'GET /_control/callbacks') return sendJson(response, 200, callbacks)
    if (command === 'GET /_control/behaviour') return sendJson(response, 200, behaviour)
    if (command !== 'POST /_control/behaviour')
      return sendJson(response, 404, { error: 'there are: orders, callbacks, behaviour' })
    try {
      sendJson(response, 200, change(behaviour, JSON.parse((await readBody(message)).toString())))
    } catch (error) {
      sendJson(response, 400, { error: (error as Error).message })
    }
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url ?? '/'
    if (!ownHost(message, server)) return sendJson(response, 421, { error: 'foreign host' })
    if (message.method === 'POST' && path === '/webhook') return take(message, response)
    const picture = path.startsWith('/pictures/') ? pictures.get(path.slice('/pictures/'.length)) : undefined
    if (picture) return void response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
    if (path.startsWith('/_control/') && !fromElsewhere(message)) return control(message, response)
    sendJson(response, 404, { error: 'POST /webhook' })
  }

  const server = createServer((message, response) => {
    // Whoever hangs up half-way is no reason to stop.
    serve(message, response).catch(() => response.destroy())
  })
  const { origin, close } = await listen(server, options.port ?? 0)
  url = origin
  return {
    url,
    webhookUrl: `${url}/webhook`,
    pictures: `${url}/pictures/`,
    orders,
    callbacks,
    behave: (input) => void change(behaviour, input),
    get busy() {
      return busy
    },
    async close() {
      await close()
      await service?.close()
    },
  }
}
