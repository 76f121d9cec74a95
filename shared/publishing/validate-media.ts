import type { Violation } from '../domain/errors.ts'
import type { JobMedia } from '../domain/publish-job.ts'
import type { MediaRule, PostTypeRules } from '../platforms/contract.ts'
import type { PostContent } from './content.ts'
import { brokenBounds, isAgainst } from './media-bounds.ts'

/** Counts, mixes and kinds from what the caller said; sizes, ratios and codecs from what was measured. */
export function checkMediaRules(
  name: string,
  rules: PostTypeRules,
  content: PostContent,
  measured?: readonly JobMedia[],
): { violations: Violation[]; warnings: string[] } {
  const violations: Violation[] = []
  const warnings: string[] = []
  const refuse = (path: string, rule: string, message: string) => violations.push({ path, rule, message })
  const { min, max, kinds, alone, altText } = rules.media
  const count = content.assets.length
  const onNetwork = `On ${name}, ${an(content.post_type)}`
  if (count < min) refuse('assets', 'min_media', `${onNetwork} needs at least ${plural(min)}.`)
  if (count > max) refuse('assets', 'max_media', `${onNetwork} takes at most ${plural(max)}.`)

  content.assets.forEach((asset, index) => {
    const path = `assets.${index}`
    const kind = measured?.[index]?.kind ?? declaredKind(asset)
    const rule = kinds[kind]
    if (!rule) {
      refuse(path, 'media_kind', `${onNetwork} takes no ${kind}.`)
      return
    }
    if (alone?.includes(kind) && count > 1)
      refuse(path, 'media_alone', `On ${name}, ${an(kind)} must be the only file of a post.`)
    if (altText && asset.alt_text) {
      if (!altText.kinds.includes(kind)) warnings.push(`${name} keeps no alternative text for ${an(kind)}.`)
      else if (asset.alt_text.length > altText.max)
        refuse(
          `${path}.alt_text`,
          'max_length',
          `The alternative text is longer than ${altText.max} characters.`,
        )
    }
    const file = measured?.[index]
    if (file) {
      violations.push(...checkFile(path, rule, file))
      const which = count > 1 ? `File ${index}: ` : ''
      warnings.push(...adviceOn(rule, file).map((says) => `${which}${says}`))
    } else if (!rule.mime.includes(asset.mime_type))
      refuse(
        `${path}.mime_type`,
        'media_format',
        `${name} takes ${rule.mime.join(', ')} here, not ${asset.mime_type}.`,
      )
  })
  return { violations, warnings }
}

const an = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`

const plural = (count: number) => (count === 1 ? '1 file' : `${count} files`)

const declaredKind = (asset: { asset_type: string; mime_type: string }): JobMedia['kind'] => {
  if (asset.asset_type === 'document') return 'document'
  if (asset.mime_type === 'image/gif') return 'gif'
  return asset.asset_type === 'video' ? 'video' : 'image'
}

const adviceOn = ({ advice = [] }: MediaRule, file: JobMedia): string[] =>
  advice.flatMap((one) => (isAgainst(one, file) ? [one.says] : []))

function checkFile(path: string, rule: MediaRule, file: JobMedia): Violation[] {
  const broken: Violation[] = brokenBounds(rule, file).map((one) => ({ path, ...one }))
  if (!rule.mime.includes(file.mime))
    broken.push({
      path,
      rule: 'media_format',
      message: `The file is ${file.mime}; allowed are ${rule.mime.join(', ')}.`,
    })
  if (rule.indexFirst && file.moov_first === false)
    broken.push({
      path,
      rule: 'index_first',
      message:
        'The index (moov) of the video stands behind its pictures; export it for streaming (fast start).',
    })
  for (const [codec, allowed, label] of [
    [file.video_codec, rule.videoCodecs, 'video'],
    [file.audio_codec, rule.audioCodecs, 'audio'],
  ] as const)
    if (codec && allowed && !allowed.includes(codec))
      broken.push({
        path,
        rule: `${label}_codec`,
        message: `The ${label} is ${codec}; allowed are ${allowed.join(', ')}.`,
      })
  return broken
}
