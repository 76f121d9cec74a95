import * as z from 'zod/mini'
import { aspectRatios, generationStatuses, maxImages, maxPromptLength } from '../domain/generation.ts'
import { quotaPeriods } from '../domain/quota-period.ts'
import { route } from './route.ts'
import { cursor, limit, StatusResponse, timestamp, uuid } from './schemas.ts'

const tag = 'generations'
const idParam = z.strictObject({ id: uuid })
const maxParams = 20

const GenerationParams = z
  .record(
    z.string().check(z.minLength(1), z.maxLength(60)),
    z.union([z.string().check(z.maxLength(500)), z.number(), z.boolean()]),
  )
  .check(
    z.refine((params) => Object.keys(params).length <= maxParams, `There are at most ${maxParams} params.`),
  )

const CreateGenerationRequest = z
  .strictObject({
    prompt: z
      .string()
      .check(
        z.maxLength(maxPromptLength),
        z.regex(/\S/, 'A prompt says what to draw.'),
        z.regex(/^(?:[\t\n\r]|\P{Cc})*$/u, 'A prompt has no control characters but tabs and line breaks.'),
      ),
    aspect_ratio: z.nullish(z.enum(aspectRatios)).check(z.describe('Left to the orchestrator when absent')),
    style: z.nullish(
      z
        .string()
        .check(z.minLength(1), z.maxLength(100), z.regex(/^\P{Cc}*$/u, 'A style has no control characters.')),
    ),
    count: z.nullish(z.int().check(z.minimum(1), z.maximum(maxImages))).check(z.describe('1 when absent')),
    params: z.nullish(GenerationParams).check(z.describe('Handed to the orchestrator as they are')),
  })
  .check(
    z.meta({
      id: 'CreateGenerationRequest',
      examples: [{ prompt: 'Evening over the hills, wide and calm', aspect_ratio: '4:5', count: 2 }],
    }),
  )

export const GenerationResponse = z
  .object({
    id: uuid,
    status: z.enum(generationStatuses),
    prompt: z.string(),
    aspect_ratio: z.nullable(z.string()),
    style: z.nullable(z.string()),
    count: z.int(),
    params: z.nullable(GenerationParams),
    images: z
      .array(z.object({ asset_id: uuid }))
      .check(z.describe('The assets that were made, ready to be published; those not made cost nothing')),
    problems: z.array(z.string()).check(z.describe('What was wrong with the images that are missing')),
    error: z.nullable(z.string()).check(z.describe('Why there is none at all')),
    created_at: timestamp,
    expires_at: timestamp.check(z.describe('If it is not made by then, it never is')),
    ended_at: z.nullable(timestamp),
  })
  .check(
    z.meta({
      id: 'GenerationResponse',
      examples: [
        {
          id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77',
          status: 'completed',
          prompt: 'Evening over the hills, wide and calm',
          aspect_ratio: '4:5',
          style: null,
          count: 1,
          params: null,
          images: [{ asset_id: '0198f2a4-7c1e-7a11-8f0e-7d1c2b3a4f55' }],
          problems: [],
          error: null,
          created_at: '2026-11-21T08:00:00.000Z',
          expires_at: '2026-11-21T08:15:00.000Z',
          ended_at: '2026-11-21T08:00:21.000Z',
        },
      ],
    }),
  )

const GenerationQuotaResponse = z
  .object({
    limit: z.int(),
    used: z.int(),
    remaining: z.int(),
    period: z.enum(quotaPeriods),
    resets_at: timestamp,
  })
  .check(
    z.meta({
      id: 'GenerationQuotaResponse',
      description: 'Counted in images',
      examples: [
        { limit: 100, used: 3, remaining: 97, period: 'month', resets_at: '2026-12-01T00:00:00.000Z' },
      ],
    }),
  )

const uploadName = z.string().check(z.regex(/^image-[1-9]$/, 'An upload is named as in the request.'))

const CallbackImage = z
  .union([
    z.strictObject({ upload: uploadName.check(z.describe('What was put to one of the upload URLs')) }),
    z.strictObject({
      url: z.string().check(z.minLength(1), z.maxLength(4000), z.describe('An https link, fetched once')),
    }),
    z.strictObject({ data: z.base64().check(z.minLength(1), z.describe('The file itself, in base64')) }),
  ])
  .check(z.meta({ id: 'CallbackImage' }))

const GenerationCallback = z
  .discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('completed'),
      images: z.array(CallbackImage).check(z.minLength(1), z.maxLength(maxImages)),
    }),
    z.strictObject({
      status: z.literal('failed'),
      error: z
        .nullish(z.string().check(z.maxLength(500)))
        .check(z.describe('For the owner of the generation')),
      images: z.nullish(z.array(CallbackImage).check(z.maxLength(0))),
    }),
  ])
  .check(
    z.meta({
      id: 'GenerationCallback',
      examples: [
        { status: 'completed', images: [{ upload: 'image-1' }, { url: 'https://images.example.com/2.png' }] },
        { status: 'failed', error: 'The prompt was refused by the safety filter.' },
      ],
    }),
  )

/** Of the callback: images may come inline. */
const callbackBytes = 4_000_000

export const createGeneration = route({
  id: 'create-generation',
  tag,
  summary: 'Have images made from a prompt',
  method: 'POST',
  path: '/generations',
  scope: 'generations:write',
  grant: { table: 'write', sends: ['background'] },
  body: CreateGenerationRequest,
  idempotent: true,
  costly: true,
  success: {
    status: 202,
    schema: GenerationResponse,
    description: 'Requested, and its quota spent; `Location` is the generation',
    headers: ['Location'],
  },
  errors: [
    'invalid_input',
    'generations_not_configured',
    'erasure_running',
    'idempotency_key_reused',
    'quota_exceeded',
    'usage_limit',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const listGenerations = route({
  id: 'list-generations',
  tag,
  summary: 'Your generations, newest first',
  method: 'GET',
  path: '/generations',
  scope: 'generations:read',
  grant: { table: 'read', below: 'USER' },
  query: z.strictObject({ limit, cursor }),
  success: {
    status: 200,
    schema: z.array(GenerationResponse),
    description: 'Newest first',
    headers: ['Link'],
  },
  errors: ['invalid_input', 'invalid_cursor'],
})

export const generationQuota = route({
  id: 'generation-quota',
  tag,
  summary: 'How many images you may still have made',
  method: 'GET',
  path: '/generations/quota',
  scope: 'generations:read',
  grant: { table: 'read', below: 'USER' },
  success: { status: 200, schema: GenerationQuotaResponse, description: 'Of the current period' },
  errors: [],
})

export const getGeneration = route({
  id: 'get-generation',
  tag,
  summary: 'A generation and its assets',
  method: 'GET',
  path: '/generations/{id}',
  scope: 'generations:read',
  grant: { table: 'read', below: 'USER' },
  params: idParam,
  success: { status: 200, schema: GenerationResponse, description: 'The generation' },
  errors: ['invalid_input', 'generation_not_found'],
})

export const generationCallback = route({
  id: 'generation-callback',
  tag,
  summary: 'The orchestrator says what became of a generation',
  method: 'POST',
  path: '/generations/{id}/callback',
  scope: null,
  grant: {
    ...{ table: 'write', below: 'USER' },
    ...{ sends: ['background'], bucket: ['receive'], secrets: 'generation' },
  },
  params: idParam,
  body: GenerationCallback,
  maxBodyBytes: callbackBytes,
  success: {
    status: 200,
    schema: StatusResponse,
    description: '`accepted`, or `ignored` when it comes again or too late: then nothing was changed',
  },
  errors: [
    'invalid_input',
    'invalid_signature',
    'generation_not_found',
    'unsafe_url',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const generations = [
  createGeneration,
  listGenerations,
  generationQuota,
  getGeneration,
  generationCallback,
]
