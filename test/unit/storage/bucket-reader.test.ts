import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { asFailure } from '../../../shared/publishing/as-failure.ts'
import { openBucketReader } from '../../../shared/storage/bucket-reader.ts'
import { awsForTests } from '../../emulators/aws-fixture.ts'

// The embedded S3 holds every signed URL against its signature.
const { aws, clock } = await awsForTests()
const Bucket = 'files'
const reader = openBucketReader(`${aws.endpoint}/${Bucket}`, () => clock.now())
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

beforeAll(async () => {
  aws.s3.createBucket(Bucket)
  await new S3Client({}).send(new PutObjectCommand({ Bucket, Key: 'media/a_b-C', Body: 'ten bytes.' }))
})
beforeEach(() => aws.calls.reset())

test('reads an object whole, and any part of it', async () => {
  expect(text(await reader.read('media/a_b-C'))).toBe('ten bytes.')
  expect(text(await reader.read('media/a_b-C', 4, 9))).toBe('bytes')
  expect(text(await reader.read('media/a_b-C', 4, 99))).toBe('bytes.')
})

test('signs for the time of the service', async () => {
  clock.advance(3 * 86_400_000)
  expect(text(await reader.read('media/a_b-C'))).toBe('ten bytes.')
})

test.each(['throttle', '500', 'drop_before', 'drop_after'] as const)('asks again after %s', async (kind) => {
  aws.faults.add({ service: 's3', kind, times: 2 })
  expect(text(await reader.read('media/a_b-C'))).toBe('ten bytes.')
})

test('what S3 does not serve is a failure of ours that may pass', async () => {
  const failureOf = async (key: string) => asFailure(await reader.read(key).catch((error: unknown) => error))
  expect(await failureOf('media/none')).toMatchObject({ class: 'retry', row: 'own-service' })
  // It is noted when its answer has been sent.
  await expect.poll(() => aws.calls.entries.length).toBe(1)
  aws.faults.add({ service: 's3', kind: '500', times: 3 })
  expect(await failureOf('media/a_b-C')).toMatchObject({ class: 'retry', row: 'own-service' })
})
