import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { MediaRule, PostTypeRules } from '../../shared/platforms/contract.ts'
import * as facebook from '../../shared/platforms/facebook/index.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import * as x from '../../shared/platforms/x/index.ts'

// The numbers of the fact sheets' own tables, which lie beside the repository where it is worked on, against our rules.
// Not here, for the sheets tell them in prose: kinds that stand alone (x-content), choices of options (…-definition,
// …-content), texts of options (networks/contract).

const kb = 1024
const mb = 1_000_000
const mib = 1024 * 1024
const gib = 1024 * mib

type Fact = [pattern: RegExp, ours: (number | undefined)[], unit?: number | number[]]
interface Section {
  sheet: string
  heading: string
  facts: Fact[]
}

const rule = (
  postTypes: Record<string, PostTypeRules>,
  type: string,
  kind: keyof PostTypeRules['media']['kinds'],
) => postTypes[type]!.media.kinds[kind] as MediaRule
const adviceOf = ({ advice = [] }: MediaRule) => Object.assign({}, ...advice) as Partial<MediaRule>
const longest = (schema: unknown): number | undefined => {
  const { maxLength, anyOf = [] } = z.toJSONSchema(schema as z.ZodMiniType) as z.core.JSONSchema.JSONSchema
  return maxLength ?? anyOf.find(({ type }) => type === 'string')?.maxLength
}

const ig: Record<string, PostTypeRules> = instagram.definition.postTypes
const fb: Record<string, PostTypeRules> = facebook.definition.postTypes
const li: Record<string, PostTypeRules> = linkedin.definition.postTypes
const tw: Record<string, PostTypeRules> = x.definition.postTypes
const pin: Record<string, PostTypeRules> = pinterest.definition.postTypes
const tt: Record<string, PostTypeRules> = tiktok.definition.postTypes

const photo = rule(ig, 'post', 'image')
const reel = rule(ig, 'reel', 'video')
const story = rule(ig, 'story', 'video')
const pageReel = rule(fb, 'reel', 'video')
const film = rule(li, 'video', 'video')
const picture = rule(li, 'post', 'image')
const animation = rule(tw, 'post', 'gif')
const clip = rule(tw, 'post', 'video')
const pinFilm = rule(pin, 'video', 'video')
const short = rule(tt, 'video', 'video')

const sections: Section[] = [
  {
    sheet: 'meta',
    heading: '### Instagram [O',
    facts: [
      [
        /caption \| (\d+) characters; (\d+) @mentions; \*\*(\d+) hashtags/,
        [ig.post!.text?.max, ig.post!.text?.maxMentions, ig.post!.text?.maxHashtags],
      ],
      [/hard stop (\d+), warn >(\d+)/, [ig.reel!.text?.maxHashtags, ig.reel!.text?.warnHashtags]],
      [
        /image \| JPEG per docs, ≤8 MB \((\d+) MiB\), aspect (\d):(\d)–([\d.]+):1, width (\d+)–/,
        [photo.maxBytes, photo.minRatio, photo.maxRatio, adviceOf(photo).minWidth],
        [mib, 0, 0, 1, 1],
      ],
      [/AAC ≤(\d+) kHz 1–(\d) ch/, [reel.maxAudioRate, reel.maxAudioChannels], [1000, 1]],
      [
        /kbps; (\d+)–(\d+) fps; ≤(\d+) px wide; ([\d.]+):1–(\d+):1/,
        [reel.minFps, reel.maxFps, reel.maxWidth, reel.minRatio, reel.maxRatio],
      ],
      [
        /\*\*(\d+) s–(\d+) min\*\*; \*\*(\d+) MB\*\*/,
        [reel.minSeconds, reel.maxSeconds, reel.maxBytes],
        [1, 60, mb],
      ],
      [/eligibility (\d+)–(\d+) s/, [adviceOf(reel).minSeconds, adviceOf(reel).maxSeconds]],
      [
        /as reel but ([\d.]+):1–(\d+):1, \*\*(\d+)–(\d+) s\*\*, \*\*(\d+) MB\*\*/,
        [story.minRatio, story.maxRatio, story.minSeconds, story.maxSeconds, story.maxBytes],
        [1, 1, 1, 1, mb],
      ],
      [/carousel \| (\d+)–\*\*(\d+)\*\*/, [ig.carousel!.media.min, ig.carousel!.media.max]],
      [/alt_text (\d+) chars/, [ig.post!.media.altText?.max]],
    ],
  },
  {
    sheet: 'meta',
    heading: '### Facebook\n',
    facts: [
      [/message \| ([\d,]+) characters/, [fb.post!.text?.max]],
      [
        /tiff; ≤(\d+) MB \(png ≤(\d+) MB advised\)/,
        [rule(fb, 'post', 'image').maxBytes, adviceOf(rule(fb, 'post', 'image')).maxBytes],
        mb,
      ],
      [/peers cap (\d+)/, [fb.post!.media.max]],
      [/\/ (\d+) min commonly quoted/, [rule(fb, 'video', 'video').maxSeconds], 60],
      [
        /≥(\d+)×(\d+) \(1080×(\d+) advised\), (\d+)–(\d+) fps, \*\*(\d+)–(\d+) s\*\*/,
        [
          pageReel.minWidth,
          pageReel.minLongSide,
          adviceOf(pageReel).minLongSide,
          pageReel.minFps,
          pageReel.maxFps,
          pageReel.minSeconds,
          pageReel.maxSeconds,
        ],
      ],
      [/story video \| as reel table, but ≤(\d+) s/, [rule(fb, 'story', 'video').maxSeconds]],
    ],
  },
  {
    sheet: 'linkedin',
    heading: '## 4. Limits',
    facts: [
      [/commentary \| ([\d,]+) /, [li.post!.text?.max]],
      [/comment \| ([\d,]+)/, [longest(li.post!.options().shape.first_comment)]],
      [
        /GIF \(≤(\d+) frames\); < ([\d,]+) pixels; (\d+) MB \(agg/,
        [rule(li, 'post', 'gif').maxFrames, picture.maxPixels! + 1, picture.maxBytes],
        [1, 1, mb],
      ],
      [/< ([\d,]+) pixels/, [rule(li, 'post', 'gif').maxPixels! + 1]],
      [/multiImage \d–(\d+)/, [li.post!.media.max]],
      [
        /MP4; (\d+) s–(\d+) min; (\d+) KB–(\d+) MB/,
        [film.minSeconds, film.maxSeconds, film.minBytes, film.maxBytes],
        [1, 60, kb, mb],
      ],
      [/aspect 1:([\d.]+)–([\d.]+):1/, [1 / film.minRatio!, film.maxRatio]],
      [
        /DOCX; ≤(\d+) MB; ≤(\d+) pages/,
        [rule(li, 'document', 'document').maxBytes, rule(li, 'document', 'document').maxPages],
        [mb, 1],
      ],
      [/poll \| question (\d+)/, [longest(li.poll!.options().shape.question)]],
    ],
  },
  {
    sheet: 'x',
    heading: '### 4.1 Text',
    facts: [[/`maxWeightedTweetLength` (\d+)/, [tw.post!.text?.max]]],
  },
  {
    sheet: 'x',
    heading: '### 4.2 Media',
    facts: [
      [/mix \| (\d+) photos/, [tw.post!.media.max]],
      [/image \| (\d+) MB/, [rule(tw, 'post', 'image').maxBytes], mib],
      [
        /GIF \| (\d+) MB; (\d+)×(\d+); (\d+) frames; (\d+) M pixels/,
        [
          animation.maxBytes,
          animation.maxWidth,
          animation.maxHeight,
          animation.maxFrames,
          animation.maxTotalPixels,
        ],
        [mib, 1, 1, 1, 1_000_000],
      ],
      // Either side may be the long one.
      [
        /≤(\d+) fps, (\d+)×(\d+) to (\d+)×1024, aspect 1:(\d) to (\d):1/,
        [clip.maxFps, clip.minWidth, clip.minHeight, clip.maxWidth, 1 / clip.minRatio!, clip.maxRatio],
      ],
      [
        /to Aug 2026 \| ([\d.]+)–(\d+) s, (\d+) MB/,
        [clip.minSeconds, clip.maxSeconds, clip.maxBytes],
        [1, 1, mib],
      ],
    ],
  },
  { sheet: 'x', heading: '**Alt text**', facts: [[/text ≤ (\d+)/, [tw.post!.media.altText?.max]]] },
  {
    sheet: 'pinterest',
    heading: '## 4. Media limits',
    facts: [
      [/image size \| (\d+) MB/, [rule(pin, 'post', 'image').maxBytes], mb],
      [/image shape \| (\d):(\d),/, [adviceOf(rule(pin, 'post', 'image')).minRatio], [0, 0]],
      [/carousel \| (\d)–(\d) images/, [pin.carousel!.media.min, pin.carousel!.media.max]],
      [
        /≤ (\d+) GB; (\d+) s to (\d+) min/,
        [pinFilm.maxBytes, pinFilm.minSeconds, pinFilm.maxSeconds],
        [1000 * mb, 1, 60],
      ],
      [/taller than ([\d.]+):1, shorter than 1:(\d)/, [pinFilm.maxRatio, 1 / pinFilm.minRatio!]],
      [
        /link \/ alt \| (\d+) \/ (\d+) \(UI \d+\) \/ \d+ \/ (\d+)/,
        [longest(pin.post!.options().shape.title), pin.post!.text?.max, pin.post!.media.altText?.max],
      ],
    ],
  },
  {
    sheet: 'tiktok',
    heading: '## 4. Limits',
    facts: [
      [/\(`title`\) \| (\d+) UTF-16/, [tt.video!.text?.max]],
      [/description \| (\d+) \/ (\d+)/, [longest(tt.photo!.options().shape.title), tt.photo!.text?.max]],
      [/frame rate \| (\d+)–(\d+) fps/, [short.minFps, short.maxFps]],
      [/pixels \| (\d+)–(\d+) per side/, [short.minWidth, short.maxWidth]],
      [/pixels \| (\d+)–(\d+) per side/, [short.minHeight, short.maxHeight]],
      [/send ≤ (\d+) min/, [short.maxSeconds], 60],
      [/size \| ≤ (\d+) GB/, [short.maxBytes], gib],
      [
        /≤ (\d+) MB each; max 1080p \(peers fit into 1080×(\d+) .+; 1–(\d+) /,
        [rule(tt, 'photo', 'image').maxBytes, rule(tt, 'photo', 'image').maxHeight, tt.photo!.media.max],
        [mib, 1, 1],
      ],
    ],
  },
]

const sheetOf = (name: string): string | undefined => {
  const sheet = new URL(`../../../shared/platforms/${name}.md`, import.meta.url)
  return existsSync(sheet) ? readFileSync(sheet, 'utf8') : undefined
}

/** The section from its heading to the next. */
function sectionOf({ sheet, heading }: Section): string {
  const text = sheetOf(sheet) ?? ''
  const from = text.indexOf(heading)
  if (from < 0) return ''
  const behind = text.slice(from + heading.length)
  const next = behind.search(/\n##/)
  return next < 0 ? behind : behind.slice(0, next)
}

/** The numbers found, in our units; two whose unit is 0 are the sides of one ratio. */
function read(found: string[], unit: Fact[2] = 1): number[] {
  const numbers = found.map((text) => Number(text.replaceAll(',', '')))
  const units = numbers.map((_, index) => (Array.isArray(unit) ? (unit[index] ?? 1) : unit))
  return numbers.flatMap((number, index) => {
    if (units[index] !== 0) return [number * units[index]!]
    return units.slice(0, index).filter((one) => one === 0).length % 2 === 0
      ? [number / numbers[index + 1]!]
      : []
  })
}

describe.each(sections)('$sheet, $heading', (section) => {
  test.skipIf(!sheetOf(section.sheet)).each(section.facts)('%s', (pattern, ours, unit) => {
    const found = pattern.exec(sectionOf(section))
    expect(found, 'the sheet no longer says so').not.toBeNull()
    const theirs = read(found!.slice(1), unit)
    expect(ours).toHaveLength(theirs.length)
    for (const [index, number] of theirs.entries()) expect(ours[index]).toBeCloseTo(number, 6)
  })
})
