import { z } from 'zod'
import { parse } from '../parse.ts'
import type { XContext } from '../state.ts'

const id = z.string().regex(/^[0-9]{1,19}$/)
const whoReplies = z.enum(['following', 'mentionedUsers', 'subscribers', 'verified'])

// CreatePostsRequest of specification 2.167; every object is closed.
const createRequest = z.strictObject({
  text: z.string().optional(),
  media: z
    .strictObject({
      media_ids: z.array(id).min(1).max(4),
      tagged_user_ids: z.array(id).max(10).optional(),
      title: z.string().optional(),
      description: z.string().optional(),
      embeddable: z.boolean().optional(),
      preview_media_id: id.optional(),
      call_to_actions: z
        .strictObject({
          app_install: z.record(z.string(), z.unknown()).optional(),
          visit_site: z.record(z.string(), z.unknown()).optional(),
          watch_now: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    })
    .optional(),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: id,
      exclude_reply_user_ids: z.array(z.string()).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().min(1).max(25)).min(2).max(4),
      duration_minutes: z.int().min(5).max(10_080),
      reply_settings: whoReplies.optional(),
    })
    .optional(),
  quote_tweet_id: id.optional(),
  reply_settings: whoReplies.optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  community_id: id.optional(),
  share_with_followers: z.boolean().optional(),
  for_super_followers_only: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  geo: z.strictObject({ place_id: z.string() }).optional(),
  card_uri: z.string().optional(),
  direct_message_deep_link: z.string().optional(),
  edit_options: z.strictObject({ previous_post_id: id }).optional(),
})

export type CreateRequest = z.infer<typeof createRequest>

export const parseCreateRequest = (context: XContext, body: unknown) => parse(context, createRequest, body)
