import type { Violation } from '../../domain/errors.ts'
import type { Check } from '../contract.ts'
import { definition } from './definition.ts'
import { littleText } from './little-text.ts'
import { storedOptions } from './options.ts'
import { isPerson } from './urn.ts'

const longest = definition.postTypes.post.text.max

/** Rules of LinkedIn that no table holds. */
export const check: Check = ({ text, options, target, post_type, assets }) => {
  const { visibility, first_comment } = storedOptions().common.parse(options)
  const violations: Violation[] = []
  const warnings: string[] = []
  if (!text.isWellFormed()) violations.push(broken('text_content'))
  if (first_comment && !first_comment.isWellFormed())
    violations.push(broken('platform_specific_options.first_comment'))
  if (target && !isPerson(target) && visibility && visibility !== 'PUBLIC')
    violations.push({
      path: 'platform_specific_options.visibility',
      rule: 'not_allowed',
      message: 'What an organization posts on LinkedIn is for everybody: visibility can only be PUBLIC.',
    })
  if (text.length <= longest && littleText(text).length > longest)
    warnings.push(
      `LinkedIn may count the marks that keep ( ) [ ] { } < > @ # * _ ~ | and \\ as they are; then the text is longer than ${longest}.`,
    )
  // An empty commentary is documented for reposts alone.
  if (text.trim() === '' && (assets.length > 0 || post_type === 'article'))
    warnings.push('LinkedIn may refuse a post without any text.')
  if (/(?<![\p{L}\p{N}_])#[\p{L}\p{N}]+_/u.test(text))
    warnings.push('LinkedIn may link a hashtag only up to its underscore.')
  return { violations, warnings }
}

const broken = (path: string): Violation => ({
  path,
  rule: 'invalid_characters',
  message: 'The text has broken characters, which cannot be sent.',
})
