import * as z from 'zod'
import { statuses } from '../domain/publish-job.ts'
import { platformName, timestamp, uuid } from './schemas.ts'

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

export const PublishJobResponse = z.object(jobFields).meta({ id: 'PublishJobResponse', examples: [job] })

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
  .meta({
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
  })
