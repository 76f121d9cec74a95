import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

/** A request its receiver may make once: every header must be sent as it stands. */
export interface UploadLink {
  method: 'PUT'
  url: string
  headers: Record<string, string>
}

/** URLs by which others reach single objects for a while. */
export interface BucketLinks {
  /** For exactly this file: length, type, checksum and that nothing may be there yet are all signed. */
  upload(
    key: string,
    file: { mime: string; bytes: number; sha256?: Buffer },
    validity: Validity,
  ): Promise<UploadLink>
  /** For any file, of which nothing is known yet but that nothing may be there. */
  uploadAny(key: string, validity: Validity): Promise<UploadLink>
  download(key: string, filename: string, validity: Validity): Promise<string>
}

interface Validity {
  seconds: number
  now: number
}

const signed = new Set(['content-length', 'content-type', 'x-amz-checksum-sha256', 'if-none-match'])
// Not the type: the client would sign one of its own.
const onlyNew = new Set(['if-none-match'])

export function openBucketLinks(name: string): BucketLinks {
  // Otherwise the URL would carry the checksum of no body at all.
  const client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })
  return {
    async upload(key, { mime, bytes, sha256 }, { seconds, now }) {
      const checksum = sha256?.toString('base64')
      const command = new PutObjectCommand({
        Bucket: name,
        Key: key,
        ContentType: mime,
        ContentLength: bytes,
        IfNoneMatch: '*',
        ...(checksum ? { ChecksumSHA256: checksum } : {}),
      })
      const url = await getSignedUrl(client, command, {
        expiresIn: seconds,
        signingDate: new Date(now),
        signableHeaders: signed,
        unhoistableHeaders: signed,
      })
      return {
        method: 'PUT',
        url,
        headers: {
          'content-type': mime,
          'content-length': String(bytes),
          'if-none-match': '*',
          ...(checksum ? { 'x-amz-checksum-sha256': checksum } : {}),
        },
      }
    },
    async uploadAny(key, { seconds, now }) {
      const command = new PutObjectCommand({ Bucket: name, Key: key, IfNoneMatch: '*' })
      const url = await getSignedUrl(client, command, {
        expiresIn: seconds,
        signingDate: new Date(now),
        signableHeaders: onlyNew,
        unhoistableHeaders: onlyNew,
      })
      return { method: 'PUT', url, headers: { 'if-none-match': '*' } }
    },
    download(key, filename, { seconds, now }) {
      const command = new GetObjectCommand({
        Bucket: name,
        Key: key,
        ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
      })
      return getSignedUrl(client, command, { expiresIn: seconds, signingDate: new Date(now) })
    },
  }
}
