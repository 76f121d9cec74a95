import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { JobContent } from '../../domain/publish-job.ts'
import type { Steps } from '../contract.ts'

/** The library that counts needs time by the square of some texts. No post of 280 is this long, short of giant links. */
export const longestParsed = 5_000

/** As in CreatePostsRequest of X's OpenAPI 2.167, checked 2026-11-20. X has no word for "everybody may reply". */
const common = once(() => ({
  reply_settings: z
    .nullish(z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']))
    .check(z.describe('Who may reply; everybody when left out')),
  made_with_ai: z.nullish(z.boolean()).check(z.describe('Discloses media made by AI')),
}))

const quote_post_id = once(() =>
  z
    .nullish(z.string().check(z.regex(/^[0-9]{1,19}$/)))
    .check(
      z.describe(
        'Id of the post to quote, without media; X lets Enterprise apps alone quote (since 2026-04-20)',
      ),
    ),
)

export const postOptions = once(() => z.strictObject({ ...common(), quote_post_id: quote_post_id() }))

/** Counted in UTF-16 units, the stricter reading of "characters". */
const choices = once(() =>
  z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(25)))
    .check(z.minLength(2), z.maxLength(4), z.describe('What can be voted for, in order')),
)
const duration_minutes = once(() =>
  z.int().check(z.minimum(5), z.maximum(10_080), z.describe('How long votes are taken; a week at the most')),
)

export const pollOptions = once(() =>
  z.strictObject({ choices: choices(), duration_minutes: duration_minutes(), ...common() }),
)

const part = once(() =>
  z.strictObject({
    text: z._default(z.string().check(z.maxLength(longestParsed)), ''),
    assets: z
      .nullish(z.array(z.int().check(z.minimum(0))).check(z.maxLength(4)))
      .check(z.describe('Indexes into the assets of the post; each asset belongs to one part')),
  }),
)

export const threadOptions = once(() =>
  z.strictObject({
    parts: z
      .array(part())
      .check(z.minLength(2), z.maxLength(25), z.describe('The posts of the thread, in order')),
    ...common(),
  }),
)

/** The options of any post type as they are read back from a stored job; unknown names are the schemas' affair. */
const stored = once(() =>
  z.object({
    ...common(),
    quote_post_id: quote_post_id(),
    parts: z._default(z.array(part()), []),
    choices: z.optional(choices()),
    duration_minutes: z.optional(duration_minutes()),
  }),
)

/** One post to be made: a thread has one per part, every other content one. */
export interface Part {
  text: string
  /** Indexes into the content's assets. */
  assets: number[]
}

export interface Poll {
  choices: string[]
  minutes: number
}

export interface Plan {
  parts: Part[]
  poll?: Poll
  /** The post that is quoted. */
  quotedId?: string
  replySettings?: string
  madeWithAi?: boolean
}

/** What a content asks X to make. @throws ZodError when the options were never validated */
export function planOf(content: Pick<JobContent, 'text' | 'assets' | 'options' | 'post_type'>): Plan {
  const options = stored().parse(content.options)
  const parts =
    content.post_type === 'thread'
      ? options.parts.map(({ text, assets }) => ({ text, assets: assets ?? [] }))
      : [{ text: content.text, assets: content.assets.map((_, index) => index) }]
  const { choices, duration_minutes: minutes, quote_post_id: quotedId } = options
  return {
    parts,
    ...(choices && minutes !== undefined ? { poll: { choices, minutes } } : {}),
    ...(quotedId ? { quotedId } : {}),
    ...(options.reply_settings ? { replySettings: options.reply_settings } : {}),
    ...(typeof options.made_with_ai === 'boolean' ? { madeWithAi: options.made_with_ai } : {}),
  }
}

export const steps: Steps = { count: (content) => planOf(content).parts.length }
