import extractCashtags from 'twitter-text/dist/extractCashtags.js'
import extractUrls from 'twitter-text/dist/extractUrls.js'
import type { Violation } from '../../domain/errors.ts'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { Check } from '../contract.ts'
import { definition, mediaPerPost } from './definition.ts'
import { type Part, planOf } from './options.ts'
import { weightedLength } from './weighted-length.ts'

type Content = Parameters<Check>[0]

const linkLength = 23
const longest = definition.postTypes.post.text?.max ?? 0

/** Rules of X that no table holds: what stands in a text, and the parts of a thread. */
export const check: Check = (content, media) => {
  const { parts, poll, quotedId } = planOf(content)
  if (content.post_type !== 'thread')
    return {
      violations: [
        ...parts.flatMap(({ text }) => wording(text, 'text_content')),
        ...(poll?.choices ?? []).flatMap((choice, index) =>
          characters(choice, `platform_specific_options.choices.${index}`),
        ),
        ...(quotedId === undefined ? [] : quoting(content)),
      ],
      warnings: [
        ...parts.flatMap(({ text }) => uncertainLength(text)),
        ...(quotedId === undefined
          ? []
          : ['X lets the apps of Enterprise customers alone quote posts, and refuses others.']),
      ],
    }
  const violations = [
    ...(content.text
      ? [breach('text_content', 'not_allowed', 'A thread has its texts in `parts`; leave this empty.')]
      : []),
    ...parts.flatMap((part, index) =>
      partBreaches(content, { part, media }, `platform_specific_options.parts.${index}`),
    ),
    ...assetUse(content, parts),
  ]
  return { violations, warnings: [...parts.flatMap(({ text }) => uncertainLength(text)), ...repeats(parts)] }
}

function partBreaches(
  content: Content,
  { part, media }: { part: Part; media: readonly JobMedia[] | undefined },
  path: string,
): Violation[] {
  const { text, assets } = part
  const length = weightedLength(text)
  const kinds = assets.flatMap((index) => media?.[index]?.kind ?? declaredKind(content.assets[index]) ?? [])
  const mix = mixProblem(kinds)
  return [
    ...(text.trim() === '' && assets.length === 0
      ? [breach(path, 'required', 'A part needs a text or an asset.')]
      : []),
    ...(length > longest
      ? [breach(`${path}.text`, 'max_length', `X counts ${length} here and allows ${longest}.`)]
      : []),
    ...wording(text, `${path}.text`),
    ...(mix ? [breach(`${path}.assets`, 'media_mix', mix)] : []),
  ]
}

const quoting = ({ assets }: Content): Violation[] =>
  assets.length > 0 ? [breach('assets', 'not_with_quote', 'X takes no media with a quoted post.')] : []

/** The last is ours: half a surrogate pair can't be written as UTF-8. */
const characters = (text: string, path: string): Violation[] =>
  /[\uFFFE\uFEFF\uFFFF]/.test(text) || !text.isWellFormed()
    ? [breach(path, 'invalid_characters', 'X takes no U+FFFE, U+FEFF, U+FFFF and no broken characters.')]
    : []

function wording(text: string, path: string): Violation[] {
  const cashtags = extractCashtags(text)
  return [
    ...characters(text, path),
    ...(cashtags.length > 1
      ? [
          breach(
            path,
            'max_cashtags',
            `X allows one cashtag in a post; here are ${cashtags.map((tag) => `$${tag}`).join(', ')}.`,
          ),
        ]
      : []),
  ]
}

/** The library's list of top-level domains is of 2021: X counts newer ones as links of 23, and the library doesn't. */
function uncertainLength(text: string): string[] {
  const length = weightedLength(text)
  if (length > longest) return []
  const links = extractUrls(text)
  const more = (text.match(/(?<![\p{L}\p{N}@./:-])(?:[a-z0-9-]+\.)+[a-z]{2,}/giu) ?? [])
    .filter((word) => !links.some((link) => link.includes(word)))
    .reduce((sum, word) => sum + Math.max(0, linkLength - word.length), 0)
  return length + more > longest
    ? ['X may count what looks like a domain as a link of 23 characters, and then the text is too long.']
    : []
}

/** What X's refusal of duplicates compares is documented nowhere; it may not look at the parent. */
function repeats(parts: Part[]): string[] {
  const texts = parts.map(({ text }) => text.normalize('NFC').trim()).filter(Boolean)
  return new Set(texts).size < texts.length
    ? ['Parts of the thread have the same text; X may refuse the later one as a duplicate.']
    : []
}

/** Each asset belongs to exactly one part. */
function assetUse(content: Content, parts: Part[]): Violation[] {
  const used = parts.flatMap(({ assets }, part) => assets.map((asset) => ({ asset, part })))
  return [
    ...used
      .filter(({ asset }) => asset >= content.assets.length)
      .map(({ asset, part }) =>
        breach(
          `platform_specific_options.parts.${part}.assets`,
          'asset_index',
          `There is no asset ${asset}.`,
        ),
      ),
    ...used
      .filter(({ asset }, position) => used.findIndex((other) => other.asset === asset) < position)
      .map(({ asset, part }) =>
        breach(
          `platform_specific_options.parts.${part}.assets`,
          'asset_reused',
          `Asset ${asset} is in the thread already.`,
        ),
      ),
    ...content.assets.flatMap((_, index) =>
      used.some(({ asset }) => asset === index)
        ? []
        : [breach(`assets.${index}`, 'asset_unused', 'No part of the thread names this asset.')],
    ),
  ]
}

/** Why these can't stand in one post; undefined when they can. */
function mixProblem(kinds: JobMedia['kind'][]): string | undefined {
  if (kinds.length > mediaPerPost) return 'X takes up to 4 photos in a post.'
  if (kinds.length > 1 && kinds.some((kind) => kind !== 'image'))
    return 'X takes up to 4 photos, or 1 GIF, or 1 video in a post.'
  return undefined
}

function declaredKind(asset: Content['assets'][number] | undefined): JobMedia['kind'] | undefined {
  if (!asset) return undefined
  return asset.asset_type === 'image' && asset.mime_type === 'image/gif' ? 'gif' : asset.asset_type
}

const breach = (path: string, rule: string, message: string): Violation => ({ path, rule, message })
