import { knownMedia } from '../assets/use-assets.ts'
import { AppError, type Violation } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { JobMedia } from '../domain/publish-job.ts'
import type { PlatformModule, PostTypeRules, TextRule } from '../platforms/contract.ts'
import { checks, definitions, textMeasures } from '../platforms/registry.ts'
import { type Place, type PostContent, type PostInput, readContent, rulesOf } from './content.ts'
import { checkMediaRules } from './validate-media.ts'

export interface Verdict {
  /** What the network will refuse. */
  violations: Violation[]
  /** What it will take, but crop, drop or discourage. */
  warnings: string[]
}

/**
 * Holds a post against the network's rules. The one path for `/validate`, for accepting a job and for the check
 * before publishing; measured media are judged where they are known.
 */
export async function validateContent(
  platform: Platform,
  content: PostContent,
  media?: readonly JobMedia[],
): Promise<Verdict> {
  const { name } = definitions[platform]
  const rules = rulesOf(platform, content.post_type)
  if (!rules) return { violations: [], warnings: [] } // readContent has named it
  const own = (await checks[platform]?.(content, media)) ?? { violations: [], warnings: [] }
  const text = await checkText(name, rules, content, textMeasures[platform])
  const files = checkMediaRules(name, rules, content, media)
  return {
    violations: [
      ...checkPresence(rules, content),
      ...text.violations,
      ...files.violations,
      ...own.violations,
    ],
    warnings: [...text.warnings, ...files.warnings, ...own.warnings],
  }
}

/** Reads a caller's post and holds it against the rules. One whose options can't be read is judged by them alone. */
export async function judgeContent(
  place: Place,
  input: PostInput,
): Promise<Verdict & { content: PostContent }> {
  const { content, violations } = readContent(place, input)
  const verdict = violations.length
    ? { violations, warnings: [] }
    : await validateContent(place.platform, content, knownMedia(content.assets))
  return { content, ...verdict }
}

/** The same, for a post to be taken in; @throws AppError `content_validation_failed` with every violation */
export async function acceptContent(
  place: Place,
  input: PostInput,
): Promise<{ content: PostContent; warnings: string[] }> {
  const { content, violations, warnings } = await judgeContent(place, input)
  if (violations.length)
    throw new AppError('content_validation_failed', violations.map(({ message }) => message).join(' '), {
      violations,
    })
  return { content, warnings }
}

function checkPresence(rules: PostTypeRules, content: PostContent): Violation[] {
  const own = rules.contentOptions?.some((option) => content.options[option] !== undefined) ?? false
  const nothing = content.text.trim() === '' && content.assets.length === 0 && !own
  const lacksText = rules.required.includes('text') && content.text.trim() === ''
  if (lacksText)
    return [{ path: 'text_content', rule: 'required', message: 'This type of post needs a text.' }]
  if (nothing && rules.text !== null && rules.media.min === 0)
    return [{ path: 'text_content', rule: 'required', message: 'A post needs a text or media.' }]
  return []
}

const hashtags = (text: string) => text.match(/#[\p{L}\p{N}_]+/gu) ?? []
const mentions = (text: string) => text.match(/(?<![\p{L}\p{N}_])@[\p{L}\p{N}_.]+/gu) ?? []

async function checkText(
  name: string,
  rules: PostTypeRules,
  content: PostContent,
  measure: PlatformModule['measureText'],
): Promise<Verdict> {
  const violations: Violation[] = []
  const warnings: string[] = []
  const refuse = (rule: string, message: string) => violations.push({ path: 'text_content', rule, message })
  const { text } = content
  if (rules.text === null) {
    if (text) warnings.push(`${name} shows no text with a ${content.post_type}; yours will not appear.`)
    return { violations, warnings }
  }
  const length = await lengthOf(text, rules.text, measure)
  if (length > rules.text.max)
    refuse(
      'max_length',
      `The text is ${length} long; ${name} takes at most ${rules.text.max} (${unitNames[rules.text.unit]}).`,
    )
  const { maxHashtags, warnHashtags, maxMentions } = rules.text
  const tags = hashtags(text).length
  if (maxHashtags !== undefined && tags > maxHashtags)
    refuse('max_hashtags', `The text has ${tags} hashtags; ${name} takes at most ${maxHashtags}.`)
  else if (warnHashtags !== undefined && tags > warnHashtags)
    warnings.push(`The text has ${tags} hashtags; ${name} discourages more than ${warnHashtags}.`)
  const names = mentions(text).length
  if (maxMentions !== undefined && names > maxMentions)
    refuse('max_mentions', `The text mentions ${names} accounts; ${name} takes at most ${maxMentions}.`)
  return { violations, warnings }
}

const unitNames: Record<TextRule['unit'], string> = {
  code_points: 'characters',
  utf16: 'UTF-16 units',
  x_weighted: 'weighted characters',
}

async function lengthOf(
  text: string,
  rule: TextRule,
  measure: PlatformModule['measureText'],
): Promise<number> {
  if (rule.unit === 'utf16') return text.length
  return rule.unit === 'x_weighted' && measure ? await measure(text) : [...text].length
}
