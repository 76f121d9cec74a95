import { enabledPlatform } from '../connections/known-platform.ts'
import { chosenConnection, connectionsOf, notAvailable, refused, type Whose } from './asking.ts'
import { bestTimes, knownTimezone } from './best-times.ts'
import { ownPosts, ownPostsAbsent } from './own-posts.ts'
import type { InsightServices } from './services.ts'

export interface TimesAsked extends Whose {
  platform: string
  timezone?: string | undefined
}

/**
 * When posts of the account did better than its average, by its own posts; no network of ours tells it otherwise.
 * @throws AppError `invalid_input`, `insights_not_available`, `connection_not_found` and what the network says
 */
export async function suggestTimes(services: InsightServices, userId: string, asked: TimesAsked) {
  const platform = enabledPlatform(services, asked.platform)
  const timezone = zoneOf(asked)
  const connections = await connectionsOf(services, userId, asked)
  const absent = ownPostsAbsent(services, platform)
  if (absent !== undefined) throw notAvailable(absent)
  const connection = chosenConnection(connections, platform, asked)
  const { value: posts, read_at, stale } = await ownPosts(services, connection, asked)
  return {
    ...bestTimes(posts, timezone),
    timezone,
    source: 'own_posts' as const,
    generated_at: new Date(read_at).toISOString(),
    stale,
  }
}

function zoneOf(asked: TimesAsked): string {
  const known = knownTimezone(asked.timezone ?? 'UTC')
  if (known !== undefined) return known
  const message = 'timezone must be a name of the IANA database, such as Europe/Berlin.'
  throw refused(asked, 'timezone', 'timezone', message)
}
