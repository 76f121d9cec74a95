import { once } from '../../domain/once.ts'

/**
 * Commentary is "little text": these characters are syntax, and where they stand bare LinkedIn answers 201 and cuts
 * the text there without a word. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format,
 * checked 2026-11-20; the cutting was reported by four other projects.
 */
const reserved = /[\\|{}@[\]()<>#*_~]/g
const escaped = /\\([\\|{}@[\]()<>#*_~])/g

/** A mention as LinkedIn writes it, name and URN; callers may write it so, too. */
const mention = /@\[([^[\]()\\\n]+)\]\((urn:li:(?:organization|person):[\w-]+)\)/
/** A word that becomes a tag when its mark stays bare. Without `_`: what LinkedIn makes of it there is unknown. */
const hashtag = /(?<![\p{L}\p{M}\p{N}_#&/\\])#(?=\p{N}*\p{L})[\p{L}\p{M}\p{N}]+/u
/** Made at the first text: much of Unicode goes into it. */
const syntax = once(() => new RegExp(`${mention.source}|${hashtag.source}`, 'gu'))

const literal = (words: string): string => words.replace(reserved, '\\$&')

/** The text as commentary: shown as it was written, with its hashtags and mentions alive. */
export function littleText(text: string): string {
  let commentary = ''
  let end = 0
  for (const found of text.matchAll(syntax())) {
    const [whole, name, urn] = found
    commentary += literal(text.slice(end, found.index))
    commentary += name && urn ? `@[${literal(name)}](${urn})` : whole
    end = found.index + whole.length
  }
  return commentary + literal(text.slice(end))
}

/** Commentary as a person sees it, in one form: what was sent equals what is read back. */
export const visibleText = (commentary: string): string =>
  commentary
    .replace(/\{hashtag\|\\?#\|([^{}|]+)\}/g, '#$1')
    .replace(/@\[((?:\\.|[^\]\\])+)\]\(urn:li:[^)]+\)/g, '$1')
    .replace(escaped, '$1')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
