import * as z from 'zod/mini'
import { statuses } from '../domain/publish-job.ts'
import { route } from './route.ts'
import { ErrorDetail, platformName, uuid } from './schemas.ts'

/** The one route that speaks camelCase, its errors too. */
const PublishSocialRequest = z
  .strictObject({
    assetId: uuid.check(z.describe('A ready asset')),
    socialAccountId: uuid.check(z.describe('A connection')),
    caption: z.string().check(z.maxLength(100_000)),
    targetId: z
      .nullish(z.string().check(z.minLength(1), z.maxLength(200)))
      .check(z.describe('A Page, organization or board; the only one by default')),
    options: z.nullish(z.record(z.string(), z.unknown())).check(z.describe('As `platform_specific_options`')),
  })
  .check(
    z.meta({
      id: 'PublishSocialRequest',
      examples: [
        {
          assetId: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77',
          socialAccountId: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
          caption: 'Morning over the hills',
        },
      ],
    }),
  )

const PublishSocialResponse = z
  .object({
    jobId: uuid,
    status: z.enum(statuses as [string, ...string[]]),
    platform: platformName,
    mediaId: z.nullable(z.string()).check(z.describe('Of the post, at the network')),
    postUrl: z.nullable(z.string()),
    warnings: z.array(z.string()),
  })
  .check(
    z.meta({
      id: 'PublishSocialResponse',
      examples: [
        {
          jobId: '0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10',
          status: 'Published',
          platform: 'instagram',
          mediaId: '17895695668004550',
          postUrl: 'https://www.instagram.com/p/ABC/',
          warnings: [],
        },
      ],
    }),
  )

const SocialErrorDetail = z
  .object({
    ...ErrorDetail.shape,
    jobId: z.optional(uuid).check(z.describe('Once there is a job, which goes on or can be looked at')),
    reauthUrl: z.optional(z.string()).check(z.describe('Where the account is connected again')),
  })
  .check(
    z.meta({
      id: 'SocialErrorDetail',
      description: 'An error of `/publish/social`',
      examples: [
        {
          code: 'reauth_required',
          detail: 'The account must be connected again.',
          reauthUrl: 'https://api.example.com/api/v1/connections/connect/instagram',
        },
      ],
    }),
  )

export const publishSocial = route({
  id: 'publish-social',
  tag: 'publishing',
  summary: 'Publish an asset and wait for the outcome',
  method: 'POST',
  path: '/publish/social',
  scope: 'publishing:write',
  grant: { table: 'write', sends: ['work', 'preflight'] },
  body: PublishSocialRequest,
  idempotent: true,
  success: { status: 200, schema: PublishSocialResponse, description: 'Live' },
  also: { 202: 'Still on its way after 25 s, or too many wait already; `Location` is the job' },
  errorSchema: SocialErrorDetail,
  errors: [
    'invalid_input',
    'content_validation_failed',
    'platform_disabled',
    'reauth_required',
    'insufficient_permissions',
    'connection_not_found',
    'asset_not_found',
    'asset_state_conflict',
    'job_state_conflict',
    'payload_too_large',
    'unsupported_media_type',
    'content_rejected',
    'idempotency_key_reused',
    'platform_rate_limited',
    'usage_limit',
    'platform_error',
    'unavailable',
    'outcome_unknown',
  ],
})
