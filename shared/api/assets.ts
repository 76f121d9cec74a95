import * as z from 'zod/mini'
import { assetMimes, maxAssetBytes } from '../domain/asset.ts'
import { route } from './route.ts'
import { cursor, limit, StatusResponse, timestamp, uuid } from './schemas.ts'

const tag = 'assets'
const idParam = z.strictObject({ id: uuid })

const example = {
  id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77',
  status: 'ready',
  reason: null,
  source: 'upload',
  filename: 'morning.jpg',
  kind: 'image',
  mime_type: 'image/jpeg',
  bytes: 182_044,
  width: 1080,
  height: 1350,
  duration_seconds: null,
  created_at: '2026-11-21T08:00:00.000Z',
  expires_at: '2026-12-21T08:00:02.000Z',
}

const only = (field: string, other: string) => `${field} is not given together with ${other}.`

/** What an upload is announced with, or where a file is imported from; never both. */
const CreateAssetRequest = z
  .strictObject({
    filename: z.nullish(
      z.string().check(
        z.minLength(1),
        z.maxLength(200),
        z.regex(/^[^\p{Cc}/\\]+$/u, 'A file name has no slashes and no control characters.'),
        z.refine((name) => name.isWellFormed(), 'A file name has no broken characters.'),
      ),
    ),
    mime_type: z.nullish(z.enum(assetMimes)),
    bytes: z.nullish(z.int().check(z.minimum(1), z.maximum(maxAssetBytes))),
    sha256: z.nullish(
      z
        .string()
        .check(z.regex(/^[0-9a-f]{64}$/i, 'The SHA-256 of the file is written as 64 hexadecimal digits.')),
    ),
    url: z.nullish(z.string().check(z.minLength(1), z.maxLength(2000))),
  })
  .check(
    z.superRefine((body, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      const isImport = typeof body.url === 'string'
      for (const field of ['bytes', 'sha256'] as const)
        if (isImport && body[field] != null) refuse(field, only(field, 'url'))
      for (const field of ['mime_type', 'bytes'] as const)
        if (!isImport && body[field] == null) refuse(field, `An upload needs ${field}; an import needs url.`)
    }),
    z.meta({
      id: 'CreateAssetRequest',
      description:
        'An upload: `mime_type` and `bytes`. An import: `url`, and `mime_type` if it must be that.',
      examples: [
        { filename: 'morning.jpg', mime_type: 'image/jpeg', bytes: 182_044 },
        { url: 'https://example.com/morning.jpg' },
      ],
    }),
  )

const assetFields = {
  id: uuid,
  status: z.enum(['pending', 'ready', 'rejected']).check(z.describe('Only a ready one can be published')),
  reason: z.nullable(z.string()).check(z.describe('Why it was rejected')),
  source: z.enum(['upload', 'import', 'generation']),
  filename: z.nullable(z.string()),
  kind: z
    .nullable(z.enum(['image', 'gif', 'video', 'document']))
    .check(z.describe('Measured, as all that follows')),
  mime_type: z.nullable(z.string()),
  bytes: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  duration_seconds: z.nullable(z.number()),
  created_at: timestamp,
  expires_at: timestamp.check(z.describe('When it goes unless an open job needs it')),
}

export const AssetResponse = z.object(assetFields).check(z.meta({ id: 'AssetResponse', examples: [example] }))

export const AssetDetailResponse = z
  .object({
    ...assetFields,
    download_url: z.nullable(z.string()).check(z.describe('For 15 minutes; only of a ready one')),
  })
  .check(
    z.meta({ id: 'AssetDetailResponse', examples: [{ ...example, download_url: 'https://bucket.s3.…' }] }),
  )

const UploadLink = z
  .object({
    method: z.literal('PUT'),
    url: z.string(),
    headers: z.record(z.string(), z.string()).check(z.describe('All of them, exactly so: they are signed')),
    expires_at: timestamp,
  })
  .check(z.meta({ id: 'UploadLink', description: 'Takes exactly the announced file, once' }))

const CreatedAssetResponse = z.object({ ...assetFields, upload: z.nullable(UploadLink) }).check(
  z.meta({
    id: 'CreatedAssetResponse',
    examples: [
      {
        ...example,
        status: 'pending',
        upload: {
          method: 'PUT',
          url: 'https://bucket.s3.us-east-1.amazonaws.com/uploads/…',
          headers: { 'content-type': 'image/jpeg', 'content-length': '182044', 'if-none-match': '*' },
          expires_at: '2026-11-21T09:00:00.000Z',
        },
      },
    ],
  }),
)

export const createAsset = route({
  id: 'create-asset',
  tag,
  summary: 'Upload a file, or import one by its URL',
  method: 'POST',
  path: '/assets',
  scope: 'assets:write',
  grant: { table: 'write', bucket: ['upload'], sends: ['background'] },
  body: CreateAssetRequest,
  idempotent: true,
  costly: true,
  success: {
    status: 202,
    schema: CreatedAssetResponse,
    description: 'Pending until the file has arrived and was measured; `Location` is the asset',
    headers: ['Location'],
  },
  errors: [
    'invalid_input',
    'unsafe_url',
    'erasure_running',
    'idempotency_key_reused',
    'payload_too_large',
    'unsupported_media_type',
    'unavailable',
  ],
})

export const listAssets = route({
  id: 'list-assets',
  tag,
  summary: 'Your assets, newest first',
  method: 'GET',
  path: '/assets',
  scope: 'assets:read',
  grant: { table: 'read', below: 'USER' },
  query: z.strictObject({ limit, cursor }),
  success: { status: 200, schema: z.array(AssetResponse), description: 'Newest first', headers: ['Link'] },
  errors: ['invalid_input', 'invalid_cursor'],
})

export const getAsset = route({
  id: 'get-asset',
  tag,
  summary: 'An asset, with a link to its file',
  method: 'GET',
  path: '/assets/{id}',
  scope: 'assets:read',
  grant: { table: 'read', below: 'USER', bucket: ['download'] },
  params: idParam,
  success: { status: 200, schema: AssetDetailResponse, description: 'The asset' },
  errors: ['invalid_input', 'asset_not_found'],
})

export const removeAsset = route({
  id: 'remove-asset',
  tag,
  summary: 'Delete an asset that no open job needs',
  method: 'DELETE',
  path: '/assets/{id}',
  scope: 'assets:write',
  grant: { table: 'write', bucket: ['remove'] },
  params: idParam,
  success: { status: 200, schema: StatusResponse, description: 'It is gone, and its file with it' },
  errors: ['invalid_input', 'asset_not_found', 'asset_state_conflict', 'unavailable'],
})

export const assets = [createAsset, listAssets, getAsset, removeAsset]
