import type { Log } from '../domain/log.ts'
import type { Events } from '../messaging/events.ts'
import type { Queues } from '../messaging/queues.ts'
import type { Envelopes } from '../security/envelope.ts'
import type { Table } from '../storage/table.ts'

/** What looking after endpoints takes. */
export interface EndpointServices {
  table: Table
  envelopes: Envelopes
  log: Log
  now(): number
  /** URL folders of this machine that may be asked; undefined wherever it is deployed. */
  fetchExceptions: { origins: readonly string[] } | undefined
}

/** What putting webhooks on their way takes. */
export interface DispatchServices {
  table: Table
  queues: Queues
  log: Log
  now(): number
}

/** What sending them takes. */
export interface DeliveryServices extends EndpointServices, DispatchServices {
  events: Events
}
