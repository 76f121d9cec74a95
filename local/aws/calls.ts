import type { Capacity, ServiceName } from './service.ts'

export interface Call {
  service: ServiceName
  operation: string
  /** Access key id, or `lambda` and `scheduler` for what AWS itself asks on our behalf. */
  caller: string
  at: number
  status: number
  /** The exception's name when it was refused, `dropped` when a fault cut the connection. */
  error?: string
  capacity?: Capacity
  bytesIn: number
  bytesOut: number
}

export interface Calls {
  /** The newest 50,000, oldest first. */
  readonly entries: readonly Call[]
  add(call: Call): void
  reset(): void
}

const kept = 50_000

export function createCalls(): Calls {
  let entries: Call[] = []
  return {
    get entries() {
      return entries
    },
    add(call) {
      entries.push(call)
      if (entries.length > kept * 1.2) entries = entries.slice(-kept)
    },
    reset() {
      entries = []
    },
  }
}
