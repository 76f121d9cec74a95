import { z } from 'zod'

const privacyLevel = z.enum([
  'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'FOLLOWER_OF_CREATOR',
  'SELF_ONLY',
])

// Lengths are UTF-16 units, as `length` counts them.
const videoTitle = z.string().max(2200)
const photoTitle = z.string().max(90)
const photoDescription = z.string().max(4000)

const videoSource = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('FILE_UPLOAD'),
    video_size: z.int(),
    chunk_size: z.int(),
    total_chunk_count: z.int(),
  }),
  z.strictObject({ source: z.literal('PULL_FROM_URL'), video_url: z.string().min(1) }),
])

export type VideoSource = z.infer<typeof videoSource>

export const directVideo = z.strictObject({
  post_info: z.strictObject({
    privacy_level: privacyLevel,
    title: videoTitle.optional(),
    disable_comment: z.boolean().optional(),
    disable_duet: z.boolean().optional(),
    disable_stitch: z.boolean().optional(),
    // A time outside of the film means its first frame.
    video_cover_timestamp_ms: z.int().optional(),
    brand_content_toggle: z.boolean().optional(),
    brand_organic_toggle: z.boolean().optional(),
    is_aigc: z.boolean().optional(),
  }),
  source_info: videoSource,
})

/** A title is in no document here, but other projects send one. */
export const inboxVideo = z.strictObject({
  post_info: z.strictObject({ title: videoTitle.optional() }).optional(),
  source_info: videoSource,
})

const photoSource = z.strictObject({
  source: z.literal('PULL_FROM_URL'),
  photo_images: z.array(z.string().min(1)).min(1).max(35),
  photo_cover_index: z.int().min(0),
})

export const photos = z.discriminatedUnion('post_mode', [
  z.strictObject({
    media_type: z.literal('PHOTO'),
    post_mode: z.literal('DIRECT_POST'),
    is_aigc: z.boolean().optional(),
    post_info: z.strictObject({
      privacy_level: privacyLevel,
      title: photoTitle.optional(),
      description: photoDescription.optional(),
      disable_comment: z.boolean().optional(),
      auto_add_music: z.boolean().optional(),
      brand_content_toggle: z.boolean(),
      brand_organic_toggle: z.boolean(),
    }),
    source_info: photoSource,
  }),
  z.strictObject({
    media_type: z.literal('PHOTO'),
    post_mode: z.literal('MEDIA_UPLOAD'),
    is_aigc: z.boolean().optional(),
    post_info: z
      .strictObject({ title: photoTitle.optional(), description: photoDescription.optional() })
      .optional(),
    source_info: photoSource,
  }),
])
