import * as z from 'zod/mini'
import { statuses } from '../domain/publish-job.ts'
import { platformName, timestamp, uuid } from './schemas.ts'

const PlatformErrorDetails = z
  .object({
    platform: platformName,
    status_code: z.nullable(z.int()),
    platform_code: z.nullable(z.string()),
    request_id: z.nullable(z.string()),
    message: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'PlatformErrorDetails', description: "The network's own words, scrubbed" }))

const Part = z
  .object({
    index: z.int(),
    external_post_id: z.nullable(z.string()),
    post_url: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'PublishedPart' }))

const job = {
  job_id: '0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10',
  connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
  status: 'Published',
  platform: 'instagram',
  user_id: 'alice',
  created_at: '2026-11-21T08:00:00.000Z',
  scheduled_at: '2026-11-21T09:30:00.000Z',
  published_at: '2026-11-21T09:30:00.412Z',
  error_message: null,
  post_url: 'https://www.instagram.com/p/ABC/',
  external_post_id: '17895695668004550',
  error_code: null,
  error_details: null,
  attempts: 1,
  next_attempt_at: null,
  reauth_required: false,
  warnings: [],
  parts: [],
  version: 1,
}

const jobFields = {
  job_id: uuid,
  connection_id: uuid,
  status: z.enum(statuses as [string, ...string[]]),
  platform: platformName,
  user_id: z.string(),
  created_at: timestamp,
  scheduled_at: z.nullable(timestamp),
  published_at: z.nullable(timestamp),
  error_message: z.nullable(z.string()),
  post_url: z.nullable(z.string()),
  external_post_id: z.nullable(z.string()),
  error_code: z.nullable(z.string()),
  error_details: z.nullable(PlatformErrorDetails),
  attempts: z.int().check(z.describe('How often a live-making request was armed')),
  next_attempt_at: z.nullable(timestamp),
  reauth_required: z.boolean(),
  warnings: z.array(z.string()),
  parts: z.array(Part).check(z.describe('What is live of a post of several requests')),
  version: z.int(),
}

export const PublishJobResponse = z
  .object(jobFields)
  .check(z.meta({ id: 'PublishJobResponse', examples: [job] }))

export const PublishJobDetailResponse = z
  .object({
    ...jobFields,
    content: z.object({
      text_content: z.nullable(z.string()),
      assets: z.array(
        z.object({
          asset_id: z.nullable(uuid),
          url: z.nullable(z.string()),
          asset_type: z.string(),
          mime_type: z.string(),
          alt_text: z.nullable(z.string()),
        }),
      ),
      post_type: z.string(),
      platform_specific_options: z.record(z.string(), z.unknown()),
    }),
    target: z.nullable(z.string()),
    attempt_log: z.array(
      z.object({ at: timestamp, armed: z.boolean(), outcome: z.string(), details: PlatformErrorDetails }),
    ),
  })
  .check(
    z.meta({
      id: 'PublishJobDetailResponse',
      examples: [
        {
          ...job,
          content: {
            text_content: 'Morning over the hills',
            assets: [
              {
                asset_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77',
                url: null,
                asset_type: 'image',
                mime_type: 'image/jpeg',
                alt_text: 'Hills in morning light',
              },
            ],
            post_type: 'post',
            platform_specific_options: {},
          },
          target: null,
          attempt_log: [],
        },
      ],
    }),
  )
