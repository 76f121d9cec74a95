import type { LedgerMedia, LedgerPost } from '../kit/server.ts'
import { permalinkOf } from './posts/permalink.ts'
import type { XContext, XMedia, XPost } from './state.ts'

/** The posts as the control side and the feed tell them: text as people read it, before t.co. */
export function ledgerOf(context: XContext): LedgerPost[] {
  return context.state.posts.map((post) => entry(context, post))
}

function entry(context: XContext, post: XPost): LedgerPost {
  const { accountId } = post
  return {
    id: post.id,
    url: permalinkOf(context, post),
    account: { id: accountId, username: context.accounts.byId(accountId)?.username ?? accountId },
    type: post.poll ? 'poll' : post.parentId ? 'reply' : 'post',
    text: post.text,
    media: post.media.map(mediaEntry),
    parent_id: post.parentId,
    created_at: new Date(post.createdAt).toISOString(),
    received_at: new Date(post.receivedAt).toISOString(),
    request_id: post.requestId,
    extra: {
      ...post.labels,
      ...(post.poll && { poll: post.poll }),
      ...(post.quoted && { quoted_id: post.quoted.id }),
      reply_settings: post.replySettings,
    },
  }
}

function mediaEntry(media: XMedia): LedgerMedia {
  return {
    kind: media.kind === 'subtitles' ? 'document' : media.kind,
    mime: media.mime,
    bytes: media.totalBytes,
    width: media.width,
    height: media.height,
    duration: media.durationMs === undefined ? undefined : media.durationMs / 1000,
    alt_text: media.altText,
    file: media.id,
  }
}
