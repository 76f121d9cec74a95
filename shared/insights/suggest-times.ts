import { enabledPlatform } from '../connections/known-platform.ts'
import { AppError } from '../domain/errors.ts'
import { listConnections } from '../storage/connections.ts'
import { chosenConnection, notAvailable } from './asking.ts'
import { bestTimes, knownTimezone } from './best-times.ts'
import { ownPosts, ownPostsAbsent } from './own-posts.ts'
import type { InsightServices } from './services.ts'

export interface TimesAsked {
  platform: string
  connection_id?: string | undefined
  target_id?: string | undefined
  timezone?: string | undefined
}

/**
 * When posts of the account did better than its average, by its own posts; no network of ours tells it otherwise.
 * @throws AppError `invalid_input`, `insights_not_available`, `connection_not_found` and what the network says
 */
export async function suggestTimes(services: InsightServices, userId: string, asked: TimesAsked) {
  const platform = enabledPlatform(services, asked.platform)
  const timezone = zoneOf(asked.timezone ?? 'UTC')
  const absent = ownPostsAbsent(services, platform)
  if (absent !== undefined) throw notAvailable(absent)
  const connections = await listConnections(services.table, userId)
  const connection = chosenConnection(connections, platform, asked.connection_id)
  const { value: posts, read_at, stale } = await ownPosts(services, connection, asked.target_id)
  return {
    ...bestTimes(posts, timezone),
    timezone,
    source: 'own_posts' as const,
    generated_at: new Date(read_at).toISOString(),
    stale,
  }
}

function zoneOf(name: string): string {
  const known = knownTimezone(name)
  if (known !== undefined) return known
  const message = 'timezone must be a name of the IANA database, such as Europe/Berlin.'
  throw new AppError('invalid_input', message, {
    violations: [{ path: 'timezone', rule: 'timezone', message }],
  })
}
