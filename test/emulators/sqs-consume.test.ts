import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import { expect, test, vi } from 'vitest'
import { awsForTests } from './aws-fixture.ts'

const { aws, clock } = await awsForTests()
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })

async function fill(name: string, count: number) {
  const { url } = aws.sqs.createQueue({ name, visibilityTimeout: 30 })
  for (let sent = 0; sent < count; sent += 10) {
    const Entries = Array.from({ length: Math.min(10, count - sent) }, (_, index) => ({
      Id: `${index}`,
      MessageBody: `${sent + index}`,
    }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
  }
  return url
}

test('a handler gets the records of Lambda’s SQS event and success deletes them', async () => {
  const url = await fill('records', 0)
  const seen: SQSRecord[] = []
  const consumer = aws.sqs.consume('records', {}, async (records) => void seen.push(...records))
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'prepare' } }
  const sent = await sqs.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: '{"wake":1}', MessageAttributes }),
  )
  await vi.waitFor(() => expect(aws.sqs.depth('records')).toEqual({ visible: 0, delayed: 0, inFlight: 0 }))
  await consumer.stop()

  expect(seen).toEqual([
    {
      messageId: sent.MessageId,
      receiptHandle: expect.any(String),
      body: '{"wake":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: '000000000000',
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {
        kind: { stringValue: 'prepare', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: sent.MD5OfMessageBody,
      md5OfMessageAttributes: sent.MD5OfMessageAttributes,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:records',
      awsRegion: 'us-east-1',
    },
  ])
})

test('only the failed ones of a batch come again, after their visibility', async () => {
  await fill('partial', 3)
  const bodies: string[] = []
  const consumer = aws.sqs.consume('partial', { visibilityTimeout: 60 }, async (records) => {
    bodies.push(...records.map((record) => record.body))
    const bad = records.filter((record) => record.body === '1' && bodies.length <= 3)
    return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })) }
  })
  await vi.waitFor(() => expect(aws.sqs.depth('partial')).toEqual({ visible: 0, delayed: 0, inFlight: 1 }))
  await clock.advance(59_000)
  expect(bodies).toEqual(['0', '1', '2'])
  await clock.advance(1000)
  await vi.waitFor(() => expect(bodies).toEqual(['0', '1', '2', '1']))
  await consumer.stop()
})

test.each([
  ['throws', () => Promise.reject(new Error('out of memory'))],
  ['names a message that is not there', async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] })],
])('a handler that %s fails its whole batch', async (how, handler) => {
  const name = `whole-${how.length}`
  await fill(name, 2)
  let calls = 0
  const consumer = aws.sqs.consume(name, {}, () => {
    calls += 1
    return handler()
  })
  await vi.waitFor(() => expect(calls).toBe(1))
  await consumer.stop()
  expect(aws.sqs.depth(name).inFlight).toBe(2)
})

test('no more batches run at once than allowed', async () => {
  await fill('crowd', 50)
  let most = 0
  const consumer = aws.sqs.consume('crowd', { batchSize: 1, maxConcurrency: 7 }, async () => {
    most = Math.max(most, consumer.running)
    await new Promise((resolve) => setImmediate(resolve))
  })
  await vi.waitFor(() => expect(aws.sqs.depth('crowd').visible).toBe(0))
  await consumer.stop()
  expect(most).toBe(7)
})

test('with scaling on, a backlog is met by 5 batches and 5 more each second', async () => {
  await fill('scaled', 40)
  const release: (() => void)[] = []
  const scaling = { startConcurrency: 5, addPerSecond: 5 }
  const consumer = aws.sqs.consume('scaled', { batchSize: 1, maxConcurrency: 12, scaling }, () => {
    return new Promise((resolve) => release.push(() => resolve(undefined)))
  })
  await vi.waitFor(() => expect(consumer.running).toBe(5))
  await clock.advance(1000)
  await vi.waitFor(() => expect(consumer.running).toBe(10))
  await clock.advance(5000)
  await vi.waitFor(() => expect(consumer.running).toBe(12))
  const stopped = consumer.stop()
  for (const done of release) done()
  await stopped
})
