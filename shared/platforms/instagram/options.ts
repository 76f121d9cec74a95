import * as z from 'zod'
import { once } from '../../domain/once.ts'
import type { JobContent } from '../../domain/publish-job.ts'
import type { Steps } from '../contract.ts'

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media, checked 2026-11-20
const username = once(() => z.string().regex(/^[A-Za-z0-9._]{1,30}$/, 'a username without @'))
const share = once(() => z.number().min(0).max(1))
const maxTags = 20

const location_id = once(() =>
  z
    .string()
    .regex(/^\d{1,25}$/)
    .nullish()
    .describe('Id of a Facebook Page that has a location'),
)
const collaborators = once(() =>
  z.array(username()).max(3).nullish().describe('Accounts invited to share the post as their own'),
)
const is_ai_generated = once(() => z.boolean().nullish().describe('Shows the label for AI content'))
const share_to_feed = once(() =>
  z.boolean().nullish().describe('Also shown in the feed, not only under Reels'),
)

/** No longest comment is documented for this API; a caption's is taken. */
export const first_comment = once(() =>
  z
    .string()
    .trim()
    .min(1)
    .max(2200)
    .refine((text) => text.isWellFormed(), 'broken characters')
    .nullish()
    .describe('A comment by the account, made right after the post'),
)

const placedTag = once(() => z.strictObject({ username: username(), x: share(), y: share() }))

export const postOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z
      .array(placedTag())
      .max(maxTags)
      .nullish()
      .describe('People in the image; 0,0 is its upper left'),
    collaborators: collaborators(),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const carouselOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z
      .array(placedTag().extend({ item: z.number().int().min(0).max(9).describe('Which image, from 0') }))
      .max(maxTags)
      .nullish()
      .describe('People in the images; videos of a carousel take no tags'),
    collaborators: collaborators(),
    share_to_feed: share_to_feed(),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const reelOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z
      .array(z.strictObject({ username: username() }))
      .max(maxTags)
      .nullish(),
    collaborators: collaborators(),
    cover_url: z
      .url({ protocol: /^https$/ })
      .max(2000)
      .regex(/^[\x21-\x7e]+$/, 'ASCII only')
      .nullish()
      .describe('A JPEG up to 8 MB that Instagram fetches; wins over thumb_offset'),
    thumb_offset: z.number().int().min(0).nullish().describe('Milliseconds into the video'),
    share_to_feed: share_to_feed(),
    audio_name: z.string().min(1).max(100).nullish().describe('Name of the original sound'),
    trial_params: z
      .strictObject({ graduation_strategy: z.enum(['MANUAL', 'SS_PERFORMANCE']) })
      .nullish()
      .describe('Shown to non-followers first'),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const storyOptions = once(() =>
  z.strictObject({
    user_tags: z
      .array(
        z
          .strictObject({ username: username(), x: share().optional(), y: share().optional() })
          .refine(({ x, y }) => (x === undefined) === (y === undefined), 'x and y go together'),
      )
      .max(maxTags)
      .nullish(),
  }),
)

const stored = once(() => z.object({ first_comment: first_comment() }))

/** The text of the first comment; undefined without one. */
export const firstComment = ({ options }: Pick<JobContent, 'options'>): string | undefined =>
  stored().parse(options).first_comment ?? undefined

export const steps: Steps = {
  count: (content) => (firstComment(content) === undefined ? 1 : 2),
  optional: (content) => (firstComment(content) === undefined ? [] : [1]),
}
