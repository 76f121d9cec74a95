import * as z from 'zod/mini'
import { AssetDetailResponse } from './assets.ts'
import { SocialConnectionResponse } from './connections.ts'
import { GenerationResponse } from './generations.ts'
import { DataDeletionReceipt } from './networks.ts'
import { EventResponse, WebhookEndpointResponse } from './notifications.ts'
import { PublishJobDetailResponse } from './publish-job-response.ts'
import { route } from './route.ts'
import { cursor } from './schemas.ts'

const tag = 'account'
const path = '/me/data'

const page = <const K extends string, S extends z.ZodMiniType>(kind: K, item: S) =>
  z.object({ kind: z.literal(kind), items: z.array(item) })

const pages = [
  page('connections', SocialConnectionResponse),
  page('jobs', PublishJobDetailResponse),
  page('assets', AssetDetailResponse),
  page('generations', GenerationResponse),
  page('events', EventResponse),
  page('webhook_endpoints', WebhookEndpointResponse),
] as const

export const exportData = route({
  id: 'export-data',
  tag,
  summary: 'Everything of yours',
  method: 'GET',
  path,
  scope: 'account:read',
  grant: { table: 'read', below: 'USER', bucket: ['download'] },
  query: z.strictObject({
    kind: z
      .optional(z.enum(['connections', 'jobs', 'assets', 'generations', 'events', 'webhook_endpoints']))
      .check(z.describe('Where to begin; the first when absent')),
    cursor,
  }),
  costly: true,
  success: {
    status: 200,
    schema: z.discriminatedUnion('kind', pages).check(
      z.meta({
        id: 'DataPage',
        description: 'One kind at a time',
        examples: [{ kind: 'jobs', items: [] }],
      }),
    ),
    description: 'A page; `Link` leads on through every kind, to the end',
    headers: ['Link'],
  },
  errors: ['invalid_input', 'invalid_cursor'],
})

export const deleteData = route({
  id: 'delete-data',
  tag,
  summary: 'Delete everything of yours; posts that are live stay at their networks',
  method: 'DELETE',
  path,
  scope: 'account:delete',
  grant: { table: 'write', sends: ['background'] },
  success: {
    status: 202,
    schema: DataDeletionReceipt,
    description:
      'Begun, or running already; `Location` is the receipt, which is open to whoever has its code',
    headers: ['Location'],
  },
  errors: ['unavailable'],
})

export const account = [exportData, deleteData]
