import { createHash } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { expect, test } from 'vitest'
import { awsForTests } from './aws-fixture.ts'

const { aws, clock } = await awsForTests()
// Otherwise the URL would carry the CRC32 of no body at all.
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })
const Bucket = 'uploads'
aws.s3.createBucket(Bucket)
const body = 'a picture'
const sha256 = createHash('sha256').update(body).digest('base64')
const signedHeaders = new Set(['content-length', 'content-type', 'x-amz-checksum-sha256', 'if-none-match'])

/** A PUT as the service hands it out: length, type, checksum and If-None-Match are all signed. */
async function upload(Key: string) {
  const command = new PutObjectCommand({
    Bucket,
    Key,
    ContentType: 'image/png',
    ContentLength: body.length,
    ChecksumSHA256: sha256,
    IfNoneMatch: '*',
  })
  const options = { expiresIn: 600, signableHeaders: signedHeaders, unhoistableHeaders: signedHeaders }
  const url = await getSignedUrl(s3, command, { ...options, signingDate: new Date(clock.now()) })
  const headers = { 'content-type': 'image/png', 'x-amz-checksum-sha256': sha256, 'if-none-match': '*' }
  return { url, headers }
}

async function outcome(url: string, init: RequestInit): Promise<string> {
  const response = await fetch(url, init)
  return response.ok ? 'ok' : `${response.status} ${/<Code>(.*?)<\/Code>/.exec(await response.text())?.[1]}`
}

test('the signed upload is taken, once', async () => {
  const { url, headers } = await upload('once')
  expect(await outcome(url, { method: 'PUT', body, headers })).toBe('ok')
  expect(await outcome(url, { method: 'PUT', body, headers })).toBe('412 PreconditionFailed')
  expect(aws.s3.list(Bucket)).toMatchObject([
    { key: 'once', size: 9, headers: { 'content-type': 'image/png' } },
  ])
})

test('nothing that was signed can be changed', async () => {
  const { url, headers } = await upload('strict')
  const wrong = '403 SignatureDoesNotMatch'
  const attempt = (more: RequestInit, to = url) => outcome(to, { method: 'PUT', body, headers, ...more })
  expect(await attempt({ headers: { ...headers, 'content-type': 'text/html' } })).toBe(wrong)
  expect(await attempt({ headers: { 'content-type': 'image/png', 'if-none-match': '*' } })).toBe(wrong)
  expect(await attempt({ headers: { ...headers, 'if-none-match': '' } })).toBe(wrong)
  expect(await attempt({ body: 'a longer picture' })).toBe(wrong)
  expect(await attempt({ body: 'b picture' })).toBe('400 BadDigest')
  expect(await attempt({}, url.replace('/strict', '/other'))).toBe(wrong)
  expect(await attempt({}, url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'))).toBe(wrong)
  expect(await attempt({ headers: { ...headers, 'x-amz-acl': 'public-read' } })).toBe('403 AccessDenied')
  expect(await outcome(url, { method: 'GET' })).toBe(wrong)
  expect(await attempt({})).toBe('ok')
})

test('a checksum that the presigner moved into the query is checked too', async () => {
  const command = new PutObjectCommand({ Bucket, Key: 'hoisted', ChecksumSHA256: sha256 })
  const url = await getSignedUrl(s3, command, { expiresIn: 60, signingDate: new Date(clock.now()) })
  expect(url).toContain('x-amz-checksum-sha256=')
  expect(await outcome(url, { method: 'PUT', body: 'something else' })).toBe('400 BadDigest')
  expect(await outcome(url, { method: 'PUT', body })).toBe('ok')
})

test('a link to read works until its time is over, whatever its key looks like', async () => {
  const Key = "a b/c+d&e=f'(ü)!*.txt"
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: body }))
  const command = new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/x-test' })
  const url = await getSignedUrl(s3, command, { expiresIn: 60, signingDate: new Date(clock.now()) })
  const response = await fetch(url)
  expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/x-test', body])
  expect(await outcome(url, { method: 'PUT', body })).toBe('403 SignatureDoesNotMatch')
  await clock.advance(62_000)
  expect(await outcome(url, {})).toBe('403 AccessDenied')
})

test('a page of an allowed origin may send what was signed, and no other page may do anything', async () => {
  aws.webOrigins = ['https://app.example']
  const { url, headers } = await upload('by a page')
  const from = (origin: string, init: RequestInit) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), origin } })
  const asked = await from('https://app.example', { method: 'OPTIONS' })
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'https://app.example',
  ])
  expect(asked.headers.get('access-control-allow-headers')).toContain('if-none-match')
  expect((await from('https://evil.example', { method: 'OPTIONS' })).status).toBe(403)
  expect((await from('https://evil.example', { method: 'PUT', body, headers })).status).toBe(403)
  const sent = await from('https://app.example', { method: 'PUT', body, headers })
  expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, 'https://app.example'])
  const bare = new URL(url)
  bare.search = ''
  expect((await fetch(bare, { headers: { origin: 'https://app.example' } })).status).toBe(403)
})
