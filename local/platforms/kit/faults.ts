/** One armed misbehaviour; what else its kind needs stands beside the named keys. */
export interface Fault {
  id: number
  route: string
  kind: string
  times: number
  fired: number
  /** Fires only for requests whose query or body contains this. */
  match?: string
  [detail: string]: unknown
}

/** What every simulator can do, and what each kind means. */
export const genericKinds = {
  status: 'answers `status`, `body`, `headers` without acting',
  drop_before: 'cuts the connection without acting',
  drop_after: 'acts, then cuts the connection',
  status_after: 'acts, then answers `status` (503), `body`, `headers`',
  delay: 'waits `ms`, then acts, even when the client has gone',
  delay_after: 'acts, answers after `ms`',
  hang: 'never answers, never acts',
} as const

export type GenericKind = keyof typeof genericKinds

export interface FaultBox {
  arm(fault: Record<string, unknown>): Fault
  take(route: string, content: string, kinds: readonly string[]): Fault | undefined
  list(): Fault[]
  clear(): void
}

/** Keeps the armed faults; `arm` throws an Error in words when route or kind is unknown. */
export function createFaultBox(routes: readonly string[], platformKinds: Record<string, string>): FaultBox {
  const kinds: Record<string, string> = { ...genericKinds, ...platformKinds }
  let armed: Fault[] = []
  let nextId = 1
  return {
    arm(fault) {
      const { route = '*', kind, times = 1, match } = fault
      if (typeof kind !== 'string' || !(kind in kinds)) {
        throw new Error(`unknown kind; there are: ${Object.keys(kinds).join(', ')}`)
      }
      if (typeof route !== 'string' || (route !== '*' && !routes.includes(route))) {
        throw new Error(`unknown route; there are: *, ${[...new Set(routes)].join(', ')}`)
      }
      if (typeof times !== 'number' || times < 1) throw new Error('times is a number from 1')
      if (match !== undefined && typeof match !== 'string') throw new Error('match is a string')
      const entry: Fault = { ...fault, id: nextId++, route, kind, times, match, fired: 0 }
      armed.push(entry)
      return entry
    },
    take(route, content, wanted) {
      const found = armed.find(
        (fault) =>
          fault.fired < fault.times &&
          (fault.route === '*' || fault.route === route) &&
          wanted.includes(fault.kind) &&
          (fault.match === undefined || content.includes(fault.match)),
      )
      if (found) found.fired += 1
      return found
    },
    list: () => armed,
    clear() {
      armed = []
    },
  }
}
