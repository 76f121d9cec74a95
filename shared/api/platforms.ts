import * as z from 'zod'
import { platformName } from './schemas.ts'

const source = z
  .object({ url: z.string(), checked: z.string() })
  .meta({ id: 'RuleSource', description: 'Where the network says so, and when that was read' })
const count = z.number().int().nullable()
const measure = z.number().nullable()

const TextLimits = z
  .object({
    max_length: z.number().int(),
    unit: z
      .enum(['code_points', 'utf16', 'x_weighted'])
      .describe("How the network counts: `x_weighted` is X's own way (twitter-text 3)"),
    max_hashtags: count,
    discouraged_above_hashtags: count.describe('More than this is only a warning'),
    max_mentions: count,
    source,
  })
  .meta({ id: 'TextLimits' })

const MediaLimits = z
  .object({
    kind: z.string().describe('image, gif, video …'),
    mime_types: z.array(z.string()).describe('Judged by content, not by name'),
    min_bytes: count,
    max_bytes: z.number().int(),
    min_width: count,
    max_width: count,
    min_height: count,
    max_height: count,
    min_long_side: count.describe('Of the longer side, whichever it is'),
    min_ratio: measure.describe('width / height'),
    max_ratio: measure,
    min_seconds: measure,
    max_seconds: measure,
    min_fps: measure,
    max_fps: measure,
    max_frames: count,
    max_pixels: count.describe('width × height'),
    max_total_pixels: count.describe('The same over all frames'),
    max_bits_per_second: count,
    max_audio_rate: count.describe('Hz'),
    max_audio_channels: count,
    max_pages: count.describe('Of documents whose pages can be counted: PDF and PPTX'),
    index_first: z.boolean().describe('The index (moov) of a film must stand before its pictures'),
    advice: z
      .array(z.object({ says: z.string(), source }))
      .describe('What is taken all the same, with a warning'),
    video_codecs: z.array(z.string()).nullable(),
    audio_codecs: z.array(z.string()).nullable(),
    source,
  })
  .meta({ id: 'MediaLimits', description: 'What one kind of file must be like; null: no rule is known' })

const PostType = z
  .object({
    post_type: z.string(),
    required: z.array(z.enum(['text', 'media'])).describe('What this type cannot do without'),
    content_options: z.array(z.string()).describe('Options that need neither text nor media beside them'),
    text: TextLimits.nullable().describe('Null where the network shows no text with this type'),
    media: z.object({
      min: z.number().int(),
      max: z.number().int(),
      alone: z.array(z.string()).describe('Kinds that stand alone'),
      alt_text: z.object({ max_length: z.number().int(), kinds: z.array(z.string()), source }).nullable(),
      kinds: z.array(MediaLimits),
    }),
    options: z.looseObject({}).describe('JSON Schema of `platform_specific_options` for this type'),
  })
  .meta({ id: 'PostTypeResponse' })

const sourceExample = { url: 'https://docs.x.com/x-api/media/introduction', checked: '2026-11-01' }

export const PlatformResponse = z
  .object({
    platform: platformName,
    name: z.string(),
    configured: z.boolean().describe("This service has the network's app credentials"),
    enabled: z.boolean().describe('Its toggle is on'),
    healthy: z.boolean().describe('False while all posts to it wait for an outage or for the operator'),
    target_option: z.string().nullable().describe('The option that names a Page, an organization or a board'),
    post_types: z.array(PostType),
  })
  .meta({
    id: 'PlatformResponse',
    description: 'What a network takes, and whether it can be used now',
    examples: [
      {
        platform: 'x',
        name: 'X',
        configured: true,
        enabled: true,
        healthy: true,
        target_option: null,
        post_types: [
          {
            post_type: 'poll',
            required: ['text'],
            content_options: ['poll'],
            text: {
              max_length: 280,
              unit: 'x_weighted',
              max_hashtags: null,
              discouraged_above_hashtags: null,
              max_mentions: null,
              source: sourceExample,
            },
            media: { min: 0, max: 0, alone: [], alt_text: null, kinds: [] },
            options: { title: 'X poll', type: 'object' },
          },
        ],
      },
    ],
  })
