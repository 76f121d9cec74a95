import * as z from 'zod/mini'
import type { Armed, Finding, PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Answer } from '../request.ts'
import { read } from './answers.ts'
import { createdAt, isSame, type Sought, shownPoll, type TimelinePost, timelinePost } from './match.ts'
import { planOf } from './options.ts'
import { parentOf, postUrl } from './post.ts'

/** Clocks differ: the window begins this much before the arming. */
const windowLeadMs = 120_000
/** Timelines reach back 3,200 posts (docs.x.com, Timelines). */
const maxPages = 32

const page = z.object({
  data: z.optional(z.array(timelinePost)),
  includes: z.optional(z.object({ polls: z.optional(z.array(shownPoll)) })),
  meta: z.optional(z.object({ next_token: z.optional(z.string()) })),
  /** X's partial answers are 200s. */
  errors: z.optional(z.array(z.object({ detail: z.optional(z.string()) }))),
})

/** Looks for the step among the account's posts since it was armed, replies included. */
export async function find(context: PostContext, { index, armed_at }: Armed): Promise<Finding> {
  const { parts, poll, quotedId } = planOf(context.content)
  const part = parts[index]
  if (!part) throw new Error(`step ${index} is not of this content`)
  const sought: Sought = {
    text: part.text,
    mediaCount: part.assets.length,
    parentId: parentOf(context, index),
    quotedId,
    choices: poll?.choices,
    since: armed_at - windowLeadMs,
  }
  const posts: TimelinePost[] = []
  const complaints: string[] = []
  let next: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = read(page, await timeline(context, sought, next))
    const polls = answer.includes?.polls ?? []
    posts.push(...(answer.data ?? []).filter((post) => isSame(post, sought, polls)))
    complaints.push(...(answer.errors ?? []).map(({ detail }) => detail ?? 'partial answer'))
    next = answer.meta?.next_token
    if (!next) break
  }
  if (next) complaints.push('the window is longer than the timeline reaches')
  if (posts.length === 0 && complaints.length > 0)
    return { kind: 'unknown', failure: partial(complaints.join(' ')) }
  return {
    kind: 'seen',
    posts: posts.map(({ id }) => ({ id, url: postUrl(context, id), created_at: createdAt(id) })),
  }
}

/** X bills what it returns, not what was asked: a full page of a short window costs no more. */
async function timeline(
  context: PostContext,
  { since, choices }: Sought,
  next: string | undefined,
): Promise<Answer> {
  const polls = choices && 'attachments.poll_ids'
  const ask = (words: Record<string, string | undefined>) =>
    context.network.call({
      method: 'GET',
      url: `${context.network.hosts.api}/2/users/${context.account.id}/tweets`,
      route: 'GET /2/users/:id/tweets',
      token: context.accessToken,
      query: {
        max_results: '100',
        start_time: new Date(since).toISOString().replace(/\.\d+Z$/, 'Z'),
        pagination_token: next,
        ...words,
      },
    })
  try {
    return await ask({
      'tweet.fields': 'created_at,entities,referenced_tweets,attachments,note_tweet',
      expansions: polls,
    })
  } catch (error) {
    if (!isRetired(error)) throw error
    return ask({
      'post.fields': 'created_at,entities,attachments,note_post',
      expansions: ['referenced_posts', polls].filter(Boolean).join(),
    })
  }
}

/** X's guides say `tweet.fields`, specification 2.167 only `post.fields`: the day the first is refused, the second serves. */
export const isRetired = (error: unknown): boolean =>
  error instanceof PlatformFailure && /tweet\.fields/.test(error.failure.details.message ?? '')

const partial = (complaint: string) => ({
  class: 'retry' as const,
  userMessage: 'X could not show the posts of the account.',
  details: { status_code: 200, message: complaint.slice(0, 300) },
  row: 'partial-answer',
})
