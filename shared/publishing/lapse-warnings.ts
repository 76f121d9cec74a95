import { connectionStatus, type SocialConnection } from '../domain/social-connection.ts'
import { definitions } from '../platforms/registry.ts'

/** What the caller should know of a connection that will not last until `at` (ms) unless its owner consents again. */
export function lapseWarnings(connection: SocialConnection, at: number, now: number): string[] {
  const { name, renewAheadMs } = definitions[connection.platform]
  const status = connectionStatus(connection, now)
  if (status === 'needs_reauth') return [`The ${name} account must be connected again before it can publish.`]
  const end = connection.grant_expires_at
  const isRenewed = renewAheadMs !== null && status === 'active'
  if (end === null || end > at || isRenewed) return []
  const date = new Date(end).toISOString()
  return [`The connection ends before this time, on ${date}; connect the ${name} account again until then.`]
}
