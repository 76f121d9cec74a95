import { type Field, type Readers, readNode } from '../../meta/fields.ts'
import { pageById } from '../pages.ts'
import { part, timestamp } from '../read.ts'
import type { Comment, Facebook } from '../state.ts'

/** Oldest first; the same comments stand below a post and below what it shows. */
export function commentsOn(facebook: Facebook, objectIds: string[]): Comment[] {
  const now = facebook.clock.now()
  return Object.values(facebook.state.comments)
    .filter((comment) => objectIds.includes(comment.objectId) && comment.effect.listedAt <= now)
    .sort((a, b) => a.effect.liveAt - b.effect.liveAt)
}

export function commentNode(facebook: Facebook, comment: Comment, asked: Field[]): Record<string, unknown> {
  const { asset } = comment
  const readers: Readers = {
    id: () => comment.id,
    message: () => comment.message,
    created_time: () => timestamp(comment.effect.liveAt),
    from: (nested) =>
      part('Page', { name: pageById(facebook, comment.pageId)?.name, id: comment.pageId }, nested),
    attachment: (nested) =>
      asset &&
      part('StoryAttachment', { type: 'photo', url: `${facebook.url}/_media/${asset.file}` }, nested),
    object: (nested) => part('Object', { id: comment.objectId }, nested),
    permalink_url: () => `${facebook.url}/${comment.id}`,
    can_remove: () => true,
    comment_count: () => 0,
    like_count: () => 0,
    is_hidden: () => false,
    parent: () => undefined,
  }
  return readNode({ type: 'Comment', readers, defaults: ['created_time', 'from', 'message', 'id'] }, asked)
}
