import { createHash } from 'node:crypto'
import type { LinkedIn, Post } from '../state.ts'

const day = 24 * 60 * 60_000

/** Engagement that grows over a day to figures fixed by the URN, so that insights have something to weigh. */
export function metricsOf(context: LinkedIn, post: Post, at = context.clock.now()) {
  if (post.likes !== undefined) return remembered(at < post.createdAt ? 0 : post.likes)
  const seed = createHash('sha256').update(post.urn).digest()
  const grown = Math.min(1, Math.max(0, at - post.createdAt) / day)
  const upTo = (most: number, byte: number) => Math.floor((seed[byte]! / 256) * most * grown)
  const impressionCount = upTo(3000, 0)
  const least = (count: number) => Math.min(impressionCount, count)
  return {
    impressionCount,
    uniqueImpressionsCount: Math.floor(impressionCount * 0.7),
    clickCount: least(upTo(90, 1)),
    likeCount: least(upTo(70, 2)),
    commentCount: context.state.comments.filter((one) => one.post === post.urn && one.createdAt <= at).length,
    shareCount: least(upTo(9, 3)),
  }
}

const remembered = (likes: number) => ({
  impressionCount: likes * 20,
  uniqueImpressionsCount: likes * 14,
  clickCount: 0,
  likeCount: likes,
  commentCount: 0,
  shareCount: 0,
})

export type Metrics = ReturnType<typeof metricsOf>

export const noMetrics: Metrics = {
  impressionCount: 0,
  uniqueImpressionsCount: 0,
  clickCount: 0,
  likeCount: 0,
  commentCount: 0,
  shareCount: 0,
}

const combined = (one: Metrics, other: Metrics, sign: 1 | -1): Metrics => ({
  impressionCount: one.impressionCount + sign * other.impressionCount,
  uniqueImpressionsCount: one.uniqueImpressionsCount + sign * other.uniqueImpressionsCount,
  clickCount: one.clickCount + sign * other.clickCount,
  likeCount: one.likeCount + sign * other.likeCount,
  commentCount: one.commentCount + sign * other.commentCount,
  shareCount: one.shareCount + sign * other.shareCount,
})

export const added = (one: Metrics, other: Metrics) => combined(one, other, 1)
export const subtracted = (one: Metrics, other: Metrics) => combined(one, other, -1)
