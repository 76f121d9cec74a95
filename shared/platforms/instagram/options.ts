import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { JobContent } from '../../domain/publish-job.ts'
import type { Steps } from '../contract.ts'

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media, checked 2026-11-20
const username = once(() => z.string().check(z.regex(/^[A-Za-z0-9._]{1,30}$/, 'a username without @')))
const share = once(() => z.number().check(z.minimum(0), z.maximum(1)))
const maxTags = 20

const location_id = once(() =>
  z
    .nullish(z.string().check(z.regex(/^\d{1,25}$/)))
    .check(z.describe('Id of a Facebook Page that has a location')),
)
const collaborators = once(() =>
  z
    .nullish(z.array(username()).check(z.maxLength(3)))
    .check(z.describe('Accounts invited to share the post as their own')),
)
const is_ai_generated = once(() => z.nullish(z.boolean()).check(z.describe('Shows the label for AI content')))
const share_to_feed = once(() =>
  z.nullish(z.boolean()).check(z.describe('Also shown in the feed, not only under Reels')),
)

/** No longest comment is documented for this API; a caption's is taken. */
export const first_comment = once(() =>
  z
    .nullish(
      z.string().check(
        z.trim(),
        z.minLength(1),
        z.maxLength(2200),
        z.refine((text) => text.isWellFormed(), 'broken characters'),
      ),
    )
    .check(z.describe('A comment by the account, made right after the post')),
)

const placedTag = once(() => z.strictObject({ username: username(), x: share(), y: share() }))

export const postOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z
      .nullish(z.array(placedTag()).check(z.maxLength(maxTags)))
      .check(z.describe('People in the image; 0,0 is its upper left')),
    collaborators: collaborators(),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const carouselOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z
      .nullish(
        z
          .array(
            z.extend(placedTag(), {
              item: z.int().check(z.minimum(0), z.maximum(9), z.describe('Which image, from 0')),
            }),
          )
          .check(z.maxLength(maxTags)),
      )
      .check(z.describe('People in the images; videos of a carousel take no tags')),
    collaborators: collaborators(),
    share_to_feed: share_to_feed(),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const reelOptions = once(() =>
  z.strictObject({
    location_id: location_id(),
    user_tags: z.nullish(z.array(z.strictObject({ username: username() })).check(z.maxLength(maxTags))),
    collaborators: collaborators(),
    cover_url: z
      .nullish(
        z.url({ protocol: /^https$/ }).check(z.maxLength(2000), z.regex(/^[\x21-\x7e]+$/, 'ASCII only')),
      )
      .check(z.describe('A JPEG up to 8 MB that Instagram fetches; wins over thumb_offset')),
    thumb_offset: z.nullish(z.int().check(z.minimum(0))).check(z.describe('Milliseconds into the video')),
    share_to_feed: share_to_feed(),
    audio_name: z
      .nullish(z.string().check(z.minLength(1), z.maxLength(100)))
      .check(z.describe('Name of the original sound')),
    trial_params: z
      .nullish(z.strictObject({ graduation_strategy: z.enum(['MANUAL', 'SS_PERFORMANCE']) }))
      .check(z.describe('Shown to non-followers first')),
    is_ai_generated: is_ai_generated(),
    first_comment: first_comment(),
  }),
)

export const storyOptions = once(() =>
  z.strictObject({
    user_tags: z.nullish(
      z
        .array(
          z
            .strictObject({ username: username(), x: z.optional(share()), y: z.optional(share()) })
            .check(z.refine(({ x, y }) => (x === undefined) === (y === undefined), 'x and y go together')),
        )
        .check(z.maxLength(maxTags)),
    ),
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
