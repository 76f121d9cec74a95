import type { LedgerPost } from '../kit/server.ts'
import { known } from './actors.ts'
import { visibleText } from './posts/little-text.ts'
import { permalinkOf } from './posts/view.ts'
import type { Comment, LinkedIn, Post } from './state.ts'

/** Everything live, oldest first: posts of people and pages, and comments. The account's id is that of the author's URN. */
export function ledgerOf(context: LinkedIn): LedgerPost[] {
  const live = context.state.posts.filter((post) => post.lifecycleState === 'PUBLISHED')
  const entries = [
    ...live.map((post) => postEntry(context, post)),
    ...context.state.comments.map((comment) => commentEntry(context, comment)),
  ]
  return entries.sort((one, other) => one.created_at.localeCompare(other.created_at))
}

function postEntry(context: LinkedIn, post: Post): LedgerPost {
  return {
    id: post.urn,
    url: permalinkOf(context, post.urn),
    account: known(context, post.author),
    type: post.kind,
    text: visibleText(post.pieces),
    media: post.media,
    parent_id: post.reshareOf,
    created_at: new Date(post.createdAt).toISOString(),
    received_at: new Date(post.receivedAt).toISOString(),
    request_id: post.requestId,
    extra: {
      author: post.author,
      commentary: post.commentary,
      /** Little text lost the rest of the commentary. */
      cut: post.cut,
      hashtags: post.pieces.flatMap((piece) => (piece.kind === 'hashtag' ? piece.word : [])),
      mentions: post.pieces.flatMap((piece) => (piece.kind === 'mention' ? piece.urn : [])),
      visibility: post.visibility,
      distribution: post.distribution,
      is_reshare_disabled: post.reshareDisabled,
      ...(post.content && { content: post.content }),
    },
  }
}

function commentEntry(context: LinkedIn, comment: Comment): LedgerPost {
  return {
    id: comment.urn,
    url: `${permalinkOf(context, comment.post)}?commentUrn=${encodeURIComponent(comment.urn)}`,
    account: known(context, comment.actor),
    type: 'comment',
    text: comment.text,
    media: [],
    parent_id: comment.post,
    created_at: new Date(comment.createdAt).toISOString(),
    received_at: new Date(comment.receivedAt).toISOString(),
    request_id: comment.requestId,
    extra: { author: comment.actor },
  }
}
