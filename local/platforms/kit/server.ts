import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../../listen.ts'
import { accountBook, type SimAccount } from './accounts.ts'
import { createClock } from './clock.ts'
import { createConsent } from './consent.ts'
import { type Controlled, changeSettings, control } from './control.ts'
import type {
  Interceptor,
  Settings,
  SimContext,
  Simulator,
  SimulatorDefinition,
  SimulatorOptions,
} from './definition.ts'
import { createFaultBox } from './faults.ts'
import { fileShelf } from './file-shelf.ts'
import { createNetwork, cut } from './network.ts'
import { peoplePages } from './people.ts'
import { requestLog } from './request-log.ts'
import { stateFile } from './state-file.ts'
import { ownHost, readRequest, send } from './wire.ts'

export type { SimAccount } from './accounts.ts'
export type { SimClock } from './clock.ts'
export type {
  Interceptor,
  NetworkCrossing,
  Settings,
  SimContext,
  Simulator,
  SimulatorDefinition,
  SimulatorOptions,
  SimulatorParts,
} from './definition.ts'
export type { PastPost } from './history.ts'
export type { LedgerMedia, LedgerPost } from './ledger.ts'
export { Refusal, type Route, type SimRequest, type SimResponse } from './message.ts'

interface Kept<State> {
  accounts: SimAccount[]
  state: State
}

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
  let interceptor: Interceptor | undefined
  const network = createNetwork({ parts, faults, log, clock, intercept: () => interceptor })

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
    remember(account, posts) {
      parts.remember(account, posts)
      changed()
    },
    revoke(account) {
      parts.revoke(account)
      changed()
    },
  }

  const people = peoplePages({ brand: definition, accounts, files, ledger: parts.ledger })

  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const receivedAt = clock.now()
    if (!ownHost(message.headers.host, url, listening))
      return send(response, { status: 421, body: { error: 'foreign host' } })
    const request = await readRequest(message, url, receivedAt)
    if (request === 'gone') return
    if (request === 'too large') return send(response, { status: 413, body: { error: 'too large' } })
    if (request.path.startsWith('/_control/')) return send(response, control(controlled, request))
    const shown = people.fixed(request)
    if (shown) return send(response, shown)
    const answer = await network(request, () => people.permalink(request))
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
  const { origin, close } = await listen(server, options.port ?? 0)
  listening = origin
  url = options.publicUrl?.replace(/\/$/, '') ?? listening

  return {
    platform: definition.platform,
    url: listening,
    clock,
    reset,
    intercept(next) {
      interceptor = next
    },
    ledger: parts.ledger,
    async close() {
      await close()
      file.close()
    },
  }
}
