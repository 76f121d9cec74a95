import * as z from 'zod/mini'
import { route } from './route.ts'
import { platformName, StatusResponse, timestamp } from './schemas.ts'

const tag = 'networks'
const platformParam = z.strictObject({ platform: platformName })
const form = ['application/x-www-form-urlencoded']
const SignedRequest = z.object({ signed_request: z.string() }).check(
  z.meta({
    id: 'SignedRequest',
    description: 'As Meta signs it',
    examples: [{ signed_request: '5f2c….eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsInVzZXJfaWQiOiIxIn0' }],
  }),
)
const errors = [
  'invalid_input',
  'unsupported_platform',
  'platform_not_configured',
  'invalid_signature',
  'not_found',
  'payload_too_large',
  'unsupported_media_type',
  'unavailable',
] as const

/** Of a deletion that a network asked for, or a user. */
export const DataDeletionReceipt = z
  .object({
    confirmation_code: z.string(),
    platform: z.nullable(platformName).check(z.describe('Null: everything of a user')),
    status: z.enum(['pending', 'done']),
    message: z.string(),
    requested_at: timestamp,
    completed_at: z.nullable(timestamp),
  })
  .check(
    z.meta({
      id: 'DataDeletionReceipt',
      examples: [
        {
          confirmation_code: 'k2mQ8sV4xZ',
          platform: 'facebook',
          status: 'done',
          message: 'Everything that came from this account is deleted.',
          requested_at: '2026-11-21T08:00:00.000Z',
          completed_at: '2026-11-21T08:00:04.000Z',
        },
      ],
    }),
  )

export const deauthorize = route({
  id: 'deauthorize',
  tag,
  summary: 'A person has removed the app at the network',
  method: 'POST',
  path: '/webhooks/{platform}/deauthorize',
  scope: null,
  grant: { table: 'write', secrets: 'all', events: true },
  params: platformParam,
  body: SignedRequest,
  bodyTypes: form,
  raw: true,
  success: {
    status: 200,
    schema: StatusResponse,
    description: 'Grants older than the call need a new consent',
  },
  errors,
})

export const dataDeletion = route({
  id: 'data-deletion',
  tag,
  summary: 'A person wants what came from the account deleted',
  method: 'POST',
  path: '/webhooks/{platform}/data-deletion',
  scope: null,
  grant: { table: 'write', secrets: 'all', sends: ['background'] },
  params: platformParam,
  body: SignedRequest,
  bodyTypes: form,
  raw: true,
  success: {
    status: 200,
    schema: z.object({ url: z.string(), confirmation_code: z.string() }).check(
      z.meta({
        id: 'DataDeletionResponse',
        description: 'As Meta asks for it',
        examples: [
          {
            url: 'https://api.example.com/api/v1/data-deletions/k2mQ8sV4xZ',
            confirmation_code: 'k2mQ8sV4xZ',
          },
        ],
      }),
    ),
    description: 'It will be deleted; the URL says when',
  },
  errors,
})

export const networkEvent = route({
  id: 'network-event',
  tag,
  summary: 'The network tells what became of a grant or a post',
  method: 'POST',
  path: '/webhooks/{platform}',
  scope: null,
  grant: { table: 'write', secrets: 'all', events: true, sends: ['work'] },
  params: platformParam,
  body: z.looseObject({}).check(
    z.meta({
      id: 'NetworkEvent',
      description: "In the network's own form",
      examples: [{ client_key: '…', event: 'post.publish.complete', create_time: 1_795_000_000 }],
    }),
  ),
  raw: true,
  success: { status: 200, schema: StatusResponse, description: 'Heard' },
  errors,
})

export const getDataDeletion = route({
  id: 'get-data-deletion',
  tag,
  summary: 'The receipt of a data deletion',
  method: 'GET',
  path: '/data-deletions/{code}',
  scope: null,
  grant: { table: 'read', below: 'DELETION' },
  params: z.strictObject({
    code: z.string().check(z.minLength(1), z.maxLength(100), z.describe('The confirmation code')),
  }),
  success: {
    status: 200,
    schema: DataDeletionReceipt,
    description: 'For people a page, when their browser asks for one',
  },
  errors: ['invalid_input', 'deletion_not_found'],
})

/** What networks call; each call is signed by them. */
export const networks = [deauthorize, dataDeletion, networkEvent, getDataDeletion]
