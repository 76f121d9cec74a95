import * as z from 'zod/mini'
import { route } from './route.ts'
import { networkErrors, platformName, StatusResponse, timestamp, uuid } from './schemas.ts'

const platformParam = z.strictObject({ platform: platformName })
const idParam = z.strictObject({ id: uuid })

export const SocialConnectionResponse = z
  .object({
    id: uuid,
    user_id: z.string(),
    platform: platformName,
    external_user_id: z.string(),
    external_username: z.nullable(z.string()),
    external_display_name: z.nullable(z.string()),
    avatar_url: z.nullable(z.string()),
    created_at: timestamp,
    expires_at: z.nullable(timestamp).check(z.describe('When the owner must consent again')),
    scopes: z.array(z.string()),
    status: z.enum(['active', 'expiring', 'needs_reauth']),
  })
  .check(
    z.meta({
      id: 'SocialConnectionResponse',
      description: "A user's account at a network; never a token",
      examples: [
        {
          id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
          user_id: 'alice',
          platform: 'instagram',
          external_user_id: '17841400000000001',
          external_username: 'alice',
          external_display_name: 'Alice',
          avatar_url: null,
          created_at: '2026-11-21T08:00:00.000Z',
          expires_at: '2027-01-20T08:00:00.000Z',
          scopes: ['instagram_business_basic', 'instagram_business_content_publish'],
          status: 'active',
        },
      ],
    }),
  )

const PostingNow = z
  .object({
    can_post: z.boolean(),
    refusal: z
      .nullable(
        z.object({
          code: z.string(),
          message: z.string(),
          retry_at: z.nullable(timestamp).check(z.describe('Worth asking again from then on')),
        }),
      )
      .check(z.describe('Why nothing can be posted now')),
    username: z.nullable(z.string()),
    display_name: z.nullable(z.string()).check(z.describe('To be shown where a network demands it')),
    avatar_url: z.nullable(z.string()).check(z.describe('May end within hours')),
    choices: z
      .nullable(z.record(z.string(), z.array(z.union([z.string(), z.boolean()]))))
      .check(z.describe('Of these `platform_specific_options`, the only values that the network takes now')),
    max_video_seconds: z.nullable(z.number()),
  })
  .check(
    z.meta({
      id: 'PostingNow',
      description: 'What the network says of the account at this moment, for the form of one post',
    }),
  )

const ConnectionTarget = z
  .object({
    id: z.string(),
    name: z.nullable(z.string()),
    kind: z.string().check(z.describe("The network's word: account, page, organization, board")),
    default: z.boolean(),
    posting: z
      .nullable(PostingNow)
      .check(z.describe('Asked anew each time; null where the network has no such word')),
  })
  .check(
    z.meta({
      id: 'ConnectionTarget',
      examples: [
        { id: '102030405060708', name: "Alice's Bakery", kind: 'page', default: true, posting: null },
      ],
    }),
  )

const ConnectionLimits = z
  .object({
    posts_used: z.nullable(z.int()),
    posts_total: z.nullable(z.int()),
    posts_left: z.nullable(z.int()),
    resets_at: z.nullable(timestamp),
    source: z.enum(['platform', 'own_count']),
  })
  .check(
    z.meta({
      id: 'ConnectionLimits',
      description: 'Posts left where the network or our own count knows',
      examples: [
        {
          posts_used: 3,
          posts_total: 100,
          posts_left: 97,
          resets_at: '2026-11-22T08:00:00.000Z',
          source: 'platform',
        },
      ],
    }),
  )

const tag = 'connections'
const oauthErrors = [
  'unsupported_platform',
  'platform_disabled',
  'platform_not_configured',
  'erasure_running',
] as const

/** Of routes that ask the network about a connection. */
const askingErrors = ['invalid_input', 'connection_not_found', ...networkErrors] as const

export const connect = route({
  id: 'connect',
  tag,
  summary: 'Begin to connect an account',
  method: 'GET',
  path: '/connections/connect/{platform}',
  scope: 'connections:write',
  grant: { table: 'write', secrets: 'all' },
  params: platformParam,
  query: z.strictObject({
    return_to: z
      .optional(z.string().check(z.maxLength(2000)))
      .check(z.describe('Where the browser goes at last; an allowed URL')),
  }),
  costly: true,
  success: {
    status: 200,
    schema: z.object({ authorization_url: z.string() }).check(
      z.meta({
        id: 'AuthorizationResponse',
        description: 'Where the user consents',
        examples: [{ authorization_url: 'https://www.instagram.com/oauth/authorize?client_id=…&state=…' }],
      }),
    ),
    description: 'For callers that accept JSON',
  },
  also: { 307: 'To the consent page' },
  errors: ['invalid_input', ...oauthErrors],
})

export const callback = route({
  id: 'callback',
  tag,
  summary: 'Where the network sends the browser back',
  method: 'GET',
  path: '/connections/connect/{platform}/callback',
  scope: null,
  grant: { table: 'write', tokens: 'seal', secrets: 'all' },
  params: platformParam,
  query: z.looseObject({
    state: z
      .optional(z.string().check(z.maxLength(500)))
      .check(z.describe('Ours, as it was given to the network')),
    code: z
      .optional(z.string().check(z.maxLength(2000)))
      .check(z.describe('What the network gives for a consent')),
    error: z
      .optional(z.string().check(z.maxLength(500)))
      .check(z.describe("The network's word for a refusal")),
    error_description: z
      .optional(z.string().check(z.maxLength(2000)))
      .check(z.describe("The network's sentence beside it")),
  }),
  success: { status: 200, schema: SocialConnectionResponse, description: 'Connected' },
  also: { 303: 'To `return_to`, with `connection_id`, `connect_code` or `error`' },
  errors: ['invalid_input', 'oauth_connection_failed', 'platform_unavailable', ...oauthErrors],
})

export const complete = route({
  id: 'complete',
  tag,
  summary: 'Finish a connect that another browser consented to',
  method: 'POST',
  path: '/connections/connect/{platform}/complete',
  scope: 'connections:write',
  grant: { table: 'write' },
  params: platformParam,
  body: z
    .strictObject({ connect_code: z.string().check(z.minLength(1), z.maxLength(200)) })
    .check(z.meta({ id: 'CompleteRequest', examples: [{ connect_code: 'q3Jm0yV7kPz1' }] })),
  success: { status: 200, schema: SocialConnectionResponse, description: 'Connected' },
  errors: [
    'invalid_input',
    'connection_not_found',
    'payload_too_large',
    'unsupported_media_type',
    ...oauthErrors,
  ],
})

export const listConnections = route({
  id: 'list-connections',
  tag,
  summary: 'Your connections',
  method: 'GET',
  path: '/connections',
  scope: 'connections:read',
  grant: { table: 'read', below: 'USER' },
  query: z.strictObject({
    platform: z.optional(platformName),
    status: z.optional(z.enum(['active', 'expiring', 'needs_reauth'])).check(z.describe('Only those')),
  }),
  success: { status: 200, schema: z.array(SocialConnectionResponse), description: 'Oldest first' },
  errors: ['invalid_input', 'unsupported_platform'],
})

export const targets = route({
  id: 'targets',
  tag,
  summary: 'Where a connection can publish to',
  method: 'GET',
  path: '/connections/{id}/targets',
  scope: 'connections:read',
  grant: { table: 'write', tokens: 'seal', secrets: 'all', events: true },
  params: idParam,
  costly: true,
  success: { status: 200, schema: z.array(ConnectionTarget), description: 'The default one is marked' },
  errors: askingErrors,
})

export const limits = route({
  id: 'limits',
  tag,
  summary: 'How many posts are left',
  method: 'GET',
  path: '/connections/{id}/limits',
  scope: 'connections:read',
  grant: { table: 'write', tokens: 'seal', secrets: 'all', events: true },
  params: idParam,
  costly: true,
  success: { status: 200, schema: ConnectionLimits, description: 'Fields nobody knows are null' },
  errors: askingErrors,
})

export const disconnect = route({
  id: 'disconnect',
  tag,
  summary: 'Disconnect an account',
  method: 'DELETE',
  path: '/connections/{id}',
  scope: 'connections:write',
  grant: { table: 'write', tokens: 'decrypt', secrets: 'all', schedules: true, events: true },
  params: idParam,
  success: {
    status: 200,
    schema: StatusResponse,
    description: 'Disconnected; its open jobs are cancelled',
  },
  errors: ['invalid_input', 'connection_not_found'],
})

export const connections = [connect, callback, complete, listConnections, targets, limits, disconnect]
