import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ContentAsset } from '../../shared/domain/publish-job.ts'
import { check } from '../../shared/platforms/x/check.ts'
import * as x from '../../shared/platforms/x/index.ts'
import { weightedLength } from '../../shared/platforms/x/weighted-length.ts'

const image: ContentAsset = { url: 'https://f.example/1', asset_type: 'image', mime_type: 'image/jpeg' }
const gif: ContentAsset = { ...image, mime_type: 'image/gif' }
const video: ContentAsset = { ...image, asset_type: 'video', mime_type: 'video/mp4' }

const post = (text: string) => check({ text, assets: [], options: {}, post_type: 'post' })
const thread = (parts: { text?: string; assets?: number[] }[], assets: ContentAsset[] = [], text = '') => {
  const options = x.definition.postTypes.thread!.options().parse({ parts }) as Record<string, unknown>
  return check({ text, assets, options, post_type: 'thread' })
}
const rules = ({ violations }: ReturnType<typeof post>) =>
  violations.map(({ path, rule }) => `${path}: ${rule}`)
const part = (index: number, field = '') => `platform_specific_options.parts.${index}${field}`

describe('the weighted length of a text', () => {
  it.each([
    ['plain', 5],
    ['日本語', 6],
    ['한국어', 6],
    ['e\u0301', 1],
    ['👨‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['“quotes” – dash', 15],
    ['https://example.com', 23],
    [`https://example.com/${'a'.repeat(300)}`, 23],
    ['see example.com now', 31],
    ['line\nbreak', 10],
  ])('%s is %i', async (text, length) => {
    expect(weightedLength(text)).toBe(length)
    expect(await x.measureText(text)).toBe(length)
  })

  it('is too long for a giant text, which is not parsed', () => {
    expect(weightedLength('a.'.repeat(50_000))).toBeGreaterThan(280)
    expect(post('a.'.repeat(50_000)).warnings).toEqual([])
  })

  const config = new URL('../../../shared/specs/twitter-text-config-v3.json', import.meta.url)
  it.skipIf(!existsSync(config))('is counted by the saved configuration 3 of X', () => {
    const { ranges, defaultWeight, scale, maxWeightedTweetLength } = JSON.parse(readFileSync(config, 'utf8'))
    expect(x.definition.postTypes.post!.text!.max).toBe(maxWeightedTweetLength)
    for (const { start, end, weight } of ranges)
      for (const code of [start === 0 ? 0x61 : start, end])
        expect(weightedLength(String.fromCodePoint(code))).toBe(weight / scale)
    expect(weightedLength('\u1100')).toBe(defaultWeight / scale)
  })
})

describe('what a post may say', () => {
  it('takes one cashtag, not two', () => {
    expect(rules(post('long $TSLA'))).toEqual([])
    expect(rules(post('long $TSLA, short $AAPL, $5 and a$b'))).toEqual(['text_content: max_cashtags'])
  })

  it.each(['\uFFFE', '\uFEFF', '\uFFFF', '\uD83D'])('takes no invalid character (%j)', (character) => {
    expect(rules(post(`a${character}b`))).toEqual(['text_content: invalid_characters'])
  })

  it('warns where a new top-level domain may count as a link', () => {
    expect(post(`${'a'.repeat(265)} new.zip9 b.music`).warnings).toEqual([])
    expect(post(`${'a'.repeat(262)} made.byinvention`).warnings).toHaveLength(1)
    expect(post('short made.byinvention').warnings).toEqual([])
    expect(post(`${'a'.repeat(250)} example.com`).warnings).toEqual([])
  })
})

describe('what a thread may hold', () => {
  it('takes parts with texts, pictures, or both', () => {
    const parts = [{ text: 'a', assets: [0, 1] }, { assets: [2] }, { text: 'c' }]
    expect(thread(parts, [image, image, video])).toEqual({ violations: [], warnings: [] })
  })

  it('has no text beside its parts', () => {
    expect(rules(thread([{ text: 'a' }, { text: 'b' }], [], 'c'))).toEqual(['text_content: not_allowed'])
  })

  it('holds each part to the rules of a post', () => {
    const long = '長'.repeat(141)
    const found = rules(
      thread([{ text: long }, { text: '$A $B' }, {}, { text: 'd', assets: [0, 1] }], [image, gif]),
    )
    expect(found).toEqual([
      `${part(0, '.text')}: max_length`,
      `${part(1, '.text')}: max_cashtags`,
      `${part(2)}: required`,
      `${part(3, '.assets')}: media_mix`,
    ])
  })

  it('gives each asset to exactly one part', () => {
    const found = rules(
      thread(
        [
          { text: 'a', assets: [0] },
          { text: 'b', assets: [0, 7] },
        ],
        [image, image],
      ),
    )
    expect(found).toEqual([
      `${part(1, '.assets')}: asset_index`,
      `${part(1, '.assets')}: asset_reused`,
      'assets.1: asset_unused',
    ])
  })

  it('warns of parts that say the same', () => {
    expect(thread([{ text: 'a' }, { text: 'a ' }]).warnings).toHaveLength(1)
  })

  it('is two to twenty-five parts', () => {
    const { options } = x.definition.postTypes.thread!
    const of = (count: number) => options().safeParse({ parts: Array(count).fill({ text: 'a' }) }).success
    expect([1, 2, 25, 26].map(of)).toEqual([false, true, true, false])
  })
})

describe('what a poll may hold', () => {
  const { options, required, media } = x.definition.postTypes.poll!
  const choices = ['Yes', 'No']
  const poll = (given: object) => options().safeParse({ choices, duration_minutes: 60, ...given }).success

  it('needs its question and takes no media', () => {
    expect({ required, media }).toEqual({ required: ['text'], media: { min: 0, max: 0, kinds: {} } })
  })

  it('has two to four choices of up to 25 characters', () => {
    expect([1, 2, 4, 5].map((count) => poll({ choices: Array(count).fill('a') }))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(poll({ choices: ['a', 'b'.repeat(25)] })).toBe(true)
    expect(poll({ choices: ['a', 'b'.repeat(26)] })).toBe(false)
    expect(poll({ choices: ['a', ' '] })).toBe(false)
  })

  it('is open for five minutes to a week', () => {
    expect([4, 5, 10_080, 10_081, 5.5].map((duration_minutes) => poll({ duration_minutes }))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it('says who may reply, and quotes nothing', () => {
    expect(poll({ reply_settings: 'following', made_with_ai: false })).toBe(true)
    expect(poll({ quote_post_id: '1' })).toBe(false)
  })

  it('takes no broken characters in a choice', () => {
    const found = check({
      text: 'Which?',
      assets: [],
      options: { choices: ['a', '\uD83D'], duration_minutes: 5 },
      post_type: 'poll',
    })
    expect(rules(found)).toEqual(['platform_specific_options.choices.1: invalid_characters'])
  })
})

describe('a post that quotes another', () => {
  const quoting = (assets: ContentAsset[]) =>
    check({ text: 'look', assets, options: { quote_post_id: '1445880548472328192' }, post_type: 'post' })

  it('is warned of who may quote', () => {
    expect(quoting([])).toMatchObject({ violations: [], warnings: [expect.stringContaining('Enterprise')] })
  })

  it('has no media', () => {
    expect(rules(quoting([image]))).toEqual(['assets: not_with_quote'])
  })
})

describe('the options of a post', () => {
  const { options } = x.definition.postTypes.post!
  it.each([
    [{ reply_settings: 'following', made_with_ai: true }, true],
    [{ reply_settings: null, made_with_ai: null }, true],
    [{ reply_settings: 'everyone' }, false],
    [{ parts: [] }, false],
    [{ made_with_ai: 'yes' }, false],
    [{ quote_post_id: '1445880548472328192' }, true],
    [{ quote_post_id: 1445880548 }, false],
    [{ quote_post_id: 'https://x.com/bob/status/1' }, false],
    [{ choices: ['a', 'b'], duration_minutes: 5 }, false],
  ])('%j is valid: %s', (given, valid) => {
    expect(options().safeParse(given).success).toBe(valid)
  })
})
