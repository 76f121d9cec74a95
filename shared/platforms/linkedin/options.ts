import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { Steps } from '../contract.ts'

// https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api, checked 2026-11-20;
// lengths of polls and comments are those other projects keep to.
const longestComment = 1250
const longestTitle = 400

const common = once(() => ({
  visibility: z
    .nullish(z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']))
    .check(z.describe('Who sees it; PUBLIC when left out, and always for an organization')),
  is_reshare_disabled_by_author: z.nullish(z.boolean()).check(z.describe('Nobody may repost it')),
  first_comment: z
    .nullish(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestComment)))
    .check(z.describe('A comment by the author, made right after the post')),
}))

const title = once(() => z.string().check(z.trim(), z.minLength(1), z.maxLength(longestTitle)))

export const postOptions = once(() => z.strictObject(common()))

export const articleOptions = once(() =>
  z.strictObject({
    ...common(),
    source: z.url({ protocol: /^https?$/ }).check(z.maxLength(2000), z.describe('The link')),
    title: title().check(
      z.describe('LinkedIn does not read the page itself: without these there is no preview'),
    ),
    description: z.nullish(z.string().check(z.trim(), z.minLength(1), z.maxLength(4000))),
  }),
)

export const videoOptions = once(() => z.strictObject({ ...common(), title: z.nullish(title()) }))

export const documentOptions = once(() =>
  z.strictObject({
    ...common(),
    title: title().check(z.describe('Shown above the document')),
  }),
)

export const pollOptions = once(() =>
  z.strictObject({
    ...common(),
    question: z.string().check(z.trim(), z.minLength(1), z.maxLength(140)),
    options: z
      .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(30)))
      .check(z.minLength(2), z.maxLength(4)),
    duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']),
  }),
)

/** The options of a post type as they are read back from a stored job; unknown names are the schemas' affair. */
export const storedOptions = once(() => ({
  common: z.object(common()),
  article: z.object(articleOptions().shape),
  video: z.object(videoOptions().shape),
  document: z.object(documentOptions().shape),
  poll: z.object(pollOptions().shape),
}))

/** The comment its author wants below a post. */
export const firstComment = (options: Record<string, unknown>): string | undefined =>
  storedOptions().common.parse(options).first_comment ?? undefined

/** The post is the first. */
export const commentStep = 1

export const steps: Steps = {
  count: ({ options }) => (firstComment(options) ? 2 : 1),
  optional: ({ options }) => (firstComment(options) ? [commentStep] : []),
}
