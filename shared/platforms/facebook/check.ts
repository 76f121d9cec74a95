import type { Violation } from '../../domain/errors.ts'
import type { Check } from '../contract.ts'

/** Rules over several fields at once. */
export const check: Check = ({ assets, options, post_type }) => {
  const violations: Violation[] = []
  const { link } = options
  if (post_type !== 'post' || typeof link !== 'string') return { violations, warnings: [] }
  if (assets.length > 0)
    violations.push({
      path: 'platform_specific_options.link',
      rule: 'link_without_media',
      message: 'A post shows a link or photos, not both. Put the link into the text instead.',
    })
  // Seen refused as 1609008, though not always.
  const warnings = isFacebook(link) ? ['Facebook may refuse links to itself.'] : []
  return { violations, warnings }
}

const isFacebook = (link: string): boolean => /(^|\.)(facebook\.com|fb\.com|fb\.me)$/i.test(hostOf(link))

const hostOf = (link: string): string => (URL.canParse(link) ? new URL(link).hostname : '')
