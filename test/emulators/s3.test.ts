import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, expect, test } from 'vitest'
import type { PublicRead } from '../../local/aws/s3/public.ts'
import { awsForTests, errorName } from './aws-fixture.ts'

const reads: PublicRead[] = []
const { aws } = await awsForTests({ onPublicRead: (read) => reads.push(read) })
const s3 = new S3Client({ maxAttempts: 1 })
const Bucket = 'media'
aws.s3.createBucket(Bucket)

const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const text = async (Key: string, more = {}) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString()
const base64 = (algorithm: string, bytes: string | Buffer) =>
  createHash(algorithm).update(bytes).digest('base64')

test('an object comes back with its type, metadata, ETag and checksum', async () => {
  const Metadata = { owner: 'alice' }
  await put('dir/ä + b.txt', 'hello', { ContentType: 'text/plain', CacheControl: 'max-age=60', Metadata })
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'dir/ä + b.txt' }))
  expect(got).toMatchObject({
    ContentType: 'text/plain',
    CacheControl: 'max-age=60',
    ContentLength: 5,
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    ChecksumCRC32: 'NhCmhg==',
    Metadata,
  })
  expect(await got.Body?.transformToString()).toBe('hello')
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'dir/ä + b.txt' }))
  expect(head).toMatchObject({ ContentLength: 5, Metadata })
})

test('a stream of known length arrives through aws-chunked, with its trailing checksum', async () => {
  const bytes = randomBytes(300_000)
  const parts = Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 150_001), bytes.subarray(150_001)])
  const answer = await put('stream', parts, { ContentLength: bytes.length, ChecksumAlgorithm: 'SHA256' })
  expect(answer.ChecksumSHA256).toBe(base64('sha256', bytes))
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }))
  expect(got.ContentEncoding).toBeUndefined()
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true)
})

test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
  'a %s made by the SDK is accepted',
  async (algorithm) => {
    await put(`sum-${algorithm}`, 'hello', { ChecksumAlgorithm: algorithm })
    expect(await text(`sum-${algorithm}`)).toBe('hello')
  },
)

test.each<[string, Partial<PutObjectCommandInput>, string]>([
  ['Content-MD5', { ContentMD5: base64('md5', 'other') }, 'BadDigest'],
  ['Content-MD5 that is none', { ContentMD5: 'xx' }, 'InvalidDigest'],
  ['SHA-256', { ChecksumSHA256: base64('sha256', 'other') }, 'BadDigest'],
  ['CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
])('a wrong %s keeps the object out', async (_what, more, name) => {
  expect(await errorName(put('wrong', 'hello', more))).toBe(name)
  expect(await errorName(text('wrong'))).toBe('NoSuchKey')
})

test('If-None-Match: * writes once, If-Match only over what was read', async () => {
  await put('once', 'first', { IfNoneMatch: '*' })
  expect(await errorName(put('once', 'second', { IfNoneMatch: '*' }))).toBe('PreconditionFailed')
  const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'once' }))
  await put('once', 'third', { IfMatch: ETag })
  expect(await errorName(put('once', 'fourth', { IfMatch: ETag }))).toBe('PreconditionFailed')
  expect(await errorName(text('once', { IfMatch: ETag }))).toBe('PreconditionFailed')
  expect(await text('once')).toBe('third')
})

test('ranges give their part', async () => {
  await put('range', '0123456789')
  expect(await text('range', { Range: 'bytes=2-4' })).toBe('234')
  expect(await text('range', { Range: 'bytes=7-' })).toBe('789')
  expect(await text('range', { Range: 'bytes=-2' })).toBe('89')
  expect(await text('range', { Range: 'bytes=8-99' })).toBe('89')
  const { ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=0-0' }))
  expect(ContentRange).toBe('bytes 0-0/10')
  expect(await errorName(text('range', { Range: 'bytes=10-' }))).toBe('InvalidRange')
})

test('what is missing is missing by its name', async () => {
  expect(await errorName(text('missing'))).toBe('NoSuchKey')
  expect(await errorName(s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' })))).toBe('NotFound')
  expect(await errorName(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' })))).toBe('NoSuchBucket')
  expect(await errorName(s3.send(new DeleteObjectCommand({ Bucket, Key: 'missing' })))).toBe('none')
})

test('copies, listings with prefixes and pages, deletions', async () => {
  for (const key of ['l/a', 'l/b/1', 'l/b/2', 'l/c & d']) await put(key, key)
  await s3.send(
    new CopyObjectCommand({ Bucket, Key: 'l/e', CopySource: `${Bucket}/${encodeURIComponent('l/c & d')}` }),
  )
  expect(await text('l/e')).toBe('l/c & d')

  const list = (more: object) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', ...more }))
  const first = await list({ Delimiter: '/', MaxKeys: 2 })
  expect(first.Contents?.map((object) => object.Key)).toEqual(['l/a'])
  expect(first.CommonPrefixes).toEqual([{ Prefix: 'l/b/' }])
  const second = await list({ Delimiter: '/', ContinuationToken: first.NextContinuationToken })
  expect(second.Contents?.map((object) => object.Key)).toEqual(['l/c & d', 'l/e'])
  expect(second.IsTruncated).toBe(false)

  const Objects = ['l/a', 'l/b/1', 'l/b/2', 'l/c & d'].map((Key) => ({ Key }))
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
  expect((await list({})).Contents?.map((object) => object.Key)).toEqual(['l/e'])
})

test('a multipart upload becomes one object; an aborted one nothing', async () => {
  const Key = 'video'
  const start = async () =>
    (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4' }))).UploadId
  const UploadId = await start()
  const bodies = [randomBytes(5 * 1024 * 1024), randomBytes(1000)]
  const Parts: CompletedPart[] = []
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
    Parts.push({ PartNumber, ETag })
  }
  const complete = (parts: CompletedPart[]) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: parts } }))
  expect(await errorName(complete([...Parts].reverse()))).toBe('InvalidPartOrder')
  expect(await errorName(complete([{ PartNumber: 1, ETag: '"no"' }]))).toBe('InvalidPart')
  expect((await complete(Parts)).ETag).toMatch(/-2"$/)
  const got = await s3.send(new GetObjectCommand({ Bucket, Key }))
  expect(got.ContentType).toBe('video/mp4')
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(bodies))).toBe(true)

  const other = await start()
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: other }))
  const late = new UploadPartCommand({ Bucket, Key, UploadId: other, PartNumber: 1, Body: 'x' })
  expect(await errorName(s3.send(late))).toBe('NoSuchUpload')
})

test('nobody reads without credentials, except through the public handler', async () => {
  await put('public/image.png', 'pixels', { ContentType: 'image/png' })
  expect((await fetch(`${aws.endpoint}/${Bucket}/public/image.png`)).status).toBe(403)

  const serve = aws.s3.publicHandler(`${Bucket}/public`)
  const cdn = createServer((request, response) => void serve(request, response, request.url?.slice(1) ?? ''))
  await new Promise<void>((resolve) => cdn.listen(0, '127.0.0.1', resolve))
  afterAll(() => cdn.close())
  const url = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}/image.png`
  const whole = await fetch(url)
  expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
    200,
    'image/png',
    'pixels',
  ])
  const part = await fetch(url, { headers: { range: 'bytes=0-2' } })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 0-2/6',
    'pix',
  ])
  const known = await fetch(url, { headers: { 'if-none-match': whole.headers.get('etag')! } })
  expect(known.status).toBe(304)
  expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('6')
  expect((await fetch(`${url}x`)).status).toBe(403)
  expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405)
  expect(reads[0]).toEqual({ bucket: Bucket, key: 'public/image.png', status: 200, bytes: 6 })
})
