import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AwsClock } from '../clock.ts'
import { AwsError } from '../service.ts'
import { receiveBody } from './body.ts'
import { checkWrite, keptHeaders, type S3Operation, xmlReply } from './objects.ts'
import type { ObjectStore } from './store.ts'
import { contents, unescapeXml } from './xml.ts'

const smallestPart = 5 * 1024 * 1024

export function multipartOperations(store: ObjectStore, clock: AwsClock): Record<string, S3Operation> {
  return {
    CreateMultipartUpload(request) {
      const { bucket, key } = request
      store.objectsOf(bucket)
      const id = randomUUID()
      store.putUpload({ id, bucket, key, headers: keptHeaders(request), parts: {} })
      return xmlReply('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id })
    },

    async UploadPart(request) {
      const { bucket, key, query } = request
      const id = query.get('uploadId')
      const number = Number(query.get('partNumber'))
      if (!Number.isInteger(number) || number < 1 || number > 10_000) {
        throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
      }
      store.upload(id, bucket, key)
      const { file, size, md5, checksums } = await receiveBody(request, request.header, store.data)
      const upload = store.upload(id, bucket, key)
      const replaced = upload.parts[number]
      const part = { file, size, md5, at: clock.now() }
      store.putUpload({ ...upload, parts: { ...upload.parts, [number]: part } })
      if (replaced) store.discard(replaced.file)
      return { status: 200, headers: { etag: `"${md5}"`, ...checksums } }
    },

    async CompleteMultipartUpload(request) {
      const { bucket, key, query } = request
      const upload = store.upload(query.get('uploadId'), bucket, key)
      const body = (await request.body()).toString('utf8')
      const named = contents(body, 'Part').map((part) => ({
        number: Number(contents(part, 'PartNumber')[0]),
        md5: unescapeXml(contents(part, 'ETag')[0] ?? '').replaceAll('"', ''),
      }))
      if (named.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed')
      if (named.some(({ number }, position) => position > 0 && number <= named[position - 1]!.number)) {
        throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.')
      }
      const parts = named.map(({ number, md5 }, position) => {
        const part = upload.parts[number]
        if (part?.md5 !== md5)
          throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.')
        if (part.size < smallestPart && position < named.length - 1) {
          throw new AwsError(
            'EntityTooSmall',
            'Your proposed upload is smaller than the minimum allowed size',
          )
        }
        return part
      })
      checkWrite(request, store.find(bucket, key))

      const file = randomUUID()
      const target = createWriteStream(join(store.data, file), { mode: 0o600 })
      for (const part of parts) await pipeline(createReadStream(store.pathOf(part)), target, { end: false })
      await new Promise<void>((resolve, reject) => target.on('error', reject).end(resolve))
      const whole = createHash('md5')
      for (const part of parts) whole.update(Buffer.from(part.md5, 'hex'))
      const etag = `"${whole.digest('hex')}-${parts.length}"`
      const size = parts.reduce((sum, part) => sum + part.size, 0)
      const { headers } = upload
      store.put({ bucket, key, file, size, etag, headers, checksums: {}, modifiedAt: clock.now() })
      store.endUpload(upload)
      return xmlReply('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: etag })
    },

    AbortMultipartUpload({ bucket, key, query }) {
      store.endUpload(store.upload(query.get('uploadId'), bucket, key))
      return { status: 204 }
    },
  }
}
