import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { Steps } from '../contract.ts'

// content-posting-api-reference-direct-post and content-posting-api-reference-photo-post, 2026-09-11

/** What the owner must have chosen by hand: nothing here has a default (content-sharing-guidelines, 2026-09-11). */
const choices = once(() => ({
  privacy_level: z
    .enum(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'])
    .check(z.describe('Who may see it; one of those the creator info offers')),
  disable_comment: z.boolean().check(z.describe('Nobody may comment')),
  brand_organic_toggle: z.boolean().check(z.describe('It promotes the owner’s own business')),
  brand_content_toggle: z.boolean().check(z.describe('It is a paid partnership with a third party')),
}))

const is_aigc = once(() => z.nullish(z.boolean()).check(z.describe('Discloses that AI made it')))

const photoFields = once(() => ({
  title: z
    .nullish(z.string().check(z.trim(), z.minLength(1), z.maxLength(90)))
    .check(z.describe('Stands above the description')),
  photo_cover_index: z
    .nullish(z.int().check(z.minimum(0), z.maximum(34)))
    .check(z.describe('Which photo is the cover, from 0')),
}))

export const videoOptions = once(() =>
  z.strictObject({
    ...choices(),
    disable_duet: z.boolean().check(z.describe('Nobody may make a Duet of it')),
    disable_stitch: z.boolean().check(z.describe('Nobody may stitch it')),
    video_cover_timestamp_ms: z
      .nullish(z.int().check(z.minimum(0)))
      .check(z.describe('Moment of the film that is its cover')),
    is_aigc: is_aigc(),
  }),
)

export const photoOptions = once(() =>
  z.strictObject({
    ...choices(),
    ...photoFields(),
    auto_add_music: z
      .nullish(z.boolean())
      .check(z.describe('TikTok adds music; it can be changed in the app')),
    is_aigc: is_aigc(),
  }),
)

/** The owner chooses all else in the app. */
export const draftOptions = once(() => z.strictObject(photoFields()))

export type VideoOptions = z.output<ReturnType<typeof videoOptions>>
export type PhotoOptions = z.output<ReturnType<typeof photoOptions>>
/** What is checked against the creator info. */
export type Choices = Pick<VideoOptions, keyof ReturnType<typeof choices>> &
  Partial<Pick<VideoOptions, 'disable_duet' | 'disable_stitch'>>

/** The options of any type as they are read before they were validated; unknown names are the schemas' affair. */
export const looseOptions = once(() =>
  z.catch(z.partial(z.object({ ...videoOptions().shape, ...photoOptions().shape })), {}),
)

export const steps: Steps = { count: () => 1, confirmDecides: true }
