import type { SimAccount } from '../../kit/server.ts'
import { duplicate, invalidRequest, notMentioned, notPermitted, parentGone, replyGate } from '../problems.ts'
import type { XContext, XPost } from '../state.ts'
import type { CreateRequest } from './schema.ts'
import { cashtagsOf, hasForbiddenCharacters, mentionsOf, weightedLength } from './text.ts'

const exclusive = ['poll', 'quote_tweet_id', 'direct_message_deep_link', 'media', 'card_uri'] as const

/** What X refuses before it looks at media, parents or other posts. */
export function checkContent(
  context: XContext,
  account: SimAccount,
  request: CreateRequest,
  text: string,
): void {
  if (exclusive.filter((key) => request[key] !== undefined).length > 1) {
    throw invalidRequest(context, {
      message:
        'You can only provide one of poll or quote_tweet_id or direct_message_deep_link or media or card_uri.',
    })
  }
  if (text.trim() === '' && !request.media) {
    throw invalidRequest(context, {
      parameters: { text: [text] },
      message: 'The text field is required unless media is present.',
    })
  }
  if (hasForbiddenCharacters(text)) {
    throw invalidRequest(context, {
      parameters: { text: [text] },
      message: 'The text contains invalid characters.',
    })
  }
  if (cashtagsOf(text).length > 1) {
    throw invalidRequest(context, {
      parameters: { text: [text] },
      message: 'A post may contain at most one cashtag.',
    })
  }
  if (weightedLength(text) > longestText(account)) throw notPermitted()
  // Quotes are for Enterprise since 2026-04-20; edits want Premium and a short window, which no account here has.
  if (request.quote_tweet_id && !context.settings.enterprise) throw notMentioned(context)
  if (request.edit_options) throw notPermitted()
}

export function longestText(account: SimAccount): number {
  const tier = account.traits?.subscription_type ?? 'None'
  return tier === 'Premium' || tier === 'PremiumPlus' ? 25_000 : 280
}

/** The parent of a reply: one's own, or one whose author mentioned the replier (rule of 2026-02-23). */
export function checkReply(context: XContext, account: SimAccount, parentId: string): XPost {
  const parent = context.state.posts.find((post) => post.id === parentId)
  if (!parent) throw parentGone()
  const summoned = mentionsOf(parent.text).some(
    (name) => name.toLowerCase() === account.username.toLowerCase(),
  )
  if (parent.accountId !== account.id && !summoned) throw replyGate(context)
  return parent
}

/** The same text below the same parent within the window; media alone never repeats. */
export function checkDuplicate(
  context: XContext,
  accountId: string,
  text: string,
  parentId: string | undefined,
): void {
  if (text === '') return
  const since = context.clock.now() - context.settings.duplicate_window_ms
  const repeated = context.state.posts.some(
    (post) =>
      post.createdAt > since &&
      post.accountId === accountId &&
      post.text === text &&
      post.parentId === parentId,
  )
  if (repeated) throw duplicate()
}
