import { createHash } from 'node:crypto'
import twitterText from 'twitter-text'
import type { XPost } from '../state.ts'

/** Weighted length; the library's default is configuration version 3 (URLs 23, emoji sequences 2). */
export const weightedLength = (text: string) => twitterText.parseTweet(text).weightedLength

export const hasForbiddenCharacters = (text: string) => /[\uFFFE\uFEFF\uFFFF]/.test(text)

export const cashtagsOf = (text: string) => twitterText.extractCashtags(text)

export const mentionsOf = (text: string) => twitterText.extractMentions(text)

/** What X makes of a text: t.co in place of each URL, and where the entities stand (in code points). */
export interface RenderedText {
  text: string
  entities: Record<string, Record<string, unknown>[]>
}

interface Span {
  kind: 'urls' | 'hashtags' | 'mentions' | 'cashtags'
  start: number
  end: number
  shown: string
  about: Record<string, unknown>
}

/** Text and entities of a post; `escaped` gives the HTML-escaped form of the reads. */
export function renderText(post: XPost, permalink: string, escaped: boolean): RenderedText {
  const encode = escaped ? escapeMarkup : (text: string) => text
  const entities: RenderedText['entities'] = {}
  let text = ''
  let length = 0
  const add = (piece: string) => {
    text += piece
    length += [...piece].length
  }
  const addEntity = (span: Pick<Span, 'kind' | 'shown' | 'about'>) => {
    const start = length
    add(span.shown)
    entities[span.kind] ??= []
    entities[span.kind]!.push({ start, end: length, ...span.about })
  }
  let at = 0
  for (const span of spansOf(post)) {
    add(encode(post.text.slice(at, span.start)))
    addEntity({ ...span, shown: encode(span.shown) })
    at = span.end
  }
  add(encode(post.text.slice(at)))
  if (post.media.length > 0) {
    if (length > 0) add(' ')
    const kind = post.media[0]!.kind === 'image' ? 'photo' : 'video'
    const url = shortLink(post.id, 'media')
    addEntity({
      kind: 'urls',
      shown: url,
      about: {
        url,
        expanded_url: `${permalink}/${kind}/1`,
        display_url: `pic.x.com/${url.slice(-10)}`,
        media_key: post.media[0]!.key,
      },
    })
  }
  if (post.quoted) {
    add(' ')
    const { id, url } = post.quoted
    const short = shortLink(post.id, `quoted ${id}`)
    addEntity({ kind: 'urls', shown: short, about: linkAbout(url, short) })
  }
  return { text, entities }
}

/** Reads cut a long post and keep the whole in its note. */
export function truncated(rendered: string, post: XPost): string {
  const link = shortLink(post.id, 'note')
  return `${[...rendered].slice(0, 274).join('').trimEnd()}… ${link}`
}

function spansOf(post: XPost): Span[] {
  const { text } = post
  const urls: Span[] = twitterText
    .extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: true })
    .map(({ url, indices }, index) => {
      const short = shortLink(post.id, `${index} ${url}`)
      return { kind: 'urls', start: indices[0], end: indices[1], shown: short, about: linkAbout(url, short) }
    })
  const others: Span[] = [
    ...twitterText
      .extractHashtagsWithIndices(text)
      .map(({ hashtag, indices }) => span('hashtags', text, indices, { tag: hashtag })),
    ...twitterText
      .extractMentionsWithIndices(text)
      .map(({ screenName, indices }) => span('mentions', text, indices, { username: screenName })),
    ...twitterText
      .extractCashtagsWithIndices(text)
      .map(({ cashtag, indices }) => span('cashtags', text, indices, { tag: cashtag })),
  ]
  const free = others.filter((one) => urls.every((url) => one.end <= url.start || one.start >= url.end))
  return [...urls, ...free].sort((a, b) => a.start - b.start)
}

function span(kind: Span['kind'], text: string, [start, end]: [number, number], about: Span['about']): Span {
  return { kind, start, end, shown: text.slice(start, end), about }
}

function linkAbout(url: string, short: string): Span['about'] {
  const expanded = /^https?:\/\//i.test(url) ? url : `http://${url}`
  const bare = expanded.replace(/^https?:\/\/(www\.)?/i, '')
  return {
    url: short,
    expanded_url: expanded,
    display_url: bare.length > 27 ? `${bare.slice(0, 26)}…` : bare,
  }
}

function shortLink(postId: string, about: string): string {
  const digest = createHash('sha256').update(`${postId} ${about}`).digest('base64url')
  return `https://t.co/${digest.replace(/[_-]/g, '0').slice(0, 10)}`
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
