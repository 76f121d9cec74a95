import type { AwsClock } from '../clock.ts'
import { AwsError, type AwsRequest, type Service } from '../service.ts'
import { multipartOperations } from './multipart.ts'
import { openNotifications } from './notifications.ts'
import { objectOperations, type S3Operation } from './objects.ts'
import { type PublicRead, publicHandler, type ServePublic } from './public.ts'
import { authorize } from './signature.ts'
import { openObjectStore, type StoredObject } from './store.ts'
import { xmlDocument } from './xml.ts'

export interface LocalS3 {
  createBucket(name: string): void
  /** Says to a queue that an object was made below a prefix, once, or not at all. */
  notify(bucket: string, to: { prefix: string; queue: string }): void
  /** The next so many notifications are lost. */
  lose(count: number): void
  /** Stands for CloudFront in front of `bucket` or `bucket/prefix`, of all of it or of these folders. */
  publicHandler(bucketPrefix: string, folders?: readonly string[]): ServePublic
  list(bucket: string): StoredObject[]
}

interface S3Options {
  /** Puts a message into a queue. */
  send(queue: string, body: string): void
  onPublicRead?: (read: PublicRead) => void
}

/** S3, path style. */
export function openS3(
  folder: string,
  clock: AwsClock,
  { send, onPublicRead }: S3Options,
): { local: LocalS3; service: Service; close(): void } {
  const store = openObjectStore(folder)
  const notifications = openNotifications({ clock, send })
  const operations: Record<string, S3Operation> = {
    ...objectOperations(store, clock, notifications.made),
    ...multipartOperations(store, clock),
  }

  const service: Service = {
    operationOf,
    async handle(request) {
      authorize(request, clock.now())
      const operation = Object.hasOwn(operations, request.operation) && operations[request.operation]
      if (!operation) throw new AwsError('NotImplemented', `${request.operation} is not emulated here`, 501)
      const query = new Map([...request.query].map(([name, value]) => [name.toLowerCase(), value]))
      const header = (name: string) => {
        const value = request.headers[name] ?? (name.startsWith('x-amz-') ? query.get(name) : undefined)
        return Array.isArray(value) ? value.join(',') : value
      }
      return operation({ ...request, ...place(request.path), header })
    },
    refuse(error, { method, path }) {
      const body = xmlDocument('Error', { Code: error.code, Message: error.message, Resource: path })
      return {
        status: error.status,
        headers: { 'content-type': 'application/xml' },
        body: method === 'HEAD' ? '' : body,
      }
    },
  }
  const local: LocalS3 = {
    createBucket: store.createBucket,
    notify: notifications.notify,
    lose: notifications.lose,
    publicHandler: (bucketPrefix, folders) =>
      publicHandler(store, bucketPrefix, { folders, onRead: onPublicRead }),
    list: (bucket) => [...store.objectsOf(bucket).values()],
  }
  return { local, service, close: store.close }
}

function place(path: string): { bucket: string; key: string } {
  const [, bucket = '', ...rest] = path.split('/')
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(rest.join('/')) }
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
  }
}

const known = new Set(['list-type', 'uploads', 'uploadId', 'partNumber', 'delete', 'x-id'])
const subresources =
  /^(acl|attributes|cors|lifecycle|location|policy|restore|select|tagging|torrent|version(s|ing|Id))$/

function operationOf({
  method,
  path,
  query,
  headers,
}: Pick<AwsRequest, 'method' | 'path' | 'query' | 'headers'>) {
  const other = [...query.keys()].find((name) => !known.has(name) && subresources.test(name))
  if (other) return `${method} ?${other}`
  const { bucket, key } = place(path)
  if (!bucket) return 'ListBuckets'
  if (!key) {
    if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects'
    if (method === 'POST' && query.has('delete')) return 'DeleteObjects'
    return method === 'HEAD' ? 'HeadBucket' : `${method} bucket`
  }
  if (method === 'GET') return query.has('uploadId') ? 'ListParts' : 'GetObject'
  if (method === 'HEAD') return 'HeadObject'
  if (method === 'DELETE') return query.has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject'
  if (method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
  if (query.has('uploadId')) return headers['x-amz-copy-source'] ? 'UploadPartCopy' : 'UploadPart'
  return headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject'
}
