import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Route } from '../../kit/server.ts'
import { apiCall, type Caller } from '../calls.ts'
import { nextId } from '../ids.ts'
import { page } from '../paging.ts'
import { parseBody, pathId } from '../parse.ts'
import { mediaMissing } from '../problems.ts'
import type { Pinterest, Upload } from '../state.ts'
import { statusOf } from './status.ts'

/** Where files go: pinterest-media-upload.s3-accelerate.amazonaws.com, here below a path of its own. */
export const uploadPath = '/pinterest-media-upload'

const uploadCreate = z.strictObject({ media_type: z.enum(['video']) })

/** Registering an upload, and asking how it is doing. */
export function mediaRoutes(pinterest: Pinterest): Route[] {
  const read = { scopes: ['pins:read'], category: 'org_read' } as const
  const view = (upload: Upload) => ({
    media_id: upload.id,
    media_type: 'video',
    status: statusOf(pinterest, upload),
  })
  const ownedBy = ({ account, host }: Caller) =>
    Object.values(pinterest.state.uploads).filter((one) => one.ownerId === account.id && one.host === host)
  return [
    ...apiCall(pinterest, {
      method: 'POST',
      path: '/media',
      scopes: ['pins:read', 'pins:write'],
      category: 'org_write',
      run(request, { account, host }) {
        const { media_type } = parseBody(uploadCreate, request)
        const id = nextId(pinterest)
        const expiresAt = pinterest.clock.now() + pinterest.settings.upload_policy_ms
        const parameters = parametersFor(id, expiresAt)
        pinterest.state.uploads[id] = { id, host, ownerId: account.id, parameters, expiresAt }
        const upload_url = `${pinterest.url}${uploadPath}/`
        return { status: 201, body: { media_id: id, media_type, upload_url, upload_parameters: parameters } }
      },
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/media',
      ...read,
      run(request, caller) {
        const { items, bookmark } = page(pinterest, request, ownedBy(caller))
        return { status: 200, body: { items: items.map(view), bookmark } }
      },
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/media/:media_id',
      ...read,
      run(request, caller) {
        const id = pathId(request, 'media_id')
        const upload = ownedBy(caller).find((one) => one.id === id)
        if (!upload) throw mediaMissing()
        return { status: 200, body: view(upload) }
      },
    }),
  ]
}

function parametersFor(id: string, expiresAt: number): Record<string, string> {
  const date = new Date(expiresAt).toISOString().replace(/[-:]|\.\d+/g, '')
  const key = `uploads/${randomBytes(2).toString('hex')}/${id}:video:${randomBytes(8).toString('hex')}`
  const policy = { expiration: new Date(expiresAt).toISOString(), conditions: [{ key }] }
  return {
    'x-amz-date': date,
    'x-amz-signature': randomBytes(32).toString('hex'),
    'x-amz-security-token': randomBytes(120).toString('base64'),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    key,
    policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
    'x-amz-credential': `ASIALOCAL/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
    'Content-Type': 'multipart/form-data',
  }
}
