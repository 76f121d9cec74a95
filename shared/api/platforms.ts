import * as z from 'zod/mini'
import { platformName } from './schemas.ts'

const source = z
  .object({ url: z.string(), checked: z.string() })
  .check(z.meta({ id: 'RuleSource', description: 'Where the network says so, and when that was read' }))
const count = z.nullable(z.int())
const measure = z.nullable(z.number())

const TextLimits = z
  .object({
    max_length: z.int(),
    unit: z
      .enum(['code_points', 'utf16', 'x_weighted'])
      .check(z.describe("How the network counts: `x_weighted` is X's own way (twitter-text 3)")),
    max_hashtags: count,
    discouraged_above_hashtags: count.check(z.describe('More than this is only a warning')),
    max_mentions: count,
    source,
  })
  .check(z.meta({ id: 'TextLimits' }))

const MediaLimits = z
  .object({
    kind: z.string().check(z.describe('image, gif, video …')),
    mime_types: z.array(z.string()).check(z.describe('Judged by content, not by name')),
    min_bytes: count,
    max_bytes: z.int(),
    min_width: count,
    max_width: count,
    min_height: count,
    max_height: count,
    min_long_side: count.check(z.describe('Of the longer side, whichever it is')),
    min_ratio: measure.check(z.describe('width / height')),
    max_ratio: measure,
    min_seconds: measure,
    max_seconds: measure,
    min_fps: measure,
    max_fps: measure,
    max_frames: count,
    max_pixels: count.check(z.describe('width × height')),
    max_total_pixels: count.check(z.describe('The same over all frames')),
    max_bits_per_second: count,
    max_audio_rate: count.check(z.describe('Hz')),
    max_audio_channels: count,
    max_pages: count.check(z.describe('Of documents whose pages can be counted: PDF and PPTX')),
    index_first: z.boolean().check(z.describe('The index (moov) of a film must stand before its pictures')),
    advice: z
      .array(z.object({ says: z.string(), source }))
      .check(z.describe('What is taken all the same, with a warning')),
    video_codecs: z.nullable(z.array(z.string())),
    audio_codecs: z.nullable(z.array(z.string())),
    source,
  })
  .check(
    z.meta({ id: 'MediaLimits', description: 'What one kind of file must be like; null: no rule is known' }),
  )

const PostType = z
  .object({
    post_type: z.string(),
    required: z.array(z.enum(['text', 'media'])).check(z.describe('What this type cannot do without')),
    content_options: z
      .array(z.string())
      .check(z.describe('Options that need neither text nor media beside them')),
    text: z.nullable(TextLimits).check(z.describe('Null where the network shows no text with this type')),
    media: z.object({
      min: z.int(),
      max: z.int(),
      alone: z.array(z.string()).check(z.describe('Kinds that stand alone')),
      alt_text: z.nullable(z.object({ max_length: z.int(), kinds: z.array(z.string()), source })),
      kinds: z.array(MediaLimits),
    }),
    options: z.looseObject({}).check(z.describe('JSON Schema of `platform_specific_options` for this type')),
  })
  .check(z.meta({ id: 'PostTypeResponse' }))

const sourceExample = { url: 'https://docs.x.com/x-api/media/introduction', checked: '2026-11-01' }

export const PlatformResponse = z
  .object({
    platform: platformName,
    name: z.string(),
    configured: z.boolean().check(z.describe("This service has the network's app credentials")),
    enabled: z.boolean().check(z.describe('Its toggle is on')),
    healthy: z
      .boolean()
      .check(z.describe('False while all posts to it wait for an outage or for the operator')),
    target_option: z
      .nullable(z.string())
      .check(z.describe('The option that names a Page, an organization or a board')),
    post_types: z.array(PostType),
  })
  .check(
    z.meta({
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
    }),
  )
