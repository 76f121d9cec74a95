import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { Events } from '../messaging/events.ts'
import type { Network } from '../platforms/request.ts'
import type { Envelopes } from '../security/envelope.ts'
import type { Table } from '../storage/table.ts'

/** Clients of the networks, with their app's credentials. */
export interface NetworkClients {
  /** @throws AppError `platform_not_configured` */
  get(platform: Platform): Promise<Network>
}

/** What handling a connection's tokens takes. */
export interface TokenServices {
  table: Table
  envelopes: Envelopes
  networks: NetworkClients
  events: Events
  log: Log
  now(): number
}
