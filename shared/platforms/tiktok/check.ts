import type { Violation } from '../../domain/errors.ts'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { Check } from '../contract.ts'
import { looseOptions } from './options.ts'

/** Rules over several fields at once. */
export const check: Check = ({ text, assets, options, post_type }, media = []) => {
  const { privacy_level, brand_content_toggle, photo_cover_index, title } = looseOptions().parse(options)
  const violations: Violation[] = []
  const refuse = (option: string, rule: string, message: string) =>
    violations.push({ path: `platform_specific_options.${option}`, rule, message })
  if (brand_content_toggle && privacy_level === 'SELF_ONLY')
    refuse('privacy_level', 'branded_content', 'A paid partnership can’t be visible to its owner only.')
  const isFilm = assets.some(({ asset_type }) => asset_type === 'video')
  if (!isFilm && photo_cover_index != null && photo_cover_index >= assets.length)
    refuse('photo_cover_index', 'asset_index', `There is no photo ${photo_cover_index}.`)
  const isFilmDraft = post_type === 'draft' && isFilm
  if (isFilmDraft && (photo_cover_index != null || title != null))
    refuse('post_type', 'photo_options', 'A draft of a video takes no title and no photo_cover_index.')
  return {
    violations: [...violations, ...tooLarge(media)],
    warnings: [
      ...(post_type === 'draft'
        ? ['A draft goes to the inbox of the TikTok app; its owner posts it there.']
        : []),
      ...(isFilmDraft && text
        ? ['TikTok takes no text with the draft of a video; yours will not appear.']
        : []),
      ...(assets.some(({ alt_text }) => alt_text) ? ['TikTok takes no alternative texts.'] : []),
    ],
  }
}

const p1080 = 1080

/** "Maximum 1080p": of measured photos, the shorter side. */
const tooLarge = (media: readonly JobMedia[]): Violation[] =>
  media.flatMap(({ kind, width, height }, index) =>
    kind === 'image' && Math.min(width, height) > p1080
      ? [
          {
            path: `assets.${index}`,
            rule: 'resolution',
            message: `Photo ${index} is ${width} × ${height}; TikTok takes up to 1080 × 1920.`,
          },
        ]
      : [],
  )
