import type { SimRequest } from '../kit/server.ts'
import { invalidRequest } from './problems.ts'
import type { XContext } from './state.ts'

const postFields =
  `attachments article card_uri community_id context_annotations conversation_id created_at display_text_range
  edit_controls entities geo id lang media_metadata non_public_metrics organic_metrics paid_partnership possibly_sensitive
  promoted_metrics public_metrics reply_settings scopes source text withheld`.split(/\s+/)

/** The values X takes in each `*.fields` and `expansions`: old names for tweet.fields, those of 2.167 for post.fields. */
const known = {
  'tweet.fields': [
    ...postFields,
    'author_id',
    'in_reply_to_user_id',
    'note_tweet',
    'referenced_tweets',
    'edit_history_tweet_ids',
  ],
  'post.fields': [
    ...postFields,
    'note_post',
    'article_title',
    'matched_media_notes',
    'note_request_suggestions',
  ],
  'user.fields':
    `affiliation confirmed_email connection_status created_at description entities id is_identity_verified
    location most_recent_tweet_id name parody pinned_tweet_id profile_banner_url profile_image_url protected public_metrics
    receives_your_dm subscription subscription_type url username verified verified_followers_count verified_type withheld`.split(
      /\s+/,
    ),
  'media.fields':
    `alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url promoted_metrics
    public_metrics type url variants width`.split(/\s+/),
  'poll.fields': ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'],
  'place.fields': [
    'contained_within',
    'country',
    'country_code',
    'full_name',
    'geo',
    'id',
    'name',
    'place_type',
  ],
  expansions:
    `article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet
    attachments.poll_ids author_id edit_history_tweet_ids edit_history_post_ids entities.mentions.username geo.place_id
    in_reply_to_user_id referenced_tweets.id referenced_tweets.id.author_id referenced_posts username affiliation
    most_recent_tweet_id most_recent_post_id pinned_tweet_id pinned_post_id`.split(/\s+/),
} as const satisfies Record<string, readonly string[]>

type ListParameter = keyof typeof known

export interface Wanted {
  post: string[]
  user: string[]
  media: string[]
  expansions: string[]
  /** Which names the answer uses. */
  newer: boolean
}

/** Reads the field lists of a request; refuses parameters and values X doesn't know, in its words. */
export function wantedFields(context: XContext, request: SimRequest, others: string[] = []): Wanted {
  const query = request.url.searchParams
  const lists = Object.keys(known).filter(
    (name) => name !== 'tweet.fields' || context.settings.accepts_tweet_fields,
  )
  const allowed = [...others, ...lists]
  for (const [name, value] of query) {
    if (!allowed.includes(name)) {
      throw invalidRequest(context, {
        parameters: { [name]: [value] },
        message: `The query parameter [${name}] is not one of [${allowed.join(',')}]`,
      })
    }
  }
  const list = (name: ListParameter) => listOf(context, query, name)
  const newer =
    query.has('post.fields') || (context.settings.vocabulary === 'newer' && !query.has('tweet.fields'))
  return {
    post: [...list('tweet.fields'), ...list('post.fields')],
    user: list('user.fields'),
    media: list('media.fields'),
    expansions: list('expansions'),
    newer,
  }
}

function listOf(context: XContext, query: URLSearchParams, name: ListParameter): string[] {
  const values = (query.get(name) ?? '').split(',').filter(Boolean)
  const allowed: readonly string[] = known[name]
  for (const value of values) {
    if (!allowed.includes(value)) {
      throw invalidRequest(context, {
        parameters: { [name]: [value] },
        message: `The \`${name}\` query parameter value [${value}] is not one of [${allowed.join(',')}]`,
      })
    }
  }
  return values
}
