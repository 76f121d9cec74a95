import type { Wanted } from '../fields.ts'
import type { XContext, XMedia, XPost } from '../state.ts'
import { viewUser } from '../users/view.ts'
import { metricsOf } from './metrics.ts'
import { permalinkOf } from './permalink.ts'
import { renderText, truncated, weightedLength } from './text.ts'

const iso = (ms: number) => new Date(ms).toISOString()

/** A post as the reads show it: only what was asked, in the vocabulary that was asked. */
export function viewPost(context: XContext, post: XPost, wanted: Wanted): Record<string, unknown> {
  const rendered = renderText(post, permalinkOf(context, post), true)
  const long = weightedLength(post.text) > 280
  const parent = post.parentId ? context.state.posts.find((one) => one.id === post.parentId) : undefined
  const references = [
    ...(post.parentId ? [{ type: 'replied_to', id: post.parentId }] : []),
    ...(post.quoted ? [{ type: 'quoted', id: post.quoted.id }] : []),
  ]
  const note = long ? { text: rendered.text, entities: rendered.entities } : undefined
  const metrics = metricsOf(context, post)
  const all: Record<string, unknown> = {
    attachments: attachmentsView(post),
    author_id: post.accountId,
    community_id: post.labels.community_id,
    conversation_id: post.conversationId,
    created_at: iso(post.createdAt),
    entities: Object.keys(rendered.entities).length > 0 ? rendered.entities : undefined,
    in_reply_to_user_id: parent?.accountId,
    lang: 'en',
    non_public_metrics: {
      impression_count: metrics.impression_count,
      url_link_clicks: 0,
      user_profile_clicks: 0,
    },
    note_post: note,
    note_tweet: note,
    paid_partnership: post.labels.paid_partnership,
    possibly_sensitive: false,
    public_metrics: wanted.newer ? metrics : olderMetrics(metrics),
    referenced_posts: references.length > 0 ? references : undefined,
    referenced_tweets: references.length > 0 ? references : undefined,
    reply_settings: post.replySettings,
    source: 'CreativeFlow',
  }
  const view: Record<string, unknown> = {
    id: post.id,
    text: long ? truncated(rendered.text, post) : rendered.text,
    [wanted.newer ? 'edit_history_post_ids' : 'edit_history_tweet_ids']: [post.id],
  }
  for (const field of [...wanted.post, ...fieldsOfExpansions(wanted.expansions)]) {
    if (all[field] !== undefined) view[field] = all[field]
  }
  return view
}

/** The `includes` of an answer. */
export function viewIncludes(
  context: XContext,
  posts: XPost[],
  wanted: Wanted,
): Record<string, unknown> | undefined {
  const has = (...names: string[]) => names.some((name) => wanted.expansions.includes(name))
  const includes: Record<string, unknown[]> = {}
  const add = (name: string, values: unknown[]) => {
    if (values.length > 0) includes[name] = values
  }
  if (has('attachments.media_keys')) {
    add(
      'media',
      posts.flatMap((post) => post.media.map((media) => viewMedia(context, media, wanted))),
    )
  }
  if (has('attachments.poll_ids')) {
    add(
      'polls',
      posts.flatMap((post) => (post.poll ? [viewPoll(context, post.poll)] : [])),
    )
  }
  if (has('author_id')) {
    const authors = context.accounts
      .all()
      .filter((account) => posts.some((post) => post.accountId === account.id))
    add(
      'users',
      authors.map((account) => viewUser(context, account, wanted)),
    )
  }
  if (has('referenced_tweets.id', 'referenced_posts')) {
    const parents = context.state.posts.filter((one) =>
      posts.some((post) => post.parentId === one.id || post.quoted?.id === one.id),
    )
    add(
      wanted.newer ? 'posts' : 'tweets',
      parents.map((parent) => viewPost(context, parent, wanted)),
    )
  }
  return Object.keys(includes).length > 0 ? includes : undefined
}

function attachmentsView(post: XPost) {
  if (post.media.length > 0) return { media_keys: post.media.map((media) => media.key) }
  return post.poll ? { poll_ids: [post.poll.id] } : undefined
}

function viewPoll(context: XContext, poll: NonNullable<XPost['poll']>) {
  return {
    id: poll.id,
    options: poll.options.map((label, index) => ({ position: index + 1, label, votes: 0 })),
    duration_minutes: poll.durationMinutes,
    end_datetime: iso(poll.endsAt),
    voting_status: poll.endsAt > context.clock.now() ? 'open' : 'closed',
  }
}

function viewMedia(context: XContext, media: XMedia, wanted: Wanted) {
  const picture = `${context.url}/_media/${media.id}`
  const all: Record<string, unknown> = {
    alt_text: media.altText,
    duration_ms: media.durationMs,
    height: media.height,
    width: media.width,
    preview_image_url: media.kind === 'image' ? undefined : picture,
    url: media.kind === 'image' ? picture : undefined,
  }
  const type = media.kind === 'image' ? 'photo' : media.kind === 'gif' ? 'animated_gif' : 'video'
  const view: Record<string, unknown> = { media_key: media.key, type }
  for (const field of wanted.media) if (all[field] !== undefined) view[field] = all[field]
  return view
}

/** An expansion brings the field it expands. */
function fieldsOfExpansions(expansions: string[]): string[] {
  return expansions.map((name) => (name.startsWith('attachments.') ? 'attachments' : name.split('.')[0]!))
}

function olderMetrics({ repost_count, ...metrics }: ReturnType<typeof metricsOf>) {
  return { retweet_count: repost_count, ...metrics }
}
