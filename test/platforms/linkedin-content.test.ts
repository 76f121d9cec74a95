import { describe, expect, it } from 'vitest'
import {
  parseLittleText,
  visibleText as readBySimulator,
} from '../../local/platforms/linkedin/posts/little-text.ts'
import type { PlatformDefinition } from '../../shared/platforms/contract.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import { littleText, visibleText } from '../../shared/platforms/linkedin/little-text.ts'

describe('little text', () => {
  it.each([
    ['plain text, with (brackets)', 'plain text, with \\(brackets\\)'],
    ['\\|{}@[]()<>#*_~', '\\\\\\|\\{\\}\\@\\[\\]\\(\\)\\<\\>\\#\\*\\_\\~'],
    ['#tag and #Tag2, #тег #日本 #हिन्दी', '#tag and #Tag2, #тег #日本 #हिन्दी'],
    ['C# and # alone, a#b, ##twice', 'C\\# and \\# alone, a\\#b, \\#\\#twice'],
    ['#1 of 10, #2026goals', '\\#1 of 10, #2026goals'],
    ['#snake_case', '#snake\\_case'],
    ['mail me@example.com @someone', 'mail me\\@example.com \\@someone'],
    ['https://example.com/a_(b)?c=~d#e', 'https://example.com/a\\_\\(b\\)?c=\\~d\\#e'],
    ['{hashtag|\\#|word}', '\\{hashtag\\|\\\\\\#\\|word\\}'],
    ['العربية #وسم (نص)', 'العربية #وسم \\(نص\\)'],
    ['👩‍👩‍👧‍👦 #️⃣ *', '👩‍👩‍👧‍👦 \\#️⃣ \\*'],
  ])('writes %j', (text, commentary) => {
    expect(littleText(text)).toBe(commentary)
  })

  it('keeps a mention in LinkedIn’s own words, and its name readable', () => {
    const text = 'With @[Bluebird Bakery_2](urn:li:organization:5005001) (and @[Bob](urn:li:person:Ab-c_1))'
    expect(littleText(text)).toBe(
      'With @[Bluebird Bakery\\_2](urn:li:organization:5005001) \\(and @[Bob](urn:li:person:Ab-c_1)\\)',
    )
    expect(visibleText(littleText(text))).toBe('With Bluebird Bakery_2 (and Bob)')
  })

  it.each(['@[Name](urn:li:share:1)', '@[a](b)', '@[](urn:li:person:1)', '@[a\n](urn:li:person:1)'])(
    'takes %j for words',
    (text) => {
      expect(readBySimulator(parseLittleText(littleText(text)).pieces)).toBe(text)
    },
  )

  it('loses nothing of any text', () => {
    const letters = [
      ...'ab1 _#@[](){}<>|\\*~\n',
      'é',
      'e\u0301',
      '日',
      '👍🏽',
      '\u200f',
      'urn:li:person:1',
      'hashtag',
    ]
    let seed = 7
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    for (let round = 0; round < 3_000; round += 1) {
      const text = Array.from({ length: 1 + next(14) }, () => letters[next(letters.length)]).join('')
      if (/@\[.*\]\(urn/.test(text)) continue // a mention shows its name alone
      const { pieces, lost } = parseLittleText(littleText(text))
      expect(lost, text).toBe('')
      expect(readBySimulator(pieces), littleText(text)).toBe(text)
      expect(visibleText(littleText(text))).toBe(text.normalize('NFC').replace(/\s+/g, ' ').trim())
    }
  })

  it('knows what it wrote when it is read back with templates', () => {
    expect(visibleText('{hashtag|\\#|caf\\_e} \\(x\\) @[A\\_b](urn:li:person:1)')).toBe('#caf_e (x) A_b')
  })
})

const check = (given: Partial<Parameters<NonNullable<typeof linkedin.check>>[0]>) =>
  linkedin.check!({ text: 'hello', assets: [], options: {}, post_type: 'post', ...given })

describe('what LinkedIn takes', () => {
  it('warns when the marks that keep a text whole make it too long', () => {
    expect(check({ text: 'a'.repeat(3000) }).warnings).toEqual([])
    expect(check({ text: `${'a'.repeat(2999)}(` }).warnings).toHaveLength(1)
  })

  it('warns of a post without words, and of hashtags with an underscore', () => {
    const assets = [{ url: 'https://f.example/1', asset_type: 'image' as const, mime_type: 'image/png' }]
    expect(check({ text: ' ', assets }).warnings).toHaveLength(1)
    expect(check({ text: 'see #my_tag' }).warnings).toHaveLength(1)
    expect(check({ text: 'see #mytag and snake_case' }).warnings).toEqual([])
  })

  it('takes no broken characters', () => {
    const { violations } = check({ text: 'a\ud83d', options: { first_comment: '\udc00' } })
    expect(violations.map(({ path }) => path)).toEqual([
      'text_content',
      'platform_specific_options.first_comment',
    ])
  })

  it('keeps the posts of organizations public', () => {
    const options = { visibility: 'CONNECTIONS' }
    expect(check({ options, target: 'urn:li:person:1' }).violations).toEqual([])
    expect(check({ options: { visibility: 'PUBLIC' }, target: 'urn:li:organization:1' }).violations).toEqual(
      [],
    )
    expect(check({ options, target: 'urn:li:organization:1' }).violations).toMatchObject([
      { path: 'platform_specific_options.visibility' },
    ])
  })
})

const { postTypes, defaultPostType }: PlatformDefinition = linkedin.definition

describe('the types of posts and their options', () => {
  it.each([
    [[], 'post'],
    [['image', 'image'], 'post'],
    [['video'], 'video'],
    [['document'], 'document'],
  ])('%j is a %s unless named', (kinds, type) => {
    expect(defaultPostType({ assets: kinds.map((asset_type) => ({ asset_type })) })).toBe(type)
  })

  const poll = { question: 'Q?', options: ['a', 'b'], duration: 'ONE_DAY' }
  const article = { source: 'https://example.com', title: 'T' }
  it.each([
    ['post', {}, true],
    ['post', { visibility: 'LOGGED_IN', is_reshare_disabled_by_author: true, first_comment: 'x' }, true],
    ['post', { visibility: null, is_reshare_disabled_by_author: null, first_comment: null }, true],
    ['post', { visibility: 'CONTAINER' }, false],
    ['post', { first_comment: 'x'.repeat(1250) }, true],
    ['post', { first_comment: 'x'.repeat(1251) }, false],
    ['post', { first_comment: ' ' }, false],
    ['post', { title: 'not here' }, false],
    ['article', article, true],
    ['article', { ...article, description: 'D' }, true],
    ['article', { source: 'https://example.com' }, false],
    ['article', { ...article, source: 'ftp://example.com' }, false],
    ['article', { ...article, title: '' }, false],
    ['video', {}, true],
    ['video', { title: 'T' }, true],
    ['document', { title: 'T' }, true],
    ['document', {}, false],
    ['poll', poll, true],
    ['poll', { ...poll, question: 'x'.repeat(140), options: Array(4).fill('x'.repeat(30)) }, true],
    ['poll', { ...poll, question: 'x'.repeat(141) }, false],
    ['poll', { ...poll, options: ['a'] }, false],
    ['poll', { ...poll, options: Array(5).fill('a') }, false],
    ['poll', { ...poll, options: ['a', 'x'.repeat(31)] }, false],
    ['poll', { ...poll, duration: 'ONE_WEEK' }, false],
    ['poll', { question: 'Q?', options: ['a', 'b'] }, false],
  ])('a %s with %j is valid: %s', (type, options, valid) => {
    expect(postTypes[type]!.options().safeParse(options).success).toBe(valid)
  })
})
