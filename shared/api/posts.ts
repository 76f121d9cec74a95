import * as z from 'zod/mini'
import { statuses } from '../domain/publish-job.ts'
import { uuid, Violation } from './schemas.ts'

// What callers send of posts, and hear of them before there is a job.

/** An asset of the caller's, or a file elsewhere; never both. */
const AssetInput = z
  .strictObject({
    asset_id: z.nullish(uuid),
    url: z.nullish(z.string().check(z.minLength(1), z.maxLength(2000))),
    asset_type: z.nullish(z.enum(['image', 'video', 'document'])),
    mime_type: z.nullish(z.string().check(z.minLength(3), z.maxLength(100))),
    metadata: z.nullish(z.record(z.string(), z.unknown())),
    platform_media_id: z.nullish(z.string().check(z.maxLength(200))),
    alt_text: z.nullish(z.string().check(z.maxLength(5000))),
  })
  .check(
    z.superRefine((asset, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (asset.asset_id && asset.url) refuse('url', 'A file is given by asset_id or by url, not by both.')
      for (const field of ['url', 'asset_type', 'mime_type'] as const)
        if (!asset.asset_id && !asset[field]) refuse(field, `A file is given by asset_id, or needs ${field}.`)
    }),
    z.meta({
      id: 'AssetInput',
      description:
        'A picture, film or document: an asset by `asset_id`, or `url`, `asset_type` and `mime_type`',
      examples: [
        { asset_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77', alt_text: 'Hills in morning light' },
        { url: 'https://example.com/morning.jpg', asset_type: 'image', mime_type: 'image/jpeg' },
      ],
    }),
  )

const assets = z.array(AssetInput).check(z.maxLength(50))

const post = {
  connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
  text_content: 'Morning over the hills',
  assets: [{ asset_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77', alt_text: 'Hills in morning light' }],
}

/** Any object to this schema; the network's own, which OpenAPI shows in its place, are held against it later. */
const PlatformOptions = z.record(z.string(), z.unknown()).check(
  z.meta({
    id: 'PlatformOptions',
    description: '`post_type`, the target in the network’s word, and the options of that type',
    examples: [{ post_type: 'post' }],
  }),
)

const content = {
  text_content: z.nullish(z.string().check(z.maxLength(100_000))),
  assets: z.pipe(
    z.nullish(assets),
    z.transform((list) => list ?? []),
  ),
  platform_specific_options: z.nullish(PlatformOptions),
}

export const PublishRequest = z
  .strictObject({ connection_id: uuid, ...content })
  .check(z.meta({ id: 'PublishRequest', examples: [post] }))

export const ScheduleRequest = z
  .strictObject({ connection_id: uuid, ...content, schedule_time: z.string().check(z.maxLength(40)) })
  .check(
    z.meta({ id: 'ScheduleRequest', examples: [{ ...post, schedule_time: '2026-11-21T10:30:00+01:00' }] }),
  )

export const ValidateRequest = z
  .strictObject({
    connection_id: uuid,
    ...content,
    schedule_time: z.nullish(z.string().check(z.maxLength(40))),
  })
  .check(z.meta({ id: 'ValidateRequest', examples: [post] }))

export const ChangeRequest = z
  .strictObject({
    schedule_time: z.optional(z.string().check(z.maxLength(40))),
    text_content: content.text_content,
    assets: z.optional(
      z.pipe(
        z.nullable(assets),
        z.transform((list) => list ?? []),
      ),
    ),
    platform_specific_options: content.platform_specific_options,
  })
  .check(
    z.meta({
      id: 'ChangeRequest',
      description: 'A merge patch: what is absent stays',
      examples: [{ schedule_time: '2026-11-21T11:00:00+01:00' }, { text_content: 'Evening over the hills' }],
    }),
  )

/** Both spellings of a status are understood: `ContentRejected` and `content_rejected`. */
const readStatus = (value: string) => {
  const plain = value.replaceAll('_', '').toLowerCase()
  return statuses.find((status) => status.toLowerCase() === plain) ?? plain
}

export const statusFilter = z
  .pipe(z.pipe(z.string(), z.transform(readStatus)), z.enum(statuses as [string, ...string[]]))
  .check(z.describe(`One of ${statuses.join(', ')}, or the same in snake_case`))

export const ValidationResponse = z
  .object({ valid: z.boolean(), violations: z.array(Violation), warnings: z.array(z.string()) })
  .check(
    z.meta({
      id: 'ValidationResponse',
      examples: [
        {
          valid: false,
          violations: [
            {
              path: 'text_content',
              rule: 'max_length',
              message: 'The text is 312 long; X takes at most 280 (weighted characters).',
            },
          ],
          warnings: [],
        },
      ],
    }),
  )
