import type { Confirmation, PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { looseOptions } from './options.ts'
import { permalink, profileUrl } from './permalink.ts'
import { failureOf, type PublishStatus, readStatus } from './status.ts'

const minuteMs = 60_000
/** A public post gets its id when moderation is done: mostly within a minute, sometimes hours. */
const idAwaitedMs = 5 * minuteMs
const givenUpMs = 24 * 60 * minuteMs

/** A publish_id begins with letters (`v_pub_file~…`), a post's id is a number. */
const isPostId = (id: string): boolean => /^\d+$/.test(id)

/** Follows an accepted post to its end. Accepted is not live: TikTok still processes it. */
export async function confirm(context: PostContext, postId: string): Promise<Confirmation> {
  // TikTok's own address, where its list gave one, before one that is made up of names.
  if (isPostId(postId))
    return { state: 'live', url: context.steps[0]?.post_url ?? permalink(context, postId) }
  const age = context.network.now() - (context.steps[0]?.armed_at ?? context.network.now())
  const state = await readStatus(context, postId).catch(asUnread)
  const id = state.publicaly_available_post_id?.[0]
  const isDraft = context.content.post_type === 'draft'
  switch (state.status) {
    case 'FAILED':
      return { state: 'failed', failure: failureOf(context, state) }
    case 'SEND_TO_USER_INBOX':
      return { state: 'live', url: null, hidden: true }
    case 'PUBLISH_COMPLETE':
      if (id) return { state: 'live', id, url: permalink(context, id) }
      if (!isDraft && isPublic(context) && age < idAwaitedMs) return { state: 'wait', seconds: gap(age) }
      return { state: 'live', url: profileUrl(context) }
    default:
      return age > givenUpMs ? { state: 'failed', failure: neverDone } : { state: 'wait', seconds: gap(age) }
  }
}

const isPublic = ({ content }: PostContext): boolean =>
  looseOptions().parse(content.options).privacy_level === 'PUBLIC_TO_EVERYONE'

/** A read that only failed for now says nothing: TikTok may still refuse the post. */
function asUnread(error: unknown): PublishStatus {
  if (error instanceof PlatformFailure && ['retry', 'rate_limited'].includes(error.failure.class))
    return { status: 'unread' }
  throw error
}

/** 30 looks a minute are allowed to all posts of an account. */
const gap = (age: number): number => {
  if (age < minuteMs) return 5
  if (age < idAwaitedMs) return 15
  return age < 60 * minuteMs ? 60 : 600
}

const neverDone = {
  class: 'unknown' as const,
  userMessage: 'TikTok took the post and has not finished it for a day; look for it in the app.',
  details: { message: 'still processing' },
  row: 'processing-for-too-long',
}
