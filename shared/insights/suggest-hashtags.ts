import { enabledPlatform } from '../connections/known-platform.ts'
import type { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import type { Insights, TagScore } from '../platforms/contract.ts'
import { plain } from '../platforms/hashtag.ts'
import { definitions, insightReaders } from '../platforms/registry.ts'
import { keys } from '../storage/keys.ts'
import {
  advancedToggle,
  askInsights,
  chosenConnection,
  connectionsOf,
  lackOf,
  notAvailable,
  type Whose,
} from './asking.ts'
import { rounded } from './best-times.ts'
import { type Kept, kept } from './kept.ts'
import { ownPosts, ownPostsAbsent } from './own-posts.ts'
import { ownTags } from './own-tags.ts'
import type { InsightServices } from './services.ts'

export interface TagsAsked extends Whose {
  platform: string
  keywords: readonly string[]
  industry: string | null
  limit: number
}

type HashtagReader = NonNullable<Insights['hashtags']>

/** So many are kept, whatever was asked for. */
const mostTags = 50

/**
 * Hashtags for the keywords: by the network's own call where it has one and the account may use it, else those of the
 * account's own posts. Nothing is made up.
 * @throws AppError `insights_not_available` with every reason, `connection_not_found`, and what the network says
 */
export async function suggestHashtags(services: InsightServices, userId: string, asked: TagsAsked) {
  const platform = enabledPlatform(services, asked.platform)
  const question = {
    keywords: [...new Set(asked.keywords.map(keywordOf))].sort(),
    industry: asked.industry === null ? null : plain(asked.industry).trim() || null,
  }
  const connections = await connectionsOf(services, userId, asked)
  const { found, source } = await askedOf(services, { platform, connections, asked, question })
  const suggestions = [...found.value]
    .sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1))
    .slice(0, asked.limit)
    .map(({ tag, score }) => ({ tag, score: rounded(score) }))
  return { suggestions, source, generated_at: new Date(found.read_at).toISOString(), stale: found.stale }
}

/** One spelling for one word. */
const keywordOf = (word: string): string =>
  plain(word)
    .replace(/^[#\s]+/u, '')
    .trim()
    .replace(/\s+/gu, ' ')

interface Question {
  keywords: string[]
  industry: string | null
}

interface Looking {
  platform: Platform
  connections: readonly SocialConnection[]
  asked: TagsAsked
  question: Question
}

async function askedOf(services: InsightServices, looking: Looking) {
  const { platform, connections, asked, question } = looking
  const reader = insightReaders[platform]?.hashtags
  const api = apiSource(services, looking)
  if (reader && 'connection' in api)
    return {
      found: await fromNetwork(services, { ...looking, reader, ...api }),
      source: 'platform_api' as const,
    }
  const refusal = 'refusal' in api ? api.refusal : undefined
  const absent = ownPostsAbsent(services, platform)
  if (absent !== undefined) {
    if (refusal && refusal.code !== 'insights_not_available') throw refusal
    throw notAvailable([refusal?.message, absent].filter(Boolean).join(' '))
  }
  const connection = chosenConnection(connections, platform, asked)
  const posts = await ownPosts(services, connection, asked)
  return { found: { ...posts, value: ownTags(posts.value, question.keywords) }, source: 'own_posts' as const }
}

/** The connection by which the network's own call may be asked, or why there is none. */
function apiSource(
  services: InsightServices,
  { platform, connections, asked }: Looking,
): { connection: SocialConnection } | { refusal: AppError } {
  const definition = definitions[platform]
  const insights = insightReaders[platform]
  const reader = insights?.hashtags
  if (!reader)
    return {
      refusal: notAvailable(insights?.noHashtags ?? `${definition.name} tells apps nothing of hashtags.`),
    }
  if (reader.paid && !services.config.env.ENABLE_ADVANCED_INSIGHTS_FETCHING)
    return {
      refusal: notAvailable(`${definition.name} charges for these reads, and ${advancedToggle} is off.`),
    }
  if (reader.through !== undefined)
    return throughOther(services, reader.through, { platform, connections, asked })
  const connection = chosenConnection(connections, platform, asked)
  const lack = lackOf(services, connection, reader.scopes)
  return lack ? { refusal: lack } : { connection }
}

/** Any connection of the other network that has the right serves; what is read is not about its account. */
function throughOther(
  services: InsightServices,
  other: Platform,
  { platform, connections, asked }: Pick<Looking, 'platform' | 'connections' | 'asked'>,
): { connection: SocialConnection } | { refusal: AppError } {
  const scopes = insightReaders[platform]?.hashtags?.scopes ?? []
  const named = connections.find(({ id }) => id === asked.connection_id)
  if (named && named.platform !== platform && named.platform !== other)
    chosenConnection(connections, platform, asked)
  const candidates = named?.platform === other ? [named] : connections.filter((one) => one.platform === other)
  const ables = candidates.filter((one) => lackOf(services, one, scopes) === undefined)
  const able = ables.find((one) => !one.needs_reauth) ?? ables[0]
  if (able) return { connection: able }
  const [name, otherName] = [platform, other].map((one) => definitions[one].name)
  const lack = candidates[0] && lackOf(services, candidates[0], scopes)
  // Named itself, it has no posts to fall back on.
  if (lack && named?.platform === other) throw lack
  return {
    refusal:
      lack ??
      notAvailable(
        `${name} offers hashtags only by a connection of ${otherName} that allows ${scopes.join(', ')}.`,
      ),
  }
}

function fromNetwork(
  services: InsightServices,
  looking: Looking & { reader: HashtagReader; connection: SocialConnection },
): Promise<Kept<TagScore[]>> {
  const { platform, connection, question, reader } = looking
  const { keywords, industry } = question
  const key = keys.insight(platform, JSON.stringify([keywords, industry]))
  return kept(services, { key, limited: 'each' }, async () => {
    let isWhole = true
    const found = await askInsights(services, { connection, target: null }, (context) => {
      const spend: typeof context.spend = async (account, names, rule) => {
        const allowed = await context.spend(account, names, rule)
        if (allowed.length < names.length) isWhole = false
        return allowed
      }
      return reader.read({ ...context, spend }, question)
    })
    return { value: found.sort((a, b) => b.score - a.score).slice(0, mostTags), isWhole }
  })
}
