import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { Events } from '../messaging/events.ts'
import type { Queues } from '../messaging/queues.ts'
import type { Network } from '../platforms/request.ts'
import type { AcceptingServices } from '../publishing/services.ts'
import type { Envelopes } from '../security/envelope.ts'
import type { Table } from '../storage/table.ts'

/** Clients of the networks, with their app's credentials. */
export interface NetworkClients {
  /** @param budgetMs within which all its calls end @throws AppError `platform_not_configured` */
  get(platform: Platform, budgetMs?: number): Promise<Network>
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

/** Which networks are switched on, and where browsers may be sent. */
export interface ConnectSettings {
  platforms: Record<Platform, { enabled: boolean }>
  env: { SERVICE_BASE_URL: string; RETURN_TO_ALLOWLIST: readonly string[] }
}

/** What connecting an account takes. */
export interface ConnectServices extends TokenServices {
  config: ConnectSettings
}

/** What following the networks' own calls takes. */
export interface HearingServices extends TokenServices {
  queues: Queues
}

/** What disconnecting takes: it cancels jobs too. */
export interface DisconnectServices extends TokenServices, AcceptingServices {}
