import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { accountBook, avatarSvg, type SimAccount } from './accounts.ts'
import { createClock } from './clock.ts'
import { createConsent } from './consent.ts'
import { type Controlled, changeSettings, control } from './control.ts'
import type { Settings, SimContext, Simulator, SimulatorDefinition, SimulatorOptions } from './definition.ts'
import { createFaultBox } from './faults.ts'
import { fileShelf } from './file-shelf.ts'
import { bodyReaders, type SimRequest, type SimResponse } from './message.ts'
import { createNetwork, cut } from './network.ts'
import { feedPage, permalinkPage, stylesheet } from './pages.ts'
import { requestLog } from './request-log.ts'
import { stateFile } from './state-file.ts'

export type { SimAccount } from './accounts.ts'
export type { SimClock } from './clock.ts'
export type {
  Settings,
  SimContext,
  Simulator,
  SimulatorDefinition,
  SimulatorOptions,
  SimulatorParts,
} from './definition.ts'
export type { LedgerMedia, LedgerPost } from './ledger.ts'
export { Refusal, type Route, type SimRequest, type SimResponse } from './message.ts'

interface Kept<State> {
  accounts: SimAccount[]
  state: State
}

const largestBody = 64 * 1024 * 1024

/** Starts a simulated network on 127.0.0.1: its API, its control side, and its pages for people. */
export async function startSimulator<State extends object, Knobs extends Settings>(
  definition: SimulatorDefinition<State, Knobs>,
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const clock = options.clock ?? createClock()
  const file = stateFile<Kept<State>>(options.stateFile)
  const fresh = (): Kept<State> => ({
    accounts: structuredClone(definition.accounts),
    state: definition.initialState(),
  })
  const freshSettings = () =>
    ({ ...changeSettings({ ...definition.settings }, options.settings ?? {}) }) as Knobs
  let kept = file.read() ?? fresh()
  let settings = freshSettings()
  let url = ''
  const changed = () => file.soon(() => kept)
  const accounts = accountBook(
    () => kept.accounts,
    () => url,
  )
  const consent = createConsent(definition, accounts)
  const files = fileShelf()
  const log = requestLog()
  const context: SimContext<State, Knobs> = {
    get state() {
      return kept.state
    },
    get settings() {
      return settings
    },
    get url() {
      return url
    },
    clock,
    accounts,
    files,
    consent,
    changed,
    apps: options.apps ?? [
      {
        clientId: `local-${definition.platform}-client`,
        clientSecret: `local-${definition.platform}-secret`,
      },
    ],
  }
  const parts = definition.setup(context)
  const faults = createFaultBox(
    parts.routes.map((route) => route.name),
    definition.faultKinds,
  )
  const network = createNetwork({ parts, faults, log, clock, kinds: Object.keys(definition.faultKinds) })

  const reset = () => {
    kept = fresh()
    settings = freshSettings()
    files.clear()
    faults.clear()
    log.clear()
    consent.set({ auto: false })
    changed()
  }
  const controlled: Controlled = {
    clock,
    faults,
    consent,
    log,
    reset,
    settings: () => settings,
    ledger: parts.ledger,
    accounts: () => kept.accounts,
    addAccount(account) {
      kept.accounts.push(account)
      changed()
    },
    revoke(account) {
      parts.revoke(account)
      changed()
    },
  }

  const page = (request: SimRequest): SimResponse | undefined => {
    if (request.method !== 'GET') return undefined
    const has = (name: string) => files.get(name) !== undefined
    if (request.path === '/') return { status: 200, body: feedPage(definition, parts.ledger(), has) }
    if (request.path === '/_style.css')
      return { status: 200, headers: { 'content-type': 'text/css' }, body: stylesheet }
    const avatar = /^\/_avatar\/([\w.]+)\.svg$/.exec(request.path)
    const owner = avatar && accounts.byUsername(avatar[1]!)
    if (owner) return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: avatarSvg(owner) }
    const shelved = request.path.startsWith('/_media/')
      ? files.get(decodeURIComponent(request.path.slice('/_media/'.length)))
      : undefined
    if (shelved) return { status: 200, headers: { 'content-type': shelved.mime }, body: shelved.bytes }
    return undefined
  }
  const permalink = (request: SimRequest): SimResponse | undefined => {
    if (request.method !== 'GET') return undefined
    const bare = (path: string) => path.replace(/\/$/, '')
    const post = parts.ledger().find((one) => bare(new URL(one.url).pathname) === bare(request.path))
    return (
      post && { status: 200, body: permalinkPage(definition, post, (name) => files.get(name) !== undefined) }
    )
  }

  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const receivedAt = clock.now()
    if (!ownHost(message.headers.host, url, listening))
      return send(response, { status: 421, body: { error: 'foreign host' } })
    const request = await readRequest(message, url, receivedAt)
    if (!request) return send(response, { status: 413, body: { error: 'too large' } })
    if (request.path.startsWith('/_control/')) return send(response, control(controlled, request))
    const shown = page(request)
    if (shown) return send(response, shown)
    const answer = await network(request, () => permalink(request))
    if (answer === cut) return response.destroy()
    if (answer) send(response, answer)
  }

  let listening = ''
  const server = createServer((message, response) => {
    handle(message, response).catch((error) => {
      console.error(`${definition.platform} simulator:`, error)
      send(response, { status: 500, body: { error: 'the simulator itself failed; see its output' } })
    })
  })
  // Clients keep connections for a while; an early close by us would look like a network fault.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  listening = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  url = options.publicUrl?.replace(/\/$/, '') ?? listening

  return {
    platform: definition.platform,
    url: listening,
    clock,
    reset,
    ledger: parts.ledger,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      file.flush()
    },
  }
}

function ownHost(host: string | undefined, publicUrl: string, listening: string): boolean {
  const port = new URL(listening).port
  return [`127.0.0.1:${port}`, `localhost:${port}`, new URL(publicUrl).host].includes(host ?? '')
}

async function readRequest(
  message: IncomingMessage,
  base: string,
  receivedAt: number,
): Promise<SimRequest | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
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

function send(response: ServerResponse, answer: SimResponse): void {
  if (response.destroyed || response.headersSent) return
  const { body } = answer
  const isText = typeof body === 'string'
  const bytes = Buffer.isBuffer(body) || isText ? body : body === undefined ? '' : JSON.stringify(body)
  const type = isText
    ? 'text/html; charset=utf-8'
    : Buffer.isBuffer(body)
      ? 'application/octet-stream'
      : 'application/json; charset=utf-8'
  response.writeHead(answer.status, {
    'content-type': type,
    'content-length': String(Buffer.byteLength(bytes)),
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  })
  response.end(bytes)
}
