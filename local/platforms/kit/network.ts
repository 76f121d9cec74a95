import type { SimClock } from './clock.ts'
import type { Interceptor, NetworkCrossing, SimulatorParts } from './definition.ts'
import { type Fault, type FaultBox, type GenericKind, genericKinds } from './faults.ts'
import { pathMatcher, Refusal, type Route, type SimRequest, type SimResponse } from './message.ts'
import type { LoggedRequest, RequestLog } from './request-log.ts'

/** The connection is to be cut without an answer. */
export const cut = Symbol('cut the connection')
export type Outcome = SimResponse | typeof cut | undefined

interface NetworkInput {
  parts: SimulatorParts
  faults: FaultBox
  log: RequestLog
  clock: SimClock
  intercept(): Interceptor | undefined
}

/** The network's own side: routes, with the armed faults played on them. `undefined` = never answer. */
export function createNetwork(input: NetworkInput) {
  const { parts, faults, log, clock } = input
  const table = parts.routes.map((route) => ({ route, match: pathMatcher(route.path) }))

  return async (request: SimRequest, elsewhere: () => SimResponse | undefined): Promise<Outcome> => {
    const found = find(table, request)
    if (!found) return elsewhere() ?? unknownPath(parts, request)
    const { route, params } = found
    const content = `${request.url.search}\n${request.raw.toString('latin1')}\n${request.raw.toString('utf8')}`
    const complete: SimRequest = {
      ...request,
      params,
      fault: (kind) => faults.take(route.name, content, [kind]),
    }
    const entry = log.add({
      at: new Date(request.receivedAt).toISOString(),
      method: request.method,
      route: route.name,
      path: request.path,
      status: 0,
      acted: false,
    })
    const act = () => {
      entry.acted = true
      return answerOf(parts, route, complete)
    }
    const cross = (phase: NetworkCrossing['phase']) =>
      crossing(input.intercept(), { route: route.name, phase })
    const refused = await cross('before')
    if (refused) return logged(entry, refused)
    const fault = faults.take(route.name, content, Object.keys(genericKinds))
    const outcome = fault ? await play(fault, act, clock) : await act()
    return logged(
      entry,
      (await cross('after')) ?? (typeof outcome === 'object' && outcome.cut ? cut : outcome),
    )
  }
}

/** What an interceptor's rejection asks for: the answer it brings, or a cut connection. */
async function crossing(intercept: Interceptor | undefined, at: NetworkCrossing): Promise<Outcome> {
  try {
    await intercept?.(at)
    return undefined
  } catch (error) {
    return error instanceof Refusal ? error.response : cut
  }
}

function find(table: { route: Route; match: ReturnType<typeof pathMatcher> }[], request: SimRequest) {
  for (const { route, match } of table) {
    if (route.method !== request.method) continue
    const params = match(request.path)
    if (params) return { route, params }
  }
  return undefined
}

function unknownPath(parts: SimulatorParts, request: SimRequest): SimResponse {
  return parts.notFound?.(request) ?? { status: 404, body: { error: 'not found' } }
}

async function answerOf(parts: SimulatorParts, route: Route, request: SimRequest): Promise<SimResponse> {
  const wellFormed: SimRequest = {
    ...request,
    json: () => formChecked(() => request.json(), parts, request),
    multipart: () => request.multipart().catch((error: unknown) => formRefused(error, parts, request)),
  }
  try {
    return await route.run(wellFormed)
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}

function formChecked(read: () => unknown, parts: SimulatorParts, request: SimRequest): unknown {
  try {
    return read()
  } catch (error) {
    return formRefused(error, parts, request)
  }
}

function formRefused(error: unknown, parts: SimulatorParts, request: SimRequest): never {
  throw error instanceof Refusal && parts.malformed ? new Refusal(parts.malformed(request)) : error
}

async function play(fault: Fault, act: () => Promise<SimResponse>, clock: SimClock): Promise<Outcome> {
  const plays: Record<GenericKind, () => Promise<Outcome>> = {
    status: async () => scripted(fault, 500),
    drop_before: async () => cut,
    drop_after: async () => {
      await act()
      return cut
    },
    status_after: async () => {
      await act()
      return scripted(fault, 503)
    },
    delay: async () => {
      await wait(clock, fault)
      return act()
    },
    delay_after: async () => {
      const answer = await act()
      await wait(clock, fault)
      return answer
    },
    hang: async () => undefined,
  }
  return plays[fault.kind as GenericKind]()
}

function scripted(fault: Fault, status: number): SimResponse {
  return {
    status: typeof fault.status === 'number' ? fault.status : status,
    headers: fault.headers as Record<string, string> | undefined,
    body: fault.body,
  }
}

function wait(clock: SimClock, fault: Fault): Promise<void> {
  const ms = typeof fault.ms === 'number' ? fault.ms : 1000
  return new Promise((resolve) => void clock.at(clock.now() + ms, resolve))
}

function logged(entry: LoggedRequest, outcome: Outcome): Outcome {
  entry.status = typeof outcome === 'object' ? outcome.status : 0
  return outcome
}
