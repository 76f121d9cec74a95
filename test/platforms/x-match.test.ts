import { describe, expect, it } from 'vitest'
import {
  createdAt,
  isSame,
  type Sought,
  type TimelinePost,
  timelinePost,
} from '../../shared/platforms/x/match.ts'

const id = '1445880548472328192'

const sought = (text: string, rest: Partial<Sought> = {}): Sought => ({
  text,
  mediaCount: 0,
  parentId: undefined,
  since: createdAt(id) - 1_000,
  ...rest,
})
const shown = (text: string, rest: Partial<TimelinePost> = {}) => timelinePost.parse({ id, text, ...rest })
const links = (...urls: [url: string, expanded_url: string, media_key?: string][]) => ({
  entities: {
    urls: urls.map(([url, expanded_url, media_key]) => ({
      url,
      expanded_url,
      ...(media_key ? { media_key } : {}),
    })),
  },
})
const short = 'https://t.co/abcdefghij'
const shortMedia = 'https://t.co/zyxwvutsrq'

describe('recognising a post on the timeline', () => {
  it('reads its time from its id', () => {
    // The example of Wikipedia's article on snowflake ids.
    expect(new Date(createdAt('1541815603606036480')).toISOString()).toBe('2022-06-28T16:07:40.105Z')
  })

  it.each([
    ['composed and decomposed letters', 'cafe\u0301', 'caf\u00e9'],
    ['escaped characters', 'a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['what looked escaped from the start', 'write &amp; not &', 'write &amp;amp; not &amp;'],
    ['white space at the ends and line breaks', ' a\r\n\r\nb ', 'a\n\nb'],
  ])('sees through %s', (_, ours, theirs) => {
    expect(isSame(shown(theirs), sought(ours))).toBe(true)
  })

  it.each([
    ['https://example.com/a?b=1&c=2', 'https://example.com/a?b=1&c=2'],
    ['example.com', 'http://example.com'],
    ['https://Example.COM/Path', 'https://example.com/Path'],
    ['https://example.com', 'https://example.com/'],
    ["https://example.com/?a=$&b=$$2&c=$'d", "https://example.com/?a=$&b=$$2&c=$'d"],
  ])('puts %s in the place of its t.co link', (ours, expanded) => {
    const post = shown(`see ${short} now`, links([short, expanded]))
    expect(isSame(post, sought(`see ${ours} now`))).toBe(true)
    expect(isSame(post, sought('see https://example.com/other now'))).toBe(false)
  })

  it('drops the link that X appends for media, and counts the media', () => {
    const media = { attachments: { media_keys: ['3_1', '3_2'] } }
    const link = links([shortMedia, `https://x.com/alice/status/${id}/photo/1`])
    const post = shown(`hello ${shortMedia}`, { ...media, ...link })
    expect(isSame(post, sought('hello', { mediaCount: 2 }))).toBe(true)
    expect(isSame(post, sought('hello', { mediaCount: 1 }))).toBe(false)
    expect(isSame(shown('hello'), sought('hello', { mediaCount: 2 }))).toBe(false)
  })

  it('keeps a link to somebody’s picture that was part of the text', () => {
    const picture = 'https://x.com/bob/status/1/photo/1'
    expect(isSame(shown(`look ${short}`, links([short, picture])), sought(`look ${picture}`))).toBe(true)
  })

  it('knows media by their key when the link names another id', () => {
    const link = links([shortMedia, 'https://x.com/alice/status/1/video/1', '7_1'])
    const post = shown(shortMedia, { ...link, attachments: { media_keys: ['7_1'] } })
    expect(isSame(post, sought('', { mediaCount: 1 }))).toBe(true)
  })

  it('wants the same parent, or none', () => {
    const reply = shown('hi', { referenced_tweets: [{ type: 'replied_to', id: '5' }] })
    const newer = shown('hi', { referenced_posts: [{ type: 'replied_to', id: '5' }] })
    for (const post of [reply, newer]) {
      expect(isSame(post, sought('hi', { parentId: '5' }))).toBe(true)
      expect(isSame(post, sought('hi', { parentId: '6' }))).toBe(false)
      expect(isSame(post, sought('hi'))).toBe(false)
    }
    expect(isSame(shown('hi'), sought('hi', { parentId: '5' }))).toBe(false)
  })

  it('wants the same poll, or none', () => {
    const post = shown('Tea?', { attachments: { poll_ids: ['7'] } })
    const polls = [{ id: '7', options: [{ label: 'Yes &amp; no' }, { label: 'No' }] }]
    const asked = (...choices: string[]) => sought('Tea?', { choices })
    expect(isSame(post, asked('Yes & no', 'No'), polls)).toBe(true)
    expect(isSame(post, asked('No', 'Yes & no'), polls)).toBe(false)
    expect(isSame(post, asked('Yes & no', 'No', 'Later'), polls)).toBe(false)
    expect(isSame(post, sought('Tea?'), polls)).toBe(false)
    expect(isSame(shown('Tea?'), asked('Yes & no', 'No'), polls)).toBe(false)
    // A poll that was left out of the answer.
    expect(isSame(post, asked('Yes & no', 'No'))).toBe(true)
  })

  it('wants the same quoted post, without the link that X appends for it', () => {
    const quotes = (quoted: string) => ({ referenced_tweets: [{ type: 'quoted', id: quoted }] })
    const link = links([short, 'https://twitter.com/bob/status/5'])
    const asked = sought('look', { quotedId: '5' })
    expect(isSame(shown('look', quotes('5')), asked)).toBe(true)
    expect(isSame(shown(`look ${short}`, { ...quotes('5'), ...link }), asked)).toBe(true)
    expect(isSame(shown('look', quotes('6')), asked)).toBe(false)
    expect(isSame(shown('look'), asked)).toBe(false)
    const linked = sought('look https://twitter.com/bob/status/5', { quotedId: '5' })
    expect(isSame(shown(`look ${short}`, { ...quotes('5'), ...link }), linked)).toBe(true)
    expect(
      isSame(shown(`look ${short}`, { ...quotes('5'), ...link }), { ...linked, quotedId: undefined }),
    ).toBe(true)
  })

  it('compares long posts by their whole text', () => {
    const text = 'long '.repeat(100)
    for (const name of ['note_tweet', 'note_post'])
      expect(isSame(shown('long long …', { [name]: { text } }), sought(text))).toBe(true)
  })

  it('leaves out what is older than the window', () => {
    expect(isSame(shown('hi'), sought('hi', { since: createdAt(id) }))).toBe(true)
    expect(isSame(shown('hi'), sought('hi', { since: createdAt(id) + 1 }))).toBe(false)
  })

  it('does not take words that differ', () => {
    expect(isSame(shown('Hello'), sought('hello'))).toBe(false)
    expect(isSame(shown('a b'), sought('ab'))).toBe(false)
  })
})
