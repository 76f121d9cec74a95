import type { LedgerMedia, LedgerPost } from '../kit/server.ts'
import { pageById } from './pages.ts'
import { isLive, permalink, postById } from './posts/post.ts'
import type { Asset, Comment, Facebook, Post } from './state.ts'

/** Everything live, oldest first: posts, stories and comments. */
export function ledger(facebook: Facebook): LedgerPost[] {
  const { posts, comments } = facebook.state
  const now = facebook.clock.now()
  const live = Object.values(posts).filter((post) => isLive(facebook, post))
  const said = Object.values(comments).filter((comment) => comment.effect.liveAt <= now)
  const entries = [
    ...live.map((post) => postEntry(facebook, post)),
    ...said.map((comment) => commentEntry(facebook, comment)),
  ]
  return entries.sort((a, b) => a.created_at.localeCompare(b.created_at))
}

function postEntry(facebook: Facebook, post: Post): LedgerPost {
  const { photos, videos } = facebook.state
  const effect = post.effect!
  const pictures = post.photoIds.flatMap((id) => photos[id] ?? [])
  const video = post.videoId ? videos[post.videoId] : undefined
  const assets = [...pictures.map((photo) => photo.asset), ...(video?.asset ? [video.asset] : [])]
  return {
    id: post.id,
    url: permalink(facebook, post),
    account: author(facebook, post.pageId),
    type: post.kind,
    text: post.message,
    media: [
      ...pictures.map((photo) => mediaEntry(photo.asset, photo.altText)),
      ...(video?.asset ? [mediaEntry(video.asset)] : []),
    ],
    created_at: new Date(effect.liveAt).toISOString(),
    received_at: new Date(effect.receivedAt).toISOString(),
    request_id: effect.requestId,
    extra: {
      ...(post.link && { link: post.link }),
      ...(video && { video_id: video.id, title: video.title }),
      ...(pictures.length > 0 && { photo_ids: post.photoIds }),
      listed_at: new Date(effect.listedAt).toISOString(),
      fetched_from: assets.flatMap((asset) => asset.source ?? []),
    },
  }
}

function mediaEntry({ kind, mime, bytes, width, height, duration, file }: Asset, alt?: string): LedgerMedia {
  return { kind, mime, bytes, width, height, duration, alt_text: alt, file }
}

function commentEntry(facebook: Facebook, comment: Comment): LedgerPost {
  const post = postById(facebook, comment.objectId)
  return {
    id: comment.id,
    url: post ? `${permalink(facebook, post).replace(/\/$/, '')}/comment/${comment.id}` : facebook.url,
    account: author(facebook, comment.pageId),
    type: 'comment',
    text: comment.message,
    media: comment.asset ? [mediaEntry(comment.asset)] : [],
    parent_id: comment.objectId,
    created_at: new Date(comment.effect.liveAt).toISOString(),
    received_at: new Date(comment.effect.receivedAt).toISOString(),
    request_id: comment.effect.requestId,
  }
}

function author(facebook: Facebook, pageId: string): LedgerPost['account'] {
  return { id: pageId, username: pageById(facebook, pageId)?.username ?? '' }
}
