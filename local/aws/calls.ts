import type { Capacity, ServiceName } from './service.ts'

export interface Call {
  service: ServiceName
  operation: string
  /** Access key id (give a process its own, any will do), or `lambda` and `scheduler` for what AWS itself does. */
  caller: string
  at: number
  status: number
  /** The exception's name, or `dropped` when the answer was withheld, or `hung up` when nobody waited for it. */
  error?: string
  capacity?: Capacity
  bytesIn: number
  bytesOut: number
}

export interface Calls {
  /** The newest 20,000, oldest first. */
  readonly entries: readonly Call[]
  add(call: Call): void
  reset(): void
}

const kept = 20_000

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
