import * as z from 'zod/mini'
import type { Violation } from '../../domain/errors.ts'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { Check } from '../contract.ts'

const tagged = z.catch(z.array(z.looseObject({ item: z.number() })), [])

/** A pixel of rounding is not another shape. */
const shapeTolerance = 0.01

function shapesDiffer(media: readonly JobMedia[]): boolean {
  const ratios = media.map(({ width, height }) => width / height)
  return ratios.some((ratio) => Math.abs(ratio / ratios[0]! - 1) > shapeTolerance)
}

/** Rules over several fields at once. */
export const check: Check = ({ assets, options, post_type }, media) => {
  const violations: Violation[] = []
  if (post_type === 'carousel')
    tagged.parse(options.user_tags).forEach(({ item }, index) => {
      if (assets[item]?.asset_type === 'image') return
      violations.push({
        path: `platform_specific_options.user_tags.${index}.item`,
        rule: 'user_tags_on_images',
        message: `Item ${item} of this carousel is no image; only images take tags.`,
      })
    })
  const bothCovers = post_type === 'reel' && options.cover_url != null && options.thumb_offset != null
  return {
    violations,
    warnings: [
      ...(bothCovers ? ['Instagram ignores thumb_offset, since cover_url is given.'] : []),
      ...(post_type === 'carousel' && media && shapesDiffer(media)
        ? ['Instagram crops all of a carousel to the shape of its first file.']
        : []),
    ],
  }
}
