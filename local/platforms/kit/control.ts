import { newAccount, type SimAccount } from './accounts.ts'
import type { SimClock } from './clock.ts'
import type { Consent } from './consent.ts'
import type { Settings } from './definition.ts'
import type { FaultBox } from './faults.ts'
import { type PastPost, readHistory } from './history.ts'
import type { LedgerPost } from './ledger.ts'
import { crossSite, type SimRequest, type SimResponse } from './message.ts'
import type { RequestLog } from './request-log.ts'

/** What the control side of a simulator reaches. */
export interface Controlled {
  clock: SimClock
  faults: FaultBox
  consent: Consent
  log: RequestLog
  settings(): Settings
  ledger(): LedgerPost[]
  accounts(): SimAccount[]
  addAccount(account: SimAccount): void
  remember(account: SimAccount, posts: PastPost[]): void
  revoke(account: SimAccount): void
  reset(): void
}

type Input = Record<string, unknown>
type Command = (simulator: Controlled, input: Input) => unknown

const commands: Record<string, Command> = {
  'GET ledger': (simulator) => simulator.ledger(),
  'GET requests': (simulator) => simulator.log.entries(),
  'GET faults': (simulator) => simulator.faults.list(),
  'POST faults': (simulator, input) => simulator.faults.arm(input),
  'DELETE faults': (simulator) => done(simulator.faults.clear),
  'GET settings': (simulator) => simulator.settings(),
  'POST settings': (simulator, input) => changeSettings(simulator.settings(), input),
  'GET consent': (simulator) => simulator.consent.mode(),
  'POST consent': setConsent,
  'GET clock': (simulator) => ({ now: simulator.clock.now() }),
  'POST clock': moveClock,
  'GET accounts': (simulator) => simulator.accounts(),
  'POST accounts': (simulator, input) => {
    const account = newAccount(input, simulator.accounts())
    simulator.addAccount(account)
    return account
  },
  'POST history': (simulator, input) =>
    done(() =>
      simulator.remember(
        accountNamed(simulator, input.account),
        readHistory(input.posts, simulator.clock.now()),
      ),
    ),
  'POST revoke': (simulator, input) => done(() => simulator.revoke(accountNamed(simulator, input.account))),
  'POST reset': (simulator) => done(simulator.reset),
}

/** Answers `/_control/…`; what can't be done is a 400 in words. */
export function control(simulator: Controlled, request: SimRequest): SimResponse {
  if (crossSite(request)) return { status: 403, body: { error: 'not from another site' } }
  const command = commands[`${request.method} ${request.path.slice('/_control/'.length)}`]
  if (!command) return { status: 404, body: { error: `there are: ${Object.keys(commands).join(', ')}` } }
  try {
    return { status: 200, body: command(simulator, inputOf(request)) }
  } catch (error) {
    return { status: 400, body: { error: (error as Error).message } }
  }
}

function done(run: () => void): { done: true } {
  run()
  return { done: true }
}

function inputOf(request: SimRequest): Input {
  if (request.raw.length === 0) return {}
  const input: unknown = JSON.parse(request.raw.toString('utf8'))
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Error('send a JSON object')
  return input as Input
}

function accountNamed(simulator: Controlled, name: unknown): SimAccount {
  const account = simulator.accounts().find((one) => one.username === name || one.id === name)
  if (!account) throw new Error('unknown account')
  return account
}

function setConsent(simulator: Controlled, input: Input): unknown {
  if (typeof input.auto !== 'boolean') throw new Error('auto is true or false')
  const account = input.account === undefined ? undefined : accountNamed(simulator, input.account).username
  const scopes = Array.isArray(input.scopes) ? input.scopes.map(String) : undefined
  simulator.consent.set({ auto: input.auto, account, deny: input.deny === true, scopes })
  return simulator.consent.mode()
}

function moveClock(simulator: Controlled, input: Input): unknown {
  const ms = input.advance_ms
  // Ids are made of the time: half a millisecond would break them.
  if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0)
    throw new Error('advance_ms is a whole number from 0')
  simulator.clock.advance(ms)
  return { now: simulator.clock.now() }
}

/** Changes knobs in place; refuses names and types that aren't there. */
export function changeSettings(settings: Settings, input: Input): Settings {
  for (const [name, value] of Object.entries(input)) {
    if (!(name in settings))
      throw new Error(`unknown setting; there are: ${Object.keys(settings).join(', ')}`)
    if (typeof value !== typeof settings[name]) throw new Error(`${name} is a ${typeof settings[name]}`)
  }
  return Object.assign(settings, input)
}
