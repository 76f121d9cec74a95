import * as z from 'zod'
import type { Violation } from '../../domain/errors.ts'
import type { PlatformModule } from '../contract.ts'

const tagged = z.array(z.looseObject({ item: z.number() })).catch([])

/** Rules over several fields at once. */
export const check: NonNullable<PlatformModule['check']> = ({ assets, options, post_type }) => {
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
    warnings: bothCovers ? ['Instagram ignores thumb_offset, since cover_url is given.'] : [],
  }
}
