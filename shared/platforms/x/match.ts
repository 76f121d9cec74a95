import * as z from 'zod/mini'

const link = z.object({
  url: z.optional(z.string()),
  expanded_url: z.nullish(z.string()),
  media_key: z.nullish(z.string()),
})
const entities = z.object({ urls: z.nullish(z.array(link)) })
const reference = z.object({ type: z.string(), id: z.string() })
const note = z.object({ text: z.string(), entities: z.nullish(entities) })

/** A post as timelines show it, in X's older words and in those of specification 2.167. */
export const timelinePost = z.object({
  id: z.string().check(z.regex(/^[0-9]{1,19}$/)),
  text: z.string(),
  entities: z.nullish(entities),
  attachments: z.nullish(
    z.object({ media_keys: z.nullish(z.array(z.string())), poll_ids: z.nullish(z.array(z.string())) }),
  ),
  referenced_tweets: z.nullish(z.array(reference)),
  referenced_posts: z.nullish(z.array(reference)),
  note_tweet: z.nullish(note),
  note_post: z.nullish(note),
})

export type TimelinePost = z.infer<typeof timelinePost>

/** A poll as it stands beside the posts that have one. */
export const shownPoll = z.object({ id: z.string(), options: z.array(z.object({ label: z.string() })) })

type ShownPoll = z.infer<typeof shownPoll>

/** What was asked to be posted. */
export interface Sought {
  text: string
  mediaCount: number
  parentId: string | undefined
  /** The post that is quoted, if one is asked to be. */
  quotedId?: string | undefined
  /** Of a poll. */
  choices?: string[] | undefined
  /** Only posts made from here on, ms. */
  since: number
}

/** Whether X shows what was sent: same words, parent, quoted post and poll, as many media, not older. */
export function isSame(post: TimelinePost, sought: Sought, polls: readonly ShownPoll[] = []): boolean {
  const references = post.referenced_tweets ?? post.referenced_posts ?? []
  const { quotedId } = sought
  return (
    createdAt(post.id) >= sought.since &&
    references.find(({ type }) => type === 'replied_to')?.id === sought.parentId &&
    (post.attachments?.media_keys?.length ?? 0) === sought.mediaCount &&
    isSamePoll(post, sought, polls) &&
    // A link to a post may quote it as well, so that a quoted post proves nothing where none was asked for.
    (quotedId === undefined || references.some(({ type, id }) => type === 'quoted' && id === quotedId)) &&
    [textOf(post), textOf(post, quotedId)].map(comparable).includes(comparable(sought.text))
  )
}

/** A poll that X does not show beside its post is compared by its being there. */
function isSamePoll(
  { attachments }: TimelinePost,
  { choices }: Sought,
  polls: readonly ShownPoll[],
): boolean {
  const [id] = attachments?.poll_ids ?? []
  if (id === undefined || choices === undefined) return id === choices
  const shown = polls.find((poll) => poll.id === id)
  return (
    !shown ||
    JSON.stringify(shown.options.map(({ label }) => comparable(label))) ===
      JSON.stringify(choices.map(comparable))
  )
}

/** Ids carry their time (docs.x.com, X IDs): milliseconds since X's epoch above 22 other bits. */
export const createdAt = (id: string): number => Number((BigInt(id) >> 22n) + 1_288_834_974_657n)

/** The text with its links as they were written: X shows t.co instead, and appends one for media or a quoted post. */
function textOf(post: TimelinePost, quotedId?: string): string {
  const whole = post.note_tweet ?? post.note_post ?? post
  return (whole.entities?.urls ?? []).reduce((text, { url, expanded_url, media_key }) => {
    if (!url) return text
    const isAppended =
      media_key ||
      expanded_url?.includes(`/status/${post.id}/`) ||
      (quotedId !== undefined && expanded_url?.endsWith(`/status/${quotedId}`))
    // By a function: `$&` and its like may stand in a link.
    return text.replaceAll(url, () => (isAppended ? '' : (expanded_url ?? url)))
  }, whole.text)
}

const marks: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

/**
 * Both sides in one form. Reads are HTML-escaped; links gain a scheme; nobody documents what X does to white
 * space, the case of hosts and a last slash. Rather too equal than not found: what is found is one's own post.
 */
function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/&(?:amp;)*(amp|lt|gt);/g, (_, name: string) => marks[name] ?? '')
    .replace(/(?<![\p{L}\p{N}_-])(?:https?:\/\/)?((?:[\p{L}\p{N}_-]+\.)+\p{L}{2,})/giu, (_, host: string) =>
      host.toLowerCase(),
    )
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
