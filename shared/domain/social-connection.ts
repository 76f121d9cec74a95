import type { Platform } from './platform.ts'

/** An encrypted set of tokens. */
export interface Envelope {
  v: 1 | 2
  /** Wrapped by KMS: of version 1 its own, of version 2 that of its network at the time. */
  key: string
  /** What was sealed; no two are alike. */
  box: string
}

/** What the tokens of a network are sealed under from now on, as KMS wrapped it. */
export interface TokenKey {
  v: 1
  platform: Platform
  key: string
  made_at: number
}

/** A place a connection can publish to. */
export interface Target {
  id: string
  name: string | null
  /** The network's word: account, page, organization, person, board. */
  kind: string
  /** Used when a post names none and there are several. */
  default?: true
}

/** A user's account at a network. Times are ms since the epoch. */
export interface SocialConnection {
  v: 1
  user_id: string
  id: string
  platform: Platform
  external_user_id: string
  /** Id the network uses in its webhooks, where it differs. */
  app_scoped_id?: string
  external_username: string | null
  external_display_name: string | null
  avatar_url: string | null
  scopes: string[]
  /** Where it can publish to, as last read; null where the account itself is the only place. */
  targets: Target[] | null
  created_at: number
  /** When this grant was made. */
  granted_at: number
  /** Raised by every new grant; what was prepared with an older one is dropped. */
  generation: number
  tokens: Envelope
  access_expires_at: number | null
  /** When the owner must consent again if nothing renews the grant. */
  grant_expires_at: number | null
  /** When the daily sweep looks at it: to renew it, or to tell that it ends. */
  renew_at: number | null
  /** The end that its owner has been told of. */
  expiring_told?: number
  needs_reauth: boolean
  /** Disconnecting has begun: no new arms. */
  closing: boolean
  refresh_owner?: string
  refresh_until?: number
}

export type ConnectionStatus = 'active' | 'expiring' | 'needs_reauth'

export const expiringWithinMs = 7 * 24 * 3_600_000

/** What the owner is told of it: `expiring` when consent ends within seven days. */
export function connectionStatus(connection: SocialConnection, now: number): ConnectionStatus {
  const end = connection.grant_expires_at
  if (connection.needs_reauth || (end !== null && end <= now)) return 'needs_reauth'
  return end !== null && end - now <= expiringWithinMs ? 'expiring' : 'active'
}
