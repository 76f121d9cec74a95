import { z } from 'zod'

const id = z.string().regex(/^\d+$/)
const contentType = z.enum(['image/jpeg', 'image/png'])
const base64 = z.string().regex(/^[a-zA-Z0-9+/=]+$/)
const itemTexts = {
  title: z.string().optional(),
  description: z.string().optional(),
  link: z.string().optional(),
}

/** PinMediaSource of specification 5.23.0. The specification leaves objects open; a name it doesn't have is refused here. */
const mediaSource = z.discriminatedUnion('source_type', [
  z.strictObject({
    source_type: z.literal('image_url'),
    url: z.string(),
    is_standard: z.boolean().optional(),
  }),
  z.strictObject({
    source_type: z.literal('image_base64'),
    content_type: contentType,
    data: base64,
    is_standard: z.boolean().optional(),
  }),
  z.strictObject({
    source_type: z.literal('multiple_image_urls'),
    items: z
      .array(z.strictObject({ url: z.string(), ...itemTexts }))
      .min(2)
      .max(5),
    index: z.int().min(0).optional(),
  }),
  z.strictObject({
    source_type: z.literal('multiple_image_base64'),
    items: z
      .array(z.strictObject({ content_type: contentType, data: base64, ...itemTexts }))
      .min(2)
      .max(5),
    index: z.int().min(0).optional(),
  }),
  z.strictObject({
    source_type: z.literal('video_id'),
    media_id: id,
    cover_image_url: z.string().optional(),
    cover_image_content_type: contentType.optional(),
    cover_image_data: z.string().optional(),
    cover_image_key_frame_time: z.int().min(0).optional(),
    is_standard: z.boolean().optional(),
  }),
  z.strictObject({ source_type: z.literal('pin_url'), is_affiliate_link: z.boolean().optional() }),
])

const texts = {
  title: z.string().max(100).nullish(),
  description: z.string().max(800).nullish(),
  link: z.string().max(2048).nullish(),
  alt_text: z.string().max(500).nullish(),
}

const aiDisclosures = z.strictObject({ values: z.array(z.enum(['AI_MODIFIED', 'SYNTHETIC_PERFORMER'])) })

/** PinCreate of specification 5.23.0 with the addition of 5.28.0; a board is asked for though not formally required. */
export const pinCreate = z.strictObject({
  ...texts,
  board_id: id,
  board_section_id: id.nullish(),
  dominant_color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullish(),
  parent_pin_id: id.nullish(),
  sponsor_id: id.nullish(),
  ai_disclosures: aiDisclosures.optional(),
  media_source: mediaSource,
})

/** PinUpdate; carousel slots apart. */
export const pinUpdate = z.strictObject({
  ...texts,
  board_id: id.optional(),
  board_section_id: id.nullish(),
  ai_disclosures: aiDisclosures.optional(),
})

export const pinSave = z.strictObject({ board_id: id.nullish(), board_section_id: id.nullish() })

export type MediaSource = z.infer<typeof mediaSource>
