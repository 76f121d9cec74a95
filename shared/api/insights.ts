import * as z from 'zod/mini'
import { route } from './route.ts'
import { networkErrors, platformName, timestamp, uuid } from './schemas.ts'

const params = z.strictObject({ platform: platformName })

const score = z.number().check(z.minimum(0), z.maximum(1))
const generated_at = timestamp.check(z.describe('When the network was asked'))
const stale = z
  .boolean()
  .check(z.describe('True: older than it should be, because the network could not be asked'))
const targetId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(200),
    z.describe('One of `/connections/{id}/targets`; else the only or default one'),
  )

const keyword = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(100),
    z.regex(/[\p{L}\p{N}]/u, 'must have a letter or a digit'),
    z.regex(/^[^\p{Cc}]*$/u, 'must have no control characters'),
  )

export const HashtagRequest = z
  .strictObject({
    keywords: z.array(keyword).check(z.minLength(1), z.maxLength(20), z.describe('What the post is about')),
    industry: z
      .nullish(z.string().check(z.minLength(1), z.maxLength(100)))
      .check(z.describe('Narrows it where the network has such a filter')),
    limit: z.nullish(z.int().check(z.minimum(1), z.maximum(50))).check(z.describe('10 when left out')),
    connection_id: z
      .nullish(uuid)
      .check(z.describe('The account that asks; else the only one of the network')),
    target_id: z.nullish(targetId),
  })
  .check(
    z.meta({
      id: 'HashtagRequest',
      examples: [{ keywords: ['coffee', 'home office'], limit: 5 }],
    }),
  )

export const HashtagResponse = z
  .object({
    suggestions: z.array(
      z.object({
        tag: z.string().check(z.describe('Without its sign')),
        score: score.check(z.describe('Comparable between answers of one network and one source')),
      }),
    ),
    source: z
      .enum(['platform_api', 'own_posts'])
      .check(
        z.describe("`platform_api`: the network's own figures; `own_posts`: the account's past engagement"),
      ),
    generated_at,
    stale,
  })
  .check(
    z.meta({
      id: 'HashtagResponse',
      examples: [
        {
          suggestions: [
            { tag: 'coffee', score: 0.71 },
            { tag: 'homeoffice', score: 0.42 },
          ],
          source: 'platform_api',
          generated_at: '2026-11-20T09:00:00.000Z',
          stale: false,
        },
      ],
    }),
  )

export const BestTimesResponse = z
  .object({
    suggested_times: z
      .array(
        z.object({
          day_of_week: z.int().check(z.minimum(0), z.maximum(6), z.describe('0 is Monday')),
          hour_of_day: z.int().check(z.minimum(0), z.maximum(23)),
          score: score.check(z.describe("0.5 is the account's average, 2/3 twice as much engagement")),
        }),
      )
      .check(z.describe('Best first; empty where no hour stands out')),
    confidence: z.enum(['high', 'medium', 'low']),
    sample_size: z.int().check(z.describe('Posts that were counted')),
    timezone: z.string(),
    source: z.enum(['own_posts']),
    generated_at,
    stale,
  })
  .check(
    z.meta({
      id: 'BestTimesResponse',
      examples: [
        {
          suggested_times: [{ day_of_week: 1, hour_of_day: 9, score: 0.7 }],
          confidence: 'low',
          sample_size: 24,
          timezone: 'Europe/Berlin',
          source: 'own_posts',
          generated_at: '2026-11-20T09:00:00.000Z',
          stale: false,
        },
      ],
    }),
  )

const errors = [
  'invalid_input',
  'unsupported_platform',
  'platform_disabled',
  'platform_not_configured',
  'connection_not_found',
  'insights_not_available',
  ...networkErrors,
] as const

const tag = 'insights'
const grant = { table: 'write', tokens: 'seal', secrets: 'all', events: true } as const

export const hashtags = route({
  id: 'hashtags',
  tag,
  summary: 'Hashtags for keywords',
  method: 'POST',
  path: '/insights/{platform}/hashtags',
  scope: 'insights:read',
  grant,
  params,
  body: HashtagRequest,
  costly: true,
  success: {
    status: 200,
    schema: HashtagResponse,
    description: 'Best first; empty where nothing is known',
  },
  errors: [...errors, 'payload_too_large', 'unsupported_media_type'],
})

export const bestTimes = route({
  id: 'best-times',
  tag,
  summary: 'When posts of an account do best',
  method: 'GET',
  path: '/insights/{platform}/best-times',
  scope: 'insights:read',
  grant,
  params,
  query: z.strictObject({
    connection_id: z.optional(uuid),
    target_id: z.optional(targetId),
    timezone: z
      .optional(z.string().check(z.minLength(1), z.maxLength(100)))
      .check(z.describe('A name of the IANA database; UTC when left out')),
  }),
  costly: true,
  success: { status: 200, schema: BestTimesResponse, description: 'By the posts of the last 90 days' },
  errors,
})

export const insights = [hashtags, bestTimes]
