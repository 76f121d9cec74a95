import type { SocialConnection, Target } from '../domain/social-connection.ts'
import type { OwnPost } from '../platforms/contract.ts'
import { definitions, insightReaders } from '../platforms/registry.ts'
import { keys } from '../storage/keys.ts'
import { advancedToggle, askInsights, chosenTarget, lackOf, notAvailable, type Whose } from './asking.ts'
import { type Kept, kept } from './kept.ts'
import type { InsightServices } from './services.ts'

const dayMs = 86_400_000
const reachMs = 90 * dayMs
/** Of a younger post nobody knows yet how it will do. */
const settlingMs = dayMs
const mostPosts = 200
/** Of the 400 KB of a DynamoDB item. */
const maxBytes = 300_000

/** Why own posts can't be read here at all; undefined when they can. */
export function ownPostsAbsent(
  { config }: InsightServices,
  platform: SocialConnection['platform'],
): string | undefined {
  if (!insightReaders[platform]?.posts)
    return `${definitions[platform].name} gives apps no figures of an account's own posts.`
  if (!config.env.ENABLE_ADVANCED_INSIGHTS_FETCHING)
    return `Engagement of the account's own posts is only read while ${advancedToggle} is on; it is off.`
  return undefined
}

/**
 * The account's posts of the last 90 days that are a day old and more, with what people did; kept per user, connection
 * and place, so that nobody ever sees another's.
 * @throws AppError `insights_not_available`, `invalid_input`, `insufficient_permissions` and what the network says
 */
export async function ownPosts(
  services: InsightServices,
  connection: SocialConnection,
  whose: Whose,
): Promise<Kept<OwnPost[]>> {
  const absent = ownPostsAbsent(services, connection.platform)
  const reader = insightReaders[connection.platform]?.posts
  if (absent !== undefined || !reader) throw notAvailable(absent ?? 'There are no own posts.')
  const target = chosenTarget(connection, whose)
  const needs = reader.needs(target)
  if ('absent' in needs) throw notAvailable(needs.absent)
  const lack = lackOf(services, connection, needs.scopes)
  if (lack) throw lack
  const key = keys.ownInsight(connection.user_id, connection.id, placeOf(connection, target))
  const found = await kept(services, { key, limited: 'account' }, async () => {
    const now = services.now()
    const window = { since: now - reachMs, most: mostPosts }
    const posts = await askInsights(services, { connection, target }, (context) =>
      reader.read(context, window),
    )
    const settled = posts.filter(
      ({ created_at }) => created_at >= window.since && created_at <= now - settlingMs,
    )
    return { value: holdable(settled), isWhole: true }
  })
  if (found.value.length > 0) return found
  throw notAvailable('The account has no posts that are a day to 90 days old.')
}

/** A new grant may be one of more, or fewer, rights. */
const placeOf = ({ generation }: SocialConnection, target: Target | null) =>
  `${generation} ${target?.id ?? ''}`

/** The newest posts, as many as an item can hold. */
function holdable(posts: readonly OwnPost[]): OwnPost[] {
  let bytes = 0
  return [...posts]
    .sort((a, b) => b.created_at - a.created_at)
    .slice(0, mostPosts)
    .filter((post) => {
      bytes += Buffer.byteLength(JSON.stringify(post))
      return bytes <= maxBytes
    })
}
