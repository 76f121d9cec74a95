import { randomUUID } from 'node:crypto'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AwsClock } from '../clock.ts'
import { AwsError, type AwsRequest, type Reply } from '../service.ts'
import { receiveBody } from './body.ts'
import { preconditionFailed, serveObject } from './serve.ts'
import type { ObjectStore, StoredObject } from './store.ts'
import { contents, unescapeXml, xmlDocument } from './xml.ts'

/** A request to S3, with what its URL says. */
export interface S3Request extends AwsRequest {
  bucket: string
  key: string
  /** Headers, or query parameters of the same name, as a presigned URL has them. */
  header: (name: string) => string | undefined
}

export type S3Operation = (request: S3Request) => Promise<Reply> | Reply

const described = /^(content-(type|disposition|language)|cache-control|expires|x-amz-meta-.+)$/

/** The headers that are kept with an object. */
export function keptHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of [...request.query.keys(), ...Object.keys(request.headers)]) {
    const value = request.header(name)
    if (described.test(name) && value !== undefined) headers[name] = value
  }
  const encoding = request.header('content-encoding')?.replace(/aws-chunked,?\s*/, '')
  if (encoding) headers['content-encoding'] = encoding
  return headers
}

/** Refuses a write that If-None-Match: * or If-Match forbids. */
export function checkWrite(request: S3Request, existing: StoredObject | undefined) {
  if (request.header('if-none-match') === '*' && existing) throw preconditionFailed()
  const match = request.header('if-match')
  if (match && !existing) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  if (match && match !== existing?.etag && `"${match}"` !== existing?.etag) throw preconditionFailed()
}

export const xmlReply = (name: string, value: Parameters<typeof xmlDocument>[1]): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: xmlDocument(name, value),
})

/** @param made told of each object that was written whole */
export function objectOperations(
  store: ObjectStore,
  clock: AwsClock,
  made: (object: StoredObject, how: 'Put' | 'Copy') => void,
): Record<string, S3Operation> {
  function existing(bucket: string, key: string): StoredObject {
    const object = store.find(bucket, key)
    if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
    return object
  }

  function read(request: S3Request): Reply {
    const reply = serveObject(store, existing(request.bucket, request.key), request)
    for (const name of ['content-type', 'content-disposition', 'cache-control']) {
      const wanted = request.query.get(`response-${name}`)
      if (wanted && reply.headers) reply.headers[name] = wanted
    }
    return reply
  }

  return {
    GetObject: read,
    HeadObject: read,
    HeadBucket(request) {
      store.objectsOf(request.bucket)
      return { status: 200 }
    },

    async PutObject(request) {
      const { bucket, key } = request
      checkWrite(request, store.find(bucket, key))
      const { file, size, md5, checksums } = await receiveBody(request, request.header, store.data)
      try {
        checkWrite(request, store.find(bucket, key))
      } catch (error) {
        store.discard(file)
        throw error
      }
      const etag = `"${md5}"`
      const object: StoredObject = {
        bucket,
        key,
        file,
        size,
        etag,
        checksums,
        modifiedAt: clock.now(),
        headers: keptHeaders(request),
      }
      store.put(object)
      made(object, 'Put')
      return { status: 200, headers: { etag, ...checksums } }
    },

    async CopyObject(request) {
      const [bucket = '', ...rest] = decodeURIComponent(request.header('x-amz-copy-source') ?? '')
        .replace(/^\//, '')
        .split('/')
      const source = existing(bucket, rest.join('/'))
      const match = request.header('x-amz-copy-source-if-match')
      if (match && match !== source.etag && `"${match}"` !== source.etag) throw preconditionFailed()
      checkWrite(request, store.find(request.bucket, request.key))
      const file = randomUUID()
      await copyFile(store.pathOf(source), join(store.data, file))
      const replaced = request.header('x-amz-metadata-directive') === 'REPLACE'
      const headers = replaced ? keptHeaders(request) : source.headers
      const copied = {
        ...source,
        bucket: request.bucket,
        key: request.key,
        file,
        headers,
        modifiedAt: clock.now(),
      }
      store.put(copied)
      made(copied, 'Copy')
      return xmlReply('CopyObjectResult', {
        ETag: source.etag,
        LastModified: new Date(clock.now()).toISOString(),
      })
    },

    DeleteObject({ bucket, key }) {
      store.remove(bucket, key)
      return { status: 204 }
    },

    async DeleteObjects(request) {
      const body = (await request.body()).toString('utf8')
      const keys = contents(body, 'Object').flatMap((object) => contents(object, 'Key').map(unescapeXml))
      if (keys.length === 0 || keys.length > 1000) {
        throw new AwsError('MalformedXML', 'The XML you provided was not well-formed')
      }
      for (const key of keys) store.remove(request.bucket, key)
      const quiet = contents(body, 'Quiet')[0] === 'true'
      return xmlReply('DeleteResult', quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) })
    },

    ListObjectsV2({ bucket, query }) {
      const prefix = query.get('prefix') ?? ''
      const delimiter = query.get('delimiter') ?? ''
      const limit = Math.min(Number(query.get('max-keys') ?? 1000), 1000)
      const token = query.get('continuation-token')
      const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '')
      const groups = new Set<string>()
      const listed: StoredObject[] = []
      let last = ''
      let more = false
      const objects = [...store.objectsOf(bucket).values()].filter((object) => object.key.startsWith(prefix))
      for (const object of objects.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))) {
        const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1
        const name = cut === -1 ? object.key : object.key.slice(0, cut + delimiter.length)
        if (Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0 || groups.has(name)) continue
        if (listed.length + groups.size >= limit) {
          more = true
          break
        }
        if (cut === -1) listed.push(object)
        else groups.add(name)
        last = name
      }
      return xmlReply('ListBucketResult', {
        Name: bucket,
        Prefix: prefix,
        Delimiter: delimiter || undefined,
        KeyCount: listed.length + groups.size,
        MaxKeys: limit,
        IsTruncated: more,
        NextContinuationToken: more ? Buffer.from(last).toString('base64url') : undefined,
        Contents: listed.map((object) => ({
          Key: object.key,
          LastModified: new Date(object.modifiedAt).toISOString(),
          ETag: object.etag,
          Size: object.size,
          StorageClass: 'STANDARD',
        })),
        CommonPrefixes: [...groups].map((Prefix) => ({ Prefix })),
      })
    },
  }
}
