import * as z from 'zod'
import { route } from './route.ts'
import { platformName, StatusResponse, timestamp, uuid } from './schemas.ts'

const platformParam = z.strictObject({ platform: platformName })
const idParam = z.strictObject({ id: uuid })

export const SocialConnectionResponse = z
  .object({
    id: uuid,
    user_id: z.string(),
    platform: platformName,
    external_user_id: z.string(),
    external_username: z.string().nullable(),
    external_display_name: z.string().nullable(),
    avatar_url: z.string().nullable(),
    created_at: timestamp,
    expires_at: timestamp.nullable().describe('When the owner must consent again'),
    scopes: z.array(z.string()),
    status: z.enum(['active', 'expiring', 'needs_reauth']),
  })
  .meta({
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
  })

const PostingNow = z
  .object({
    can_post: z.boolean(),
    refusal: z
      .object({
        code: z.string(),
        message: z.string(),
        retry_at: timestamp.nullable().describe('Worth asking again from then on'),
      })
      .nullable()
      .describe('Why nothing can be posted now'),
    username: z.string().nullable(),
    display_name: z.string().nullable().describe('To be shown where a network demands it'),
    avatar_url: z.string().nullable().describe('May end within hours'),
    choices: z
      .record(z.string(), z.array(z.union([z.string(), z.boolean()])))
      .nullable()
      .describe('Of these `platform_specific_options`, the only values that the network takes now'),
    max_video_seconds: z.number().nullable(),
  })
  .meta({
    id: 'PostingNow',
    description: 'What the network says of the account at this moment, for the form of one post',
  })

const ConnectionTarget = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    kind: z.string().describe("The network's word: account, page, organization, board"),
    default: z.boolean(),
    posting: PostingNow.nullable().describe('Asked anew each time; null where the network has no such word'),
  })
  .meta({
    id: 'ConnectionTarget',
    examples: [{ id: '102030405060708', name: "Alice's Bakery", kind: 'page', default: true, posting: null }],
  })

const ConnectionLimits = z
  .object({
    posts_used: z.number().int().nullable(),
    posts_total: z.number().int().nullable(),
    posts_left: z.number().int().nullable(),
    resets_at: timestamp.nullable(),
    source: z.enum(['platform', 'own_count']),
  })
  .meta({
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
  })

const tag = 'connections'
const oauthErrors = [
  'unsupported_platform',
  'platform_disabled',
  'platform_not_configured',
  'erasure_running',
] as const

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
    return_to: z.string().max(2000).optional().describe('Where the browser goes at last; an allowed URL'),
  }),
  costly: true,
  success: {
    status: 200,
    schema: z.object({ authorization_url: z.string() }).meta({
      id: 'AuthorizationResponse',
      description: 'Where the user consents',
      examples: [{ authorization_url: 'https://www.instagram.com/oauth/authorize?client_id=…&state=…' }],
    }),
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
    state: z.string().max(500).optional().describe('Ours, as it was given to the network'),
    code: z.string().max(2000).optional().describe('What the network gives for a consent'),
    error: z.string().max(500).optional().describe("The network's word for a refusal"),
    error_description: z.string().max(2000).optional().describe("The network's sentence beside it"),
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
    .strictObject({ connect_code: z.string().min(1).max(200) })
    .meta({ id: 'CompleteRequest', examples: [{ connect_code: 'q3Jm0yV7kPz1' }] }),
  success: { status: 200, schema: SocialConnectionResponse, description: 'Connected' },
  errors: ['invalid_input', 'connection_not_found', ...oauthErrors],
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
    platform: platformName.optional(),
    status: z.enum(['active', 'expiring', 'needs_reauth']).optional().describe('Only those'),
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
  errors: [
    'invalid_input',
    'connection_not_found',
    'reauth_required',
    'insufficient_permissions',
    'platform_rate_limited',
    'platform_error',
    'platform_unavailable',
  ],
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
  errors: [
    'invalid_input',
    'connection_not_found',
    'reauth_required',
    'insufficient_permissions',
    'platform_rate_limited',
    'platform_error',
    'platform_unavailable',
  ],
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
