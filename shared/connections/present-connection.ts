import { connectionStatus, type SocialConnection } from '../domain/social-connection.ts'

const iso = (time: number) => new Date(time).toISOString()

/** A connection as its owner sees it; never a token. */
export const presentConnection = (connection: SocialConnection, now: number) => ({
  id: connection.id,
  user_id: connection.user_id,
  platform: connection.platform,
  external_user_id: connection.external_user_id,
  external_username: connection.external_username,
  external_display_name: connection.external_display_name,
  avatar_url: connection.avatar_url,
  created_at: iso(connection.created_at),
  expires_at: connection.grant_expires_at === null ? null : iso(connection.grant_expires_at),
  scopes: connection.scopes,
  status: connectionStatus(connection, now),
})
