import { createReadStream, createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'

/** The bucket of uploads, assets and copied media. */
export interface Bucket {
  /** Stores a file of this machine under a new key. */
  putFile(key: string, file: { path: string; bytes: number; mime: string; sha256: Buffer }): Promise<void>
  /** @param end exclusive */
  read(key: string, start?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>
  /** Undefined: nothing is there. */
  head(key: string): Promise<{ etag: string; bytes: number } | undefined>
  /** Writes this very version of an object to a file of this machine. */
  save(key: string, version: { etag: string; path: string }): Promise<void>
  /** Copies this very version of an object within the bucket, and gives it its type. */
  copy(key: string, version: { etag: string; to: string; mime: string }): Promise<void>
  /** Repeatable. */
  remove(key: string): Promise<void>
}

export function openBucket(name: string): Bucket {
  // Checksums are computed by us, so that a file can be streamed with its length known.
  const client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })
  return {
    async putFile(key, { path, bytes, mime, sha256 }) {
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: key,
          Body: createReadStream(path),
          ContentLength: bytes,
          ContentType: mime,
          ChecksumSHA256: sha256.toString('base64'),
        }),
      )
    },
    async read(key, start, end) {
      const answer = await client.send(
        new GetObjectCommand({
          Bucket: name,
          Key: key,
          ...(start === undefined ? {} : { Range: `bytes=${start}-${(end ?? 0) - 1}` }),
        }),
      )
      return (await answer.Body!.transformToByteArray()) as Uint8Array<ArrayBuffer>
    },
    async head(key) {
      try {
        const { ETag, ContentLength } = await client.send(new HeadObjectCommand({ Bucket: name, Key: key }))
        return { etag: ETag!, bytes: ContentLength! }
      } catch (error) {
        // S3 says 403 of what isn't there to whoever may not list the bucket, and nobody of us may.
        if (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0))
          return undefined
        throw error
      }
    },
    async save(key, { etag, path }) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key, IfMatch: etag }))
      await pipeline(Body as Readable, createWriteStream(path))
    },
    async copy(key, { etag, to, mime }) {
      await client.send(
        new CopyObjectCommand({
          Bucket: name,
          Key: to,
          CopySource: `${name}/${key}`,
          CopySourceIfMatch: etag,
          MetadataDirective: 'REPLACE',
          ContentType: mime,
        }),
      )
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }))
    },
  }
}
