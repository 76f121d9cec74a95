import type { TagScore } from '../platforms/contract.ts'
import { plain, tagsOf } from '../platforms/hashtag.ts'
import { expected, level, mean, scoreOf } from './smoothing.ts'

export interface TaggedPost {
  text: string
  engagement: number
}

/**
 * The account's own hashtags, of its posts that speak of one of the keywords: how posts with them do beside its
 * average. Best first.
 * @param keywords as `plain` writes them
 */
export function ownTags(posts: readonly TaggedPost[], keywords: readonly string[]): TagScore[] {
  if (posts.length === 0) return []
  const average = mean(posts.map(({ engagement }) => level(engagement)))
  const seen = new Map<string, { sum: number; weight: number }>()
  const wanted = new Set<string>()
  for (const { text, engagement } of posts) {
    const isAbout = speaksOf(plain(text), keywords)
    for (const tag of tagsOf(text)) {
      const { sum, weight } = seen.get(tag) ?? { sum: 0, weight: 0 }
      seen.set(tag, { sum: sum + level(engagement), weight: weight + 1 })
      if (isAbout) wanted.add(tag)
    }
  }
  return [...wanted].map((tag) => ({ tag, score: scoreOf(expected(seen.get(tag)!, average), average) }))
}

/** Hashtags have no spaces: "slow fashion" is spoken of by #slowfashion too. */
const speaksOf = (text: string, keywords: readonly string[]): boolean =>
  keywords.some((keyword) => text.includes(keyword) || text.includes(`#${keyword.replace(/\s+/gu, '')}`))
