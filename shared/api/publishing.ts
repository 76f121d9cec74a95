import * as z from 'zod/mini'
import {
  ChangeRequest,
  PublishRequest,
  ScheduleRequest,
  statusFilter,
  ValidateRequest,
  ValidationResponse,
} from './posts.ts'
import { PublishJobDetailResponse, PublishJobResponse } from './publish-job-response.ts'
import { route } from './route.ts'
import { cursor, limit, platformName, timestamp, uuid } from './schemas.ts'

const tag = 'publishing'
const idParam = z.strictObject({ id: uuid })

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
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const publishing = [publish, schedule, validate, jobStatus, getJob, listJobs, change, cancel, retry]
