import * as z from 'zod'
import { statuses } from '../domain/publish-job.ts'
import { route } from './route.ts'
import { cursor, limit, platformName, timestamp, uuid, Violation } from './schemas.ts'

const tag = 'publishing'
const idParam = z.strictObject({ id: uuid })

/** An asset of the caller's, or a file elsewhere; never both. */
const AssetInput = z
  .strictObject({
    asset_id: uuid.nullish(),
    url: z.string().min(1).max(2000).nullish(),
    asset_type: z.enum(['image', 'video', 'document']).nullish(),
    mime_type: z.string().min(3).max(100).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    platform_media_id: z.string().max(200).nullish(),
    alt_text: z.string().max(5000).nullish(),
  })
  .superRefine((asset, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (asset.asset_id && asset.url) refuse('url', 'A file is given by asset_id or by url, not by both.')
    for (const field of ['url', 'asset_type', 'mime_type'] as const)
      if (!asset.asset_id && !asset[field]) refuse(field, `A file is given by asset_id, or needs ${field}.`)
  })
  .meta({
    id: 'AssetInput',
    description:
      'A picture, film or document: an asset by `asset_id`, or `url`, `asset_type` and `mime_type`',
    examples: [
      { asset_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77', alt_text: 'Hills in morning light' },
      { url: 'https://example.com/morning.jpg', asset_type: 'image', mime_type: 'image/jpeg' },
    ],
  })

const assets = z.array(AssetInput).max(50)

/** Any object to this schema; the network's own, which OpenAPI shows in its place, are held against it later. */
const PlatformOptions = z.record(z.string(), z.unknown()).meta({
  id: 'PlatformOptions',
  description: '`post_type`, the target in the network’s word, and the options of that type',
})

const content = {
  text_content: z.string().max(100_000).nullish(),
  assets: assets.nullish().transform((list) => list ?? []),
  platform_specific_options: PlatformOptions.nullish(),
}

const PublishRequest = z.strictObject({ connection_id: uuid, ...content }).meta({ id: 'PublishRequest' })

const ScheduleRequest = z
  .strictObject({ connection_id: uuid, ...content, schedule_time: z.string().max(40) })
  .meta({ id: 'ScheduleRequest' })

const ValidateRequest = z
  .strictObject({ connection_id: uuid, ...content, schedule_time: z.string().max(40).nullish() })
  .meta({ id: 'ValidateRequest' })

const ChangeRequest = z
  .strictObject({
    schedule_time: z.string().max(40).optional(),
    text_content: content.text_content,
    assets: assets
      .nullable()
      .transform((list) => list ?? [])
      .optional(),
    platform_specific_options: content.platform_specific_options,
  })
  .meta({ id: 'ChangeRequest', description: 'A merge patch: what is absent stays' })

/** Both spellings of a status are understood: `ContentRejected` and `content_rejected`. */
const statusFilter = z
  .string()
  .transform((value) => value.replaceAll('_', '').toLowerCase())
  .transform((value) => statuses.find((status) => status.toLowerCase() === value) ?? value)
  .pipe(z.enum(statuses as [string, ...string[]]))
  .describe(`One of ${statuses.join(', ')}, or the same in snake_case`)

const PlatformErrorDetails = z
  .object({
    platform: platformName,
    status_code: z.number().int().nullable(),
    platform_code: z.string().nullable(),
    request_id: z.string().nullable(),
    message: z.string().nullable(),
  })
  .meta({ id: 'PlatformErrorDetails', description: "The network's own words, scrubbed" })

const Part = z
  .object({
    index: z.number().int(),
    external_post_id: z.string().nullable(),
    post_url: z.string().nullable(),
  })
  .meta({ id: 'PublishedPart' })

const jobFields = {
  job_id: uuid,
  connection_id: uuid,
  status: z.enum(statuses as [string, ...string[]]),
  platform: platformName,
  user_id: z.string(),
  created_at: timestamp,
  scheduled_at: timestamp.nullable(),
  published_at: timestamp.nullable(),
  error_message: z.string().nullable(),
  post_url: z.string().nullable(),
  external_post_id: z.string().nullable(),
  error_code: z.string().nullable(),
  error_details: PlatformErrorDetails.nullable(),
  attempts: z.number().int().describe('How often a live-making request was armed'),
  next_attempt_at: timestamp.nullable(),
  reauth_required: z.boolean(),
  warnings: z.array(z.string()),
  parts: z.array(Part).describe('What is live of a post of several requests'),
  version: z.number().int(),
}

export const PublishJobResponse = z.object(jobFields).meta({ id: 'PublishJobResponse' })

export const PublishJobDetailResponse = z
  .object({
    ...jobFields,
    content: z.object({
      text_content: z.string().nullable(),
      assets: z.array(
        z.object({
          asset_id: uuid.nullable(),
          url: z.string().nullable(),
          asset_type: z.string(),
          mime_type: z.string(),
          alt_text: z.string().nullable(),
        }),
      ),
      post_type: z.string(),
      platform_specific_options: z.record(z.string(), z.unknown()),
    }),
    target: z.string().nullable(),
    attempt_log: z.array(
      z.object({ at: timestamp, armed: z.boolean(), outcome: z.string(), details: PlatformErrorDetails }),
    ),
  })
  .meta({ id: 'PublishJobDetailResponse' })

const ValidationResponse = z
  .object({ valid: z.boolean(), violations: z.array(Violation), warnings: z.array(z.string()) })
  .meta({ id: 'ValidationResponse' })

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

export const publishing = {
  publish: route({
    id: 'publish',
    tag,
    summary: 'Publish now',
    method: 'POST',
    path: '/publishing/publish',
    scope: 'publishing:write',
    grant: { table: 'write', sends: ['work', 'preflight'] },
    body: PublishRequest,
    idempotent: true,
    success: { status: 202, schema: PublishJobResponse, description: 'Accepted; `Location` is the job' },
    errors: acceptErrors,
  }),
  schedule: route({
    id: 'schedule',
    tag,
    summary: 'Publish at an exact second',
    method: 'POST',
    path: '/publishing/schedule',
    scope: 'publishing:write',
    grant: { table: 'write', sends: ['work', 'preflight'], schedules: true },
    body: ScheduleRequest,
    idempotent: true,
    success: { status: 202, schema: PublishJobResponse, description: 'Accepted; `Location` is the job' },
    errors: [...acceptErrors, 'invalid_schedule_time'],
  }),
  validate: route({
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
  }),
  'job-status': route({
    id: 'job-status',
    tag,
    summary: 'How a job stands',
    method: 'GET',
    path: '/publishing/jobs/{id}/status',
    scope: 'publishing:read',
    grant: { table: 'read', below: 'USER' },
    params: idParam,
    success: { status: 200, schema: PublishJobResponse, description: 'The job' },
    errors: ['invalid_input', 'job_not_found'],
  }),
  'get-job': route({
    id: 'get-job',
    tag,
    summary: 'A job with its content and attempts',
    method: 'GET',
    path: '/publishing/jobs/{id}',
    scope: 'publishing:read',
    grant: { table: 'read', below: 'USER' },
    params: idParam,
    success: { status: 200, schema: PublishJobDetailResponse, description: 'The job' },
    errors: ['invalid_input', 'job_not_found'],
  }),
  'list-jobs': route({
    id: 'list-jobs',
    tag,
    summary: 'Your jobs',
    method: 'GET',
    path: '/publishing/jobs',
    scope: 'publishing:read',
    grant: { table: 'read', below: 'USER' },
    query: z.strictObject({
      platform: platformName.optional(),
      status: statusFilter.optional(),
      connection_id: uuid.optional(),
      scheduled_from: timestamp.optional(),
      scheduled_to: timestamp.optional(),
      limit,
      cursor,
    }),
    success: {
      status: 200,
      schema: z.array(PublishJobResponse),
      description: 'Newest first, or by `scheduled_at` when a range is asked',
    },
    errors: ['invalid_input', 'invalid_cursor', 'unsupported_platform'],
  }),
  change: route({
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
    success: { status: 200, schema: PublishJobResponse, description: 'Changed' },
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
  }),
  cancel: route({
    id: 'cancel',
    tag,
    summary: 'Cancel a job that is not armed',
    method: 'DELETE',
    path: '/publishing/jobs/{id}',
    scope: 'publishing:write',
    grant: { table: 'write', schedules: true, events: true },
    params: idParam,
    success: { status: 200, schema: PublishJobResponse, description: 'Cancelled; repeatable' },
    errors: ['invalid_input', 'job_not_found', 'job_state_conflict', 'unavailable'],
  }),
  retry: route({
    id: 'retry',
    tag,
    summary: 'Try a failed job again',
    method: 'POST',
    path: '/publishing/jobs/{id}/retry',
    scope: 'publishing:write',
    grant: { table: 'write', sends: ['work'] },
    params: idParam,
    body: z
      .strictObject({ confirm_not_published: z.boolean().nullish() })
      .nullish()
      .meta({ id: 'RetryRequest', description: 'An Unknown job needs the confirmation' }),
    bodyOptional: true,
    success: { status: 202, schema: PublishJobResponse, description: 'Accepted again' },
    errors: [
      'invalid_input',
      'job_not_found',
      'job_state_conflict',
      'connection_not_found',
      'asset_not_found',
      'usage_limit',
      'unavailable',
    ],
  }),
}
