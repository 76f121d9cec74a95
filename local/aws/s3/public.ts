import type { IncomingMessage, ServerResponse } from 'node:http'
import { send } from '../front.ts'
import { AwsError, type Reply } from '../service.ts'
import { serveObject } from './serve.ts'
import type { ObjectStore } from './store.ts'

export interface PublicRead {
  bucket: string
  key: string
  status: number
  bytes: number
}

export type ServePublic = (request: IncomingMessage, response: ServerResponse, key: string) => Promise<void>

/** Stands for CloudFront in front of `bucket` or `bucket/prefix`: read-only, without credentials, by exact key. */
export function publicHandler(
  store: ObjectStore,
  bucketPrefix: string,
  {
    folders,
    onRead,
  }: { folders?: readonly string[] | undefined; onRead?: ((read: PublicRead) => void) | undefined } = {},
): ServePublic {
  const [bucket = '', ...rest] = bucketPrefix.replace(/\/+$/, '').split('/')
  const prefix = rest.map((part) => `${part}/`).join('')
  return async (request, response, name) => {
    const method = request.method ?? 'GET'
    const key = prefix + name
    const reply = answer(method, key, (header) => {
      const value = request.headers[header]
      // A viewer's wish to see checksums is S3's business, not CloudFront's.
      return header.startsWith('x-amz-') || Array.isArray(value) ? undefined : value
    })
    const bytes = await send(response, reply)
    onRead?.({ bucket, key, status: reply.status, bytes })
  }

  function answer(method: string, key: string, header: (name: string) => string | undefined): Reply {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
    const isOpen = folders?.some((folder) => key.startsWith(prefix + folder)) ?? true
    const object = isOpen ? store.find(bucket, key) : undefined
    // S3 behind an origin access control without ListBucket says 403 for what isn't there.
    if (!object) return { status: 403 }
    try {
      return serveObject(store, object, { method, header })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      return {
        status: error.status,
        headers: error.status === 416 ? { 'content-range': `bytes */${object.size}` } : {},
      }
    }
  }
}
