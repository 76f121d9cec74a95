import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { awsForTests } from './aws-fixture.ts'

const { aws } = await awsForTests()
const s3 = new S3Client({})
const Bucket = 'files'
aws.s3.createBucket(Bucket)
aws.sqs.createQueue({ name: 'arrivals', visibilityTimeout: 30 })
aws.s3.notify(Bucket, { prefix: 'in/', queue: 'arrivals' })

const told = () =>
  aws.sqs.peek('arrivals').map(({ body }) => {
    const [record] = JSON.parse(body).Records
    return [record.eventName, record.s3.bucket.name, record.s3.object.key, record.s3.object.size]
  })
const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'four' }))

test('each object made below the prefix is told once, by its encoded key; nothing else is', async () => {
  await put('in/a b+ü.txt')
  await put('out/a.txt')
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'in/copy', CopySource: `${Bucket}/out/a.txt` }))
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'in/copy' }))
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: 'in/a b+ü.txt', Body: 'more', IfNoneMatch: '*' })),
  ).rejects.toThrow()
  expect(told()).toEqual([
    ['ObjectCreated:Put', Bucket, 'in/a+b%2B%C3%BC.txt', 4],
    ['ObjectCreated:Copy', Bucket, 'in/copy', 4],
  ])
})

test('as many as were asked for are lost', async () => {
  const before = told().length
  aws.s3.lose(1)
  await put('in/lost')
  await put('in/told')
  expect(told().slice(before)).toEqual([['ObjectCreated:Put', Bucket, 'in/told', 4]])
})
