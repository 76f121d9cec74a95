import { request } from 'node:http'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import type { ServiceName } from '../../local/aws/service.ts'
import { awsForTests, errorName } from './aws-fixture.ts'

const { aws } = await awsForTests()
const once = { maxAttempts: 1 }
const QueueUrl = aws.sqs.createQueue({ name: 'work' }).url
const KeyId = aws.kms.createKey().arn
aws.s3.createBucket('media')
const sqs = new SQSClient({ ...once, useQueueUrlAsEndpoint: false })

const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
const calls: Record<ServiceName, () => Promise<unknown>> = {
  dynamodb: () => new DynamoDBClient(once).send(new ListTablesCommand({})),
  sqs: send,
  kms: () => new KMSClient(once).send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })),
  scheduler: () => new SchedulerClient(once).send(new ListSchedulesCommand({})),
  events: () =>
    new EventBridgeClient(once).send(
      new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] }),
    ),
  s3: () => new S3Client(once).send(new PutObjectCommand({ Bucket: 'media', Key: 'a', Body: 'x' })),
}

test.each<[ServiceName, string, string]>([
  ['dynamodb', 'ThrottlingException', 'InternalServerError'],
  ['sqs', 'RequestThrottled', 'InternalFailure'],
  ['kms', 'ThrottlingException', 'KMSInternalException'],
  ['scheduler', 'ThrottlingException', 'InternalServerException'],
  ['events', 'ThrottlingException', 'InternalException'],
  ['s3', 'SlowDown', 'InternalError'],
])('%s can be throttled, broken and cut off, and answers again after', async (service, throttled, broken) => {
  const call = calls[service]
  aws.faults.add({ service, kind: 'throttle' })
  expect(await errorName(call())).toBe(throttled)
  aws.faults.add({ service, kind: '500' })
  expect(await errorName(call())).toBe(broken)
  aws.faults.add({ service, kind: 'drop_before' })
  await expect(call()).rejects.toThrow(/socket hang up|ECONNRESET/)
  expect(await errorName(call())).toBe('none')
})

test('a call dropped before did nothing, a call dropped after did everything', async () => {
  const sent = () => aws.sqs.depth('work').visible
  const before = sent()
  const remove = aws.faults.add({ service: 'sqs', operation: 'DeleteMessage', kind: '500' })
  aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: 'drop_before' })
  await expect(send()).rejects.toThrow()
  expect(sent()).toBe(before)
  aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: 'drop_after' })
  await expect(send()).rejects.toThrow()
  expect(sent()).toBe(before + 1)
  remove()
})

test('the SDK’s own retry hides a dropped answer, and what it repeats is done twice', async () => {
  const patient = new SQSClient({ useQueueUrlAsEndpoint: false })
  const before = aws.sqs.depth('work').visible
  aws.faults.add({ service: 'sqs', kind: 'drop_after' })
  await patient.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
  expect(aws.sqs.depth('work').visible).toBe(before + 2)
})

test('each call is logged with its outcome and can be stopped on both sides', async () => {
  aws.calls.reset()
  const crossings: string[] = []
  aws.intercept = async ({ service, operation, phase, caller }) => {
    crossings.push(`${phase} ${service} ${operation} by ${caller}`)
  }
  await send()
  await errorName(new S3Client(once).send(new GetObjectCommand({ Bucket: 'media', Key: 'none' })))
  aws.intercept = undefined
  expect(crossings).toEqual([
    'before sqs SendMessage by local',
    'after sqs SendMessage by local',
    'before s3 GetObject by local',
    'after s3 GetObject by local',
  ])
  expect(aws.calls.entries).toMatchObject([
    { service: 'sqs', operation: 'SendMessage', status: 200, caller: 'local' },
    { service: 's3', operation: 'GetObject', status: 404, error: 'NoSuchKey' },
  ])
})

test('foreign hosts and web pages are turned away', async () => {
  const status = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const call = request(`${aws.endpoint}/media/a`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      call.on('error', reject).end()
    })
  expect(await status({ host: 'rebound.example' })).toBe(421)
  expect(await status({ host: 'localhost' })).toBe(421)
  expect(await status({ origin: 'https://evil.example' })).toBe(403)
  expect(await status({ origin: 'null' })).toBe(403)
  expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
})

test('an operation that is not emulated says so', async () => {
  const { ListQueuesCommand } = await import('@aws-sdk/client-sqs')
  expect(await errorName(sqs.send(new ListQueuesCommand({})))).toBe('UnknownOperationException')
  const { GetObjectTaggingCommand } = await import('@aws-sdk/client-s3')
  const tagging = new GetObjectTaggingCommand({ Bucket: 'media', Key: 'a' })
  expect(await errorName(new S3Client(once).send(tagging))).toBe('NotImplemented')
})
