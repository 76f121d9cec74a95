import type { LedgerMedia, LedgerPost } from '../kit/server.ts'
import { permalink } from './publish.ts'
import type { Comment, Instagram, Media } from './state.ts'

/** Everything live, oldest first: posts, stories and comments. */
export function ledger(instagram: Instagram): LedgerPost[] {
  const { media, comments } = instagram.state
  const posts = Object.values(media).filter((one) => !one.parentId)
  const entries = [
    ...posts.map((one) => postEntry(instagram, one)),
    ...Object.values(comments).map((one) => commentEntry(instagram, one)),
  ]
  return entries.sort((a, b) => a.created_at.localeCompare(b.created_at))
}

function postEntry(instagram: Instagram, media: Media): LedgerPost {
  const parts = media.children.flatMap((id) => instagram.state.media[id] ?? [])
  const container = instagram.state.containers[media.containerId]
  const type = { FEED: 'post', REELS: 'reel', STORY: 'story' }[media.productType]
  return {
    id: media.id,
    url: permalink(instagram, media),
    account: author(instagram, media.accountId),
    type: media.mediaType === 'CAROUSEL_ALBUM' ? 'carousel' : type,
    text: media.caption,
    media: [media, ...parts].flatMap(mediaEntry),
    created_at: new Date(media.publishedAt).toISOString(),
    received_at: new Date(media.receivedAt).toISOString(),
    request_id: media.requestId,
    extra: {
      container_id: media.containerId,
      shortcode: media.shortcode,
      listed_at: new Date(media.listedAt).toISOString(),
      fetched_from: [media, ...parts].flatMap((one) => one.asset?.source ?? []),
      collaborators: container?.draft.collaborators ?? [],
      user_tags: container?.draft.userTags ?? [],
    },
  }
}

function mediaEntry(media: Media): LedgerMedia[] {
  if (!media.asset) return []
  const { kind, mime, bytes, width, height, duration, file } = media.asset
  return [{ kind, mime, bytes, width, height, duration, alt_text: media.altText, file }]
}

function commentEntry(instagram: Instagram, comment: Comment): LedgerPost {
  const parent = instagram.state.media[comment.mediaId]
  return {
    id: comment.id,
    url: parent ? `${permalink(instagram, parent)}c/${comment.id}/` : instagram.url,
    account: author(instagram, comment.accountId),
    type: 'comment',
    text: comment.text,
    media: [],
    parent_id: comment.mediaId,
    created_at: new Date(comment.createdAt).toISOString(),
    received_at: new Date(comment.receivedAt).toISOString(),
    request_id: comment.requestId,
  }
}

function author(instagram: Instagram, accountId: string): LedgerPost['account'] {
  return { id: accountId, username: instagram.accounts.byId(accountId)?.username ?? '' }
}
