import * as z from 'zod/mini'
import { statuses } from '../domain/publish-job.ts'
import { PublishJobDetailResponse, PublishJobResponse } from './publish-job-response.ts'
import { route } from './route.ts'
import { cursor, limit, platformName, timestamp, uuid, Violation } from './schemas.ts'

const tag = 'publishing'
const idParam = z.strictObject({ id: uuid })

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

const PublishRequest = z
  .strictObject({ connection_id: uuid, ...content })
  .check(z.meta({ id: 'PublishRequest', examples: [post] }))

const ScheduleRequest = z
  .strictObject({ connection_id: uuid, ...content, schedule_time: z.string().check(z.maxLength(40)) })
  .check(
    z.meta({ id: 'ScheduleRequest', examples: [{ ...post, schedule_time: '2026-11-21T10:30:00+01:00' }] }),
  )

const ValidateRequest = z
  .strictObject({
    connection_id: uuid,
    ...content,
    schedule_time: z.nullish(z.string().check(z.maxLength(40))),
  })
  .check(z.meta({ id: 'ValidateRequest', examples: [post] }))

const ChangeRequest = z
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

const statusFilter = z
  .pipe(z.pipe(z.string(), z.transform(readStatus)), z.enum(statuses as [string, ...string[]]))
  .check(z.describe(`One of ${statuses.join(', ')}, or the same in snake_case`))

const ValidationResponse = z
  .object({ valid: z.boolean(), violations: z.array(Violation), warnings: z.array(z.string()) })
  .check(
    z.meta({
      id: 'ValidationResponse',
      examples: [
        {
          valid: false,
          violations: [
            {
              path: 'body.text_content',
              rule: 'max_length',
              message: 'X takes 280 characters; these are 312.',
            },
          ],
          warnings: [],
        },
      ],
    }),
  )

const acceptErrors = [
  'invalid_input',
  'unsafe_url',
  'connection_not_found',
  'asset_not_found',
  'asset_state_conflict',
  'content_validation_failed',
  'platform_disabled',
  'idempotency_key_reused',
  'usage_limit',
  'payload_too_large',
  'unsupported_media_type',
  'unavailable',
] as const

export const publish = route({
  id: 'publish',
  tag,
  summary: 'Publish now',
  method: 'POST',
  path: '/publishing/publish',
  scope: 'publishing:write',
  grant: { table: 'write', sends: ['work', 'preflight'] },
  body: PublishRequest,
  idempotent: true,
  success: {
    status: 202,
    schema: PublishJobResponse,
    description: 'Accepted; `Location` is the job',
    headers: ['Location', 'ETag'],
  },
  errors: acceptErrors,
})

export const schedule = route({
  id: 'schedule',
  tag,
  summary: 'Publish at an exact second',
  method: 'POST',
  path: '/publishing/schedule',
  scope: 'publishing:write',
  grant: { table: 'write', sends: ['work', 'preflight'], schedules: true },
  body: ScheduleRequest,
  idempotent: true,
  success: {
    status: 202,
    schema: PublishJobResponse,
    description: 'Accepted; `Location` is the job',
    headers: ['Location', 'ETag'],
  },
  errors: [...acceptErrors, 'invalid_schedule_time'],
})

export const validate = route({
  id: 'validate',
  tag,
  summary: 'Check a post without storing anything',
  method: 'POST',
  path: '/publishing/validate',
  scope: 'publishing:write',
  grant: { table: 'read', below: 'USER' },
  body: ValidateRequest,
  success: { status: 200, schema: ValidationResponse, description: 'Whether the network would take it' },
  errors: [
    'invalid_input',
    'connection_not_found',
    'asset_not_found',
    'asset_state_conflict',
    'payload_too_large',
    'unsupported_media_type',
  ],
})

export const jobStatus = route({
  id: 'job-status',
  tag,
  summary: 'How a job stands',
  method: 'GET',
  path: '/publishing/jobs/{id}/status',
  scope: 'publishing:read',
  grant: { table: 'read', below: 'USER' },
  params: idParam,
  success: { status: 200, schema: PublishJobResponse, description: 'The job', headers: ['ETag'] },
  errors: ['invalid_input', 'job_not_found'],
})

export const getJob = route({
  id: 'get-job',
  tag,
  summary: 'A job with its content and attempts',
  method: 'GET',
  path: '/publishing/jobs/{id}',
  scope: 'publishing:read',
  grant: { table: 'read', below: 'USER' },
  params: idParam,
  success: { status: 200, schema: PublishJobDetailResponse, description: 'The job', headers: ['ETag'] },
  errors: ['invalid_input', 'job_not_found'],
})

export const listJobs = route({
  id: 'list-jobs',
  tag,
  summary: 'Your jobs',
  method: 'GET',
  path: '/publishing/jobs',
  scope: 'publishing:read',
  grant: { table: 'read', below: 'USER' },
  query: z.strictObject({
    platform: z.optional(platformName),
    status: z.optional(statusFilter),
    connection_id: z.optional(uuid).check(z.describe('Only of this connection')),
    scheduled_from: z.optional(timestamp).check(z.describe('RFC 3339 with a zone: not before')),
    scheduled_to: z.optional(timestamp).check(z.describe('RFC 3339 with a zone: not after')),
    limit,
    cursor,
  }),
  success: {
    status: 200,
    schema: z.array(PublishJobResponse),
    description: 'Newest first, or by `scheduled_at` when a range is asked',
    headers: ['Link'],
  },
  errors: ['invalid_input', 'invalid_cursor', 'unsupported_platform'],
})

export const change = route({
  id: 'change',
  tag,
  summary: 'Change a job that is not armed',
  method: 'PATCH',
  path: '/publishing/jobs/{id}',
  scope: 'publishing:write',
  grant: { table: 'write', sends: ['work', 'preflight'], schedules: true },
  params: idParam,
  body: ChangeRequest,
  bodyTypes: ['application/merge-patch+json', 'application/json'],
  conditional: true,
  success: { status: 200, schema: PublishJobResponse, description: 'Changed', headers: ['ETag'] },
  errors: [
    'invalid_input',
    'unsafe_url',
    'job_not_found',
    'connection_not_found',
    'asset_not_found',
    'asset_state_conflict',
    'content_validation_failed',
    'invalid_schedule_time',
    'job_state_conflict',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const cancel = route({
  id: 'cancel',
  tag,
  summary: 'Cancel a job that is not armed',
  method: 'DELETE',
  path: '/publishing/jobs/{id}',
  scope: 'publishing:write',
  grant: { table: 'write', schedules: true, events: true },
  params: idParam,
  success: {
    status: 200,
    schema: PublishJobResponse,
    description: 'Cancelled; repeatable',
    headers: ['ETag'],
  },
  errors: ['invalid_input', 'job_not_found', 'job_state_conflict', 'unavailable'],
})

export const retry = route({
  id: 'retry',
  tag,
  summary: 'Try a failed job again',
  method: 'POST',
  path: '/publishing/jobs/{id}/retry',
  scope: 'publishing:write',
  grant: { table: 'write', sends: ['work'] },
  params: idParam,
  body: z.nullish(z.strictObject({ confirm_not_published: z.nullish(z.boolean()) })).check(
    z.meta({
      id: 'RetryRequest',
      description: 'An Unknown job needs the confirmation',
      examples: [{ confirm_not_published: true }],
    }),
  ),
  bodyOptional: true,
  success: {
    status: 202,
    schema: PublishJobResponse,
    description: 'Accepted again',
    headers: ['Location', 'ETag'],
  },
  errors: [
    'invalid_input',
    'job_not_found',
    'job_state_conflict',
    'connection_not_found',
    'asset_not_found',
    'usage_limit',
    'unavailable',
  ],
})

export const publishing = [publish, schedule, validate, jobStatus, getJob, listJobs, change, cancel, retry]
