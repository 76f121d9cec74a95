import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownTags } from '../../../shared/insights/own-tags.ts'
import { tagsOf } from '../../../shared/platforms/hashtag.ts'

const scores = (found: { tag: string; score: number }[]) =>
  Object.fromEntries(found.map(({ tag, score }) => [tag, Math.round(score * 1000) / 1000]))

test('hashtags are words with a letter, in one spelling, each once', () => {
  expect(tagsOf('Tea #Tea #TEA #2026 #été #été_2026 # #a-b c#d https://x.test/#part')).toEqual([
    'tea',
    'été',
    'été_2026',
    'a',
    'd',
    'part',
  ])
  expect(tagsOf('#Été')).toEqual(tagsOf('#E\u0301te\u0301'))
})

describe('the tags of own posts', () => {
  // Ten posts with 99 and ten with 9: levels ln 100 and ln 10, average ln 10^1.5.
  const posts = [
    ...Array.from({ length: 10 }, () => ({ text: 'Morning coffee #coffee #slowfashion', engagement: 99 })),
    ...Array.from({ length: 10 }, () => ({ text: 'Tea #tea', engagement: 9 })),
  ]

  test('are scored beside the average of the account', () => {
    const score = (above: number) => Math.round(1000 / (1 + 10 ** -above)) / 1000
    expect(scores(ownTags(posts, ['coffee', 'tea']))).toEqual({
      coffee: score((0.5 * 10) / 15),
      slowfashion: score((0.5 * 10) / 15),
      tea: score((-0.5 * 10) / 15),
    })
  })

  test('are those of posts that speak of a keyword', () => {
    expect(Object.keys(scores(ownTags(posts, ['slow fashion'])))).toEqual(['coffee', 'slowfashion'])
    expect(ownTags(posts, ['bicycles'])).toEqual([])
    expect(ownTags([], ['coffee'])).toEqual([])
  })

  test('stay between 0 and 1, and what is used in every post says nothing: 0.5', () => {
    const engagement = fc.integer({ min: 0, max: 1_000_000 })
    fc.assert(
      fc.property(fc.array(engagement, { minLength: 1, maxLength: 30 }), (list) => {
        const own = list.map((one, index) => ({
          text: index % 2 ? 'x #all #odd' : 'x #all',
          engagement: one,
        }))
        const found = ownTags(own, ['x'])
        for (const { score } of found) {
          expect(score).toBeGreaterThan(0)
          expect(score).toBeLessThan(1)
        }
        expect(found.find(({ tag }) => tag === 'all')!.score).toBeCloseTo(0.5, 9)
      }),
    )
  })
})
