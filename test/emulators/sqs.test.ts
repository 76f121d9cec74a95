import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { awsForTests, errorName } from './aws-fixture.ts'

const { aws, clock } = await awsForTests()
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
let queues = 0

function newQueue(options = {}) {
  queues += 1
  const name = `queue-${queues}`
  return { name, QueueUrl: aws.sqs.createQueue({ name, visibilityTimeout: 30, ...options }).url }
}

const receive = async (QueueUrl: string, more = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? []

test('a sent message is received with its attributes, and gone once deleted', async () => {
  const { name, QueueUrl } = newQueue()
  const MessageAttributes = {
    kind: { DataType: 'String', StringValue: 'commit' },
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
  }
  const sent = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'héllo', MessageAttributes }))
  const [message] = await receive(QueueUrl, {
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  })

  expect(message).toMatchObject({ MessageId: sent.MessageId, Body: 'héllo', MessageAttributes })
  expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes)
  expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', SenderId: '000000000000' })
  expect(aws.sqs.depth(name)).toEqual({ visible: 0, delayed: 0, inFlight: 1 })
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }))
  expect(aws.sqs.depth(name)).toEqual({ visible: 0, delayed: 0, inFlight: 0 })
})

test('a delayed message appears at its millisecond', async () => {
  const { name, QueueUrl } = newQueue()
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 900 }))
  expect(aws.sqs.depth(name).delayed).toBe(1)
  await clock.advance(899_000)
  expect(await receive(QueueUrl)).toHaveLength(0)
  await clock.advance(1000)
  expect(await receive(QueueUrl)).toHaveLength(1)
})

test('what SQS refuses is refused by its name', async () => {
  const { QueueUrl } = newQueue()
  const send = (more: object) =>
    errorName(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...more })))
  expect(await send({ DelaySeconds: 901 })).toBe('InvalidParameterValue')
  expect(await send({ MessageBody: 'x'.repeat(1024 * 1024 + 1) })).toBe('InvalidParameterValue')
  expect(await send({ MessageBody: 'x'.repeat(1024 * 1024) })).toBe('none')
  expect(await send({ QueueUrl: `${QueueUrl}-none` })).toBe('QueueDoesNotExist')
  expect(await errorName(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' })))).toBe('QueueDoesNotExist')
  const bad = { QueueUrl, ReceiptHandle: 'nonsense' }
  expect(await errorName(sqs.send(new DeleteMessageCommand(bad)))).toBe('ReceiptHandleIsInvalid')
  expect(await errorName(sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 })))).toBe(
    'InvalidParameterValue',
  )
})

test('a batch fails entry by entry, and as a whole where SQS says so', async () => {
  const { QueueUrl } = newQueue()
  const batch = (Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[]) =>
    sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  const answer = await batch([
    { Id: 'a', MessageBody: 'fine' },
    { Id: 'b', MessageBody: 'late', DelaySeconds: 1000 },
  ])
  expect(answer.Successful?.map((entry) => entry.Id)).toEqual(['a'])
  expect(answer.Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }])
  expect(await errorName(batch([]))).toBe('EmptyBatchRequest')
  const twice = [1, 2].map(() => ({ Id: 'same', MessageBody: 'x' }))
  expect(await errorName(batch(twice))).toBe('BatchEntryIdsNotDistinct')
  const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, MessageBody: 'x' }))
  expect(await errorName(batch(eleven))).toBe('TooManyEntriesInBatchRequest')
  const long = [1, 2].map((each) => ({ Id: `${each}`, MessageBody: 'x'.repeat(600_000) }))
  expect(await errorName(batch(long))).toBe('BatchRequestTooLong')
})

test('an unfinished message comes back when its visibility ends, and its old handle deletes nothing', async () => {
  const { name, QueueUrl } = newQueue()
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }))
  const [first] = await receive(QueueUrl)
  await clock.advance(30_000)
  const [second] = await receive(QueueUrl, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
  expect(second?.MessageId).toBe(first?.MessageId)
  expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' })
  const entries = [{ Id: 'old', ReceiptHandle: first?.ReceiptHandle }]
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries }))
  expect(aws.sqs.depth(name).inFlight).toBe(1)
})

test('visibility can be changed while a message is in flight, not after', async () => {
  const { QueueUrl } = newQueue()
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
  const [message] = await receive(QueueUrl)
  const change = (VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      }),
    )
  await change(100)
  await clock.advance(99_000)
  expect(await receive(QueueUrl)).toHaveLength(0)
  await change(0)
  expect(await errorName(change(10))).toBe('MessageNotInflight')
  expect(await receive(QueueUrl)).toHaveLength(1)
})

test('a long poll answers as soon as there is a message', async () => {
  const { QueueUrl } = newQueue()
  const polled = receive(QueueUrl, { WaitTimeSeconds: 20 })
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'now' }))
  expect(await polled).toHaveLength(1)
  const empty = receive(QueueUrl, { WaitTimeSeconds: 20, VisibilityTimeout: 1 })
  await new Promise((resolve) => setTimeout(resolve, 50)) // the poll has to have arrived
  await clock.advance(20_000)
  expect(await empty).toHaveLength(0)
})

test('whoever hung up during a long poll takes no message along', async () => {
  const { name, QueueUrl } = newQueue()
  const hangUp = new AbortController()
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: hangUp.signal,
  })
  const ended = errorName(poll)
  await new Promise((resolve) => setTimeout(resolve, 50)) // the poll has to have arrived
  hangUp.abort()
  expect(await ended).toBe('AbortError')
  await new Promise((resolve) => setTimeout(resolve, 50)) // and so has the end of its connection
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
  expect(aws.sqs.depth(name)).toEqual({ visible: 1, delayed: 0, inFlight: 0 })
})

test('a message received too often goes to the dead-letter queue', async () => {
  const dead = newQueue()
  const { name, QueueUrl } = newQueue({ maxReceiveCount: 2, deadLetter: dead.name })
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }))
  for (const time of [1, 2]) {
    expect(await receive(QueueUrl), `delivery ${time}`).toHaveLength(1)
    await clock.advance(30_000)
  }
  expect(await receive(QueueUrl)).toHaveLength(0)
  expect(aws.sqs.depth(name).visible).toBe(0)
  expect(await receive(dead.QueueUrl)).toMatchObject([{ Body: 'poison' }])
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }),
  )
  expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toMatchObject({ maxReceiveCount: 2 })
})

test('a misbehaving queue delivers twice and out of order', async () => {
  const { QueueUrl } = newQueue()
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${index}` }))
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  aws.sqs.misbehave({ duplicate: 1, reorder: true })
  const first = await receive(QueueUrl)
  aws.sqs.misbehave({})
  await clock.advance(2000)
  const second = await receive(QueueUrl)
  expect(second).toHaveLength(10)
  expect(second.map((each) => each.MessageId).sort()).toEqual(first.map((each) => each.MessageId).sort())
  expect(first.map((each) => each.Body)).not.toEqual(Entries.map((entry) => entry.MessageBody))
})
