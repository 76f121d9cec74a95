import { createHash } from 'node:crypto'
import type { XContext, XPost } from '../state.ts'

/** Engagement that grows over a day to a figure fixed by the id, so that insights have something to weigh. */
export function metricsOf(context: XContext, post: XPost) {
  if (post.likes !== undefined)
    return {
      repost_count: 0,
      reply_count: 0,
      like_count: post.likes,
      quote_count: 0,
      bookmark_count: 0,
      impression_count: post.likes * 20,
    }
  const seed = createHash('sha256').update(post.id).digest()
  const grown = Math.min(1, (context.clock.now() - post.createdAt) / (24 * 60 * 60_000))
  const upTo = (most: number, byte: number) => Math.floor((seed[byte]! / 256) * most * grown)
  return {
    repost_count: upTo(12, 0),
    reply_count: context.state.posts.filter((one) => one.parentId === post.id).length,
    like_count: upTo(60, 1),
    quote_count: upTo(3, 2),
    bookmark_count: upTo(8, 3),
    impression_count: upTo(2000, 4),
  }
}
