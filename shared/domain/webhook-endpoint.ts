import type { EventType } from './events.ts'
import type { Envelope } from './social-connection.ts'

/** Where a user wants to be told. Times are ms since the epoch. */
export interface WebhookEndpoint {
  v: 1
  user_id: string
  id: string
  /** One of the few places a user has. */
  slot: number
  url: string
  /** Undefined: every event. */
  events?: EventType[]
  secret: Envelope
  /** Sign beside the new one, each until then, so that a receiver has time to learn that; newest first. */
  previous?: PreviousSecret[]
  created_at: number
  /** Nothing was taken since then. */
  failing_since?: number
  disabled_at?: number
}

export interface PreviousSecret {
  secret: Envelope
  until: number
}

export const maxEndpoints = 5
/** However often a secret is rotated within a day. */
export const maxPreviousSecrets = 9

/** One event on its way to one endpoint; stored until it was taken or given up. */
export interface Delivery {
  v: 1
  user_id: string
  endpoint_id: string
  event_id: string
  /** The same bytes at every try. */
  body: string
  state: 'pending' | 'delivered' | 'failed'
  /** Tries that failed. */
  tries: number
  /** Number of the newest message about it; older ones are dropped. */
  wake: number
  /** When the sweeper looks, while it is pending. */
  due?: number
  ttl: number
}
