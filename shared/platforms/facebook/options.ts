import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { JobContent } from '../../domain/publish-job.ts'
import type { Steps } from '../contract.ts'

// https://developers.facebook.com/docs/pages-api/posts and the references of feed, videos and video_reels, checked
// 2026-11-20. None of them tells a longest title or comment: these are ours.
const longestTitle = 255
const longestComment = 8000

const first_comment = once(() =>
  z
    .nullish(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestComment)))
    .check(z.describe('A comment by the Page, made right after the post')),
)

const title = once(() => z.nullish(z.string().check(z.trim(), z.minLength(1), z.maxLength(longestTitle))))

export const postOptions = once(() =>
  z.strictObject({
    link: z
      .nullish(z.url({ protocol: /^https?$/ }).check(z.maxLength(2000)))
      .check(z.describe('Shown with a preview that Facebook reads from the page; not together with photos')),
    first_comment: first_comment(),
  }),
)

export const videoOptions = once(() => z.strictObject({ title: title(), first_comment: first_comment() }))

export const reelOptions = once(() => z.strictObject({ title: title(), first_comment: first_comment() }))

export const storyOptions = once(() => z.strictObject({}))

/** The options of any post type as they are read back from a stored job. */
export const storedOptions = once(() => z.object({ ...postOptions().shape, ...videoOptions().shape }))

/** The text of the first comment; undefined without one. */
export const firstComment = ({ options }: Pick<JobContent, 'options'>): string | undefined =>
  storedOptions().parse(options).first_comment ?? undefined

const hasComment = (content: JobContent): boolean =>
  content.post_type !== 'story' && firstComment(content) !== undefined

/** The post is one, and a first comment one more. */
export const steps: Steps = {
  count: (content) => (hasComment(content) ? 2 : 1),
  optional: (content) => (hasComment(content) ? [1] : []),
  confirmDecides: true,
}
