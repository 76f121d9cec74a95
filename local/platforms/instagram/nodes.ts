import { type Field, parseFields, type Readers, readNode } from '../meta/fields.ts'
import { type Parameters, text } from '../meta/parameters.ts'
import { accountType, appScopedId, figure } from './accounts.ts'
import { statusOf, statusText } from './containers.ts'
import { permalink } from './publish.ts'
import type { Comment, Container, Instagram, Media } from './state.ts'

type Answer = Record<string, unknown>

export function askedFields(parameters: Parameters): Field[] {
  const fields = text(parameters, 'fields')
  return fields ? parseFields(fields) : []
}

/** Meta writes times without milliseconds and with a numeric zone. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`
}

export function accountNode(instagram: Instagram, accountId: string, asked: Field[]): Answer {
  const account = instagram.accounts.byId(accountId)!
  const readers: Readers = {
    id: () => appScopedId(account),
    user_id: () => account.id,
    username: () => account.username,
    name: () => account.name,
    account_type: () => accountType(account),
    profile_picture_url: () => instagram.accounts.avatarUrl(account),
    followers_count: () => figure(account, 'followers_count'),
    follows_count: () => figure(account, 'follows_count'),
    media_count: () => postsOf(instagram, accountId).length,
    biography: () => undefined,
    website: () => undefined,
  }
  return readNode({ type: 'InstagramUser', readers, defaults: ['id'] }, asked)
}

/** The account's own live posts, stories and carousel parts apart. */
export function postsOf(instagram: Instagram, accountId: string): Media[] {
  return Object.values(instagram.state.media).filter(
    (media) => media.accountId === accountId && !media.parentId && media.productType !== 'STORY',
  )
}

/** A container tells its state and nothing about the post made from it. */
export function containerNode(instagram: Instagram, container: Container, asked: Field[]): Answer {
  const readers: Readers = {
    id: () => container.id,
    status: () => statusText(instagram, container),
    status_code: () => statusOf(instagram, container),
    copyright_check_status: () =>
      container.asset?.kind === 'video' ? { status: 'completed', matches_found: false } : undefined,
    video_status: () => undefined,
  }
  return readNode({ type: 'ShadowIGMediaBuilder', readers, defaults: ['id'] }, asked)
}

export function mediaNode(instagram: Instagram, media: Media, asked: Field[]): Answer {
  const { asset } = media
  const account = instagram.accounts.byId(media.accountId)
  const comments = commentsOn(instagram, media)
  const parts = media.children.flatMap((id) => instagram.state.media[id] ?? [])
  const readers: Readers = {
    id: () => media.id,
    alt_text: () => media.altText,
    caption: () => captionShown(media),
    comments_count: () => comments.length,
    like_count: () => media.likes ?? 0,
    is_comment_enabled: () => true,
    is_shared_to_feed: () => (media.productType === 'REELS' ? media.sharedToFeed : undefined),
    media_product_type: () => media.productType,
    media_type: () => media.mediaType,
    media_url: () => asset && `${instagram.url}/_media/${asset.file}`,
    thumbnail_url: () => undefined,
    current_live_viewer_count: () => undefined,
    owner: () => ({ id: media.accountId }),
    permalink: () => permalink(instagram, media),
    shortcode: () => media.shortcode,
    timestamp: () => timestamp(media.publishedAt),
    username: () => account?.username,
    children: (nested) =>
      parts.length > 0 ? { data: parts.map((part) => mediaNode(instagram, part, nested)) } : undefined,
    comments: (nested) =>
      comments.length > 0 ? { data: comments.map((one) => commentNode(instagram, one, nested)) } : undefined,
  }
  return readNode({ type: 'InstagramMedia', readers, defaults: ['id'] }, asked)
}

function captionShown(media: Media): string | undefined {
  const shown = media.stripAt ? media.caption.replaceAll('@', '') : media.caption
  return shown || undefined
}

/** Newest first. */
export function commentsOn(instagram: Instagram, media: Media): Comment[] {
  return Object.values(instagram.state.comments)
    .filter((comment) => comment.mediaId === media.id && comment.listedAt <= instagram.clock.now())
    .reverse()
}

export function commentNode(instagram: Instagram, comment: Comment, asked: Field[]): Answer {
  const username = instagram.accounts.byId(comment.accountId)?.username
  const readers: Readers = {
    id: () => comment.id,
    text: () => comment.text,
    timestamp: () => timestamp(comment.createdAt),
    username: () => username,
    from: () => ({ id: comment.accountId, username }),
    like_count: () => 0,
    hidden: () => false,
    media: () => ({ id: comment.mediaId }),
    parent_id: () => undefined,
    replies: () => undefined,
    user: () => ({ id: comment.accountId }),
  }
  return readNode({ type: 'InstagramComment', readers, defaults: ['timestamp', 'text', 'id'] }, asked)
}
