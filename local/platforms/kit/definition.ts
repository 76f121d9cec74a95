import type { AccountBook, SimAccount } from './accounts.ts'
import type { SimClock } from './clock.ts'
import type { Consent } from './consent.ts'
import type { FileShelf } from './file-shelf.ts'
import type { PastPost } from './history.ts'
import type { LedgerPost } from './ledger.ts'
import type { Route, SimRequest, SimResponse } from './message.ts'

export interface SimApp {
  clientId: string
  clientSecret: string
}

export interface SimulatorOptions {
  port?: number
  clock?: SimClock
  /** JSON state kept across restarts. */
  stateFile?: string
  /** Where people reach it, when that isn't the address it listens on. */
  publicUrl?: string
  apps?: SimApp[]
  /** Overrides of the network's settings. */
  settings?: Record<string, unknown>
}

export type Settings = Record<string, string | number | boolean>

export interface SimulatorDefinition<State extends object, Knobs extends Settings> {
  platform: string
  /** The network's name and colour, as people know them. */
  title: string
  color: string
  accounts: SimAccount[]
  initialState(): State
  /** Knobs and their defaults, changed by `POST /_control/settings`. */
  settings: Knobs
  /** Kinds of faults only this network knows, each with a sentence. */
  faultKinds: Record<string, string>
  setup(context: SimContext<State, Knobs>): SimulatorParts
}

/** What a network is built from. Read `context.state` and `context.settings` anew each time: a reset replaces them. */
export interface SimContext<State extends object, Knobs extends Settings> {
  readonly state: State
  readonly settings: Knobs
  readonly url: string
  clock: SimClock
  apps: SimApp[]
  accounts: AccountBook
  files: FileShelf
  consent: Consent
  /** Call after every change of state: writes it to the state file soon. */
  changed(): void
}

export interface SimulatorParts {
  routes: Route[]
  /** Live posts, oldest first. */
  ledger(): LedgerPost[]
  /** Writes down posts of days gone by; what place they belong to is said where there are several. */
  remember(account: SimAccount, posts: PastPost[]): void
  /** The user removes the app: this account's tokens die. */
  revoke(account: SimAccount): void
  /** The network's own words for a path it doesn't know. */
  notFound?(request: SimRequest): SimResponse
  /** The network's own words for a request that broke its rules of form (malformed JSON or multipart). */
  malformed?(request: SimRequest): SimResponse
}

/** A request of the network's own side, as it comes in or before its answer leaves. */
export interface NetworkCrossing {
  route: string
  phase: 'before' | 'after'
}

/** Awaited on both sides of every request; a rejection cuts the connection, a Refusal is the answer instead. */
export type Interceptor = (crossing: NetworkCrossing) => Promise<void>

export interface Simulator {
  platform: string
  url: string
  clock: SimClock
  intercept(interceptor: Interceptor | undefined): void
  ledger(): LedgerPost[]
  reset(): void
  close(): Promise<void>
}
