import { createReadStream } from 'node:fs'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

/** The bucket of measured media. */
export interface Bucket {
  /** Stores a file of this machine under a new key. */
  putFile(key: string, file: { path: string; bytes: number; mime: string; sha256: Buffer }): Promise<void>
  /** @param end exclusive */
  read(key: string, start?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>
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
  }
}
