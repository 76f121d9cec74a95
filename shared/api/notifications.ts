import * as z from 'zod/mini'
import { eventTypes } from '../domain/events.ts'
import { route } from './route.ts'
import { limit, StatusResponse, timestamp, uuid } from './schemas.ts'

const tag = 'notifications'
const idParam = z.strictObject({ id: uuid })
const eventType = z.enum(eventTypes as [string, ...string[]])

const endpointFields = {
  id: uuid,
  url: z.string(),
  events: z.nullable(z.array(eventType)).check(z.describe('Null: every event')),
  status: z.enum(['enabled', 'disabled']),
  created_at: timestamp,
  failing_since: z.nullable(timestamp).check(z.describe('Nothing was taken since then')),
  disabled_at: z.nullable(timestamp),
}

const endpointExample = {
  id: '0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3',
  url: 'https://app.example.com/hooks/creativeflow',
  events: ['publish_job.published', 'publish_job.failed'],
  status: 'enabled',
  created_at: '2026-11-21T08:00:00.000Z',
  failing_since: null,
  disabled_at: null,
}
const secretExample = 'whsec_…'

export const WebhookEndpointResponse = z.object(endpointFields).check(
  z.meta({
    id: 'WebhookEndpointResponse',
    description: 'Where you are told; never with its secret',
    examples: [endpointExample],
  }),
)

const secret = z
  .string()
  .check(z.describe('Signs what is sent; shown this once. Standard Webhooks, `whsec_…`'))

const CreatedWebhookEndpoint = z.object({ ...endpointFields, secret }).check(
  z.meta({
    id: 'CreatedWebhookEndpoint',
    description: 'The endpoint and its secret',
    examples: [{ ...endpointExample, secret: secretExample }],
  }),
)

const RotatedSecret = z.object({ id: uuid, secret, previous_valid_until: timestamp }).check(
  z.meta({
    id: 'RotatedSecret',
    description: 'Until then both secrets sign',
    examples: [
      {
        id: '0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3',
        secret: secretExample,
        previous_valid_until: '2026-11-22T08:00:00.000Z',
      },
    ],
  }),
)

const WebhookTestResponse = z
  .object({
    delivered: z.boolean(),
    status_code: z.nullable(z.int()),
    problem: z.nullable(z.string()),
  })
  .check(
    z.meta({
      id: 'WebhookTestResponse',
      description: 'What came back',
      examples: [{ delivered: true, status_code: 204, problem: null }],
    }),
  )

export const EventResponse = z
  .object({
    id: uuid.check(z.describe('The same in every list, webhook and try')),
    type: z.string(),
    occurred_at: timestamp,
    data: z
      .record(z.string(), z.unknown())
      .check(z.describe('By its type, as in the webhooks of this document')),
  })
  .check(
    z.meta({
      id: 'EventResponse',
      examples: [
        {
          id: '0198f2a5-02c4-7e19-8b77-90d3c1e4f5a2',
          type: 'connection.needs_reauth',
          occurred_at: '2026-11-21T08:00:00.000Z',
          data: {
            user_id: 'alice',
            occurred_at: '2026-11-21T08:00:00.000Z',
            connection_id: '5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a',
            platform: 'x',
          },
        },
      ],
    }),
  )

export const createWebhookEndpoint = route({
  id: 'create-webhook-endpoint',
  tag,
  summary: 'Be told of events at a URL of yours',
  method: 'POST',
  path: '/webhook-endpoints',
  scope: 'account:write',
  grant: { table: 'write', signing: 'seal' },
  body: z
    .strictObject({
      url: z.string().check(z.minLength(1), z.maxLength(2000)),
      events: z.nullish(z.array(eventType).check(z.minLength(1), z.maxLength(eventTypes.length))),
    })
    .check(
      z.meta({
        id: 'WebhookEndpointRequest',
        description: 'Every event where none are named',
        examples: [{ url: endpointExample.url, events: endpointExample.events }],
      }),
    ),
  idempotent: true,
  success: { status: 201, schema: CreatedWebhookEndpoint, description: 'Created' },
  errors: [
    'invalid_input',
    'unsafe_url',
    'webhook_endpoint_limit',
    'erasure_running',
    'idempotency_key_reused',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const listWebhookEndpoints = route({
  id: 'list-webhook-endpoints',
  tag,
  summary: 'Your webhook endpoints',
  method: 'GET',
  path: '/webhook-endpoints',
  scope: 'account:read',
  grant: { table: 'read', below: 'USER' },
  success: { status: 200, schema: z.array(WebhookEndpointResponse), description: 'Oldest first' },
  errors: [],
})

export const deleteWebhookEndpoint = route({
  id: 'delete-webhook-endpoint',
  tag,
  summary: 'Be told there no more',
  method: 'DELETE',
  path: '/webhook-endpoints/{id}',
  scope: 'account:write',
  grant: { table: 'write' },
  params: idParam,
  success: { status: 200, schema: StatusResponse, description: 'Deleted, with what was on its way there' },
  errors: ['invalid_input', 'webhook_endpoint_not_found'],
})

export const rotateWebhookSecret = route({
  id: 'rotate-webhook-secret',
  tag,
  summary: 'Change the secret of an endpoint',
  method: 'POST',
  path: '/webhook-endpoints/{id}/rotate',
  scope: 'account:write',
  grant: { table: 'write', signing: 'seal' },
  params: idParam,
  success: { status: 200, schema: RotatedSecret, description: 'For a day both secrets sign' },
  errors: ['invalid_input', 'webhook_endpoint_not_found', 'unavailable'],
})

export const testWebhookEndpoint = route({
  id: 'test-webhook-endpoint',
  tag,
  summary: 'Send a test now; one that is taken enables a disabled endpoint',
  method: 'POST',
  path: '/webhook-endpoints/{id}/test',
  scope: 'account:write',
  grant: { table: 'write', signing: 'open' },
  params: idParam,
  costly: true,
  success: { status: 200, schema: WebhookTestResponse, description: 'What came back, good or bad' },
  errors: ['invalid_input', 'webhook_endpoint_not_found', 'unavailable'],
})

export const redeliverEvent = route({
  id: 'redeliver-event',
  tag,
  summary: 'Send an event to an endpoint once more',
  method: 'POST',
  path: '/webhook-endpoints/{id}/redeliver',
  scope: 'account:write',
  grant: { table: 'write', sends: ['background'] },
  params: idParam,
  body: z
    .strictObject({ event_id: uuid })
    .check(
      z.meta({ id: 'RedeliverRequest', examples: [{ event_id: '0198f2a5-02c4-7e19-8b77-90d3c1e4f5a2' }] }),
    ),
  success: { status: 202, schema: StatusResponse, description: 'On its way, with the id it had' },
  errors: [
    'invalid_input',
    'webhook_endpoint_not_found',
    'event_not_found',
    'webhook_endpoint_disabled',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const listEvents = route({
  id: 'list-events',
  tag,
  summary: 'What happened',
  method: 'GET',
  path: '/events',
  scope: 'account:read',
  grant: { table: 'read', below: 'USER' },
  query: z.strictObject({
    after: z.optional(uuid).check(z.describe('Id of the last event you have')),
    limit,
  }),
  success: {
    status: 200,
    schema: z.array(EventResponse),
    description: 'Oldest first, of the last 30 days; `Link` leads on while there are more',
    headers: ['Link'],
  },
  errors: ['invalid_input', 'invalid_cursor'],
})

export const notifications = [
  createWebhookEndpoint,
  listWebhookEndpoints,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  testWebhookEndpoint,
  redeliverEvent,
  listEvents,
]
