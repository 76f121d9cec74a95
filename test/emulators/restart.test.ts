import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DynamoDBClient, QueryCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startClock } from '../../local/aws/clock.ts'
import { startAws } from '../../local/aws/index.ts'
import { temporaryFolder } from './aws-fixture.ts'

const start = (dataDir: string) => startAws({ clock: startClock(), dataDir })
type Aws = Awaited<ReturnType<typeof start>>

function clients({ env }: Pick<Aws, 'env'>) {
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID!, secretAccessKey: env.AWS_SECRET_ACCESS_KEY! }
  const config = { endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION, credentials, maxAttempts: 1 }
  return {
    db: new DynamoDBClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
    kms: new KMSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    scheduler: new SchedulerClient(config),
  }
}

test('everything is there again after a restart', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const first = await start(dataDir)
  const before = clients(first)
  const queue = first.sqs.createQueue({ name: 'work', visibilityTimeout: 600 })
  const send = (MessageBody: string, DelaySeconds = 0) =>
    before.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, DelaySeconds }))
  await send('held')
  const held = await before.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }))
  await send('waiting')
  await send('delayed', 900)
  const { keyId } = first.kms.createKey({ alias: 'tokens' })
  const secret = await before.kms.send(new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('token') }))
  first.s3.createBucket('media')
  await before.s3.send(new PutObjectCommand({ Bucket: 'media', Key: 'a', Body: 'pixels' }))
  const at = `at(${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)})`
  const Target = { Arn: queue.arn, RoleArn: 'arn:aws:iam::000000000000:role/scheduler', Input: '{}' }
  await before.scheduler.send(
    new CreateScheduleCommand({
      Name: 'job',
      ScheduleExpression: at,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
    }),
  )
  const scheduled = first.scheduler.list()
  await first.close()

  for (const path of [
    '',
    'kms/keys.json',
    'sqs/queues.jsonl',
    'objects/objects.jsonl',
    'scheduler/schedules.jsonl',
  ]) {
    expect(statSync(join(dataDir, path)).mode & 0o077, path).toBe(0)
  }

  const second = await start(dataDir)
  const after = clients(second)
  const QueueUrl = second.sqs.createQueue({ name: 'work', visibilityTimeout: 600 }).url
  expect(second.sqs.depth('work')).toEqual({ visible: 1, delayed: 1, inFlight: 1 })
  await after.sqs.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: held.Messages?.[0]?.ReceiptHandle }),
  )
  expect(
    second.sqs
      .peek('work')
      .map((message) => message.body)
      .sort(),
  ).toEqual(['delayed', 'waiting'])
  expect(second.kms.createKey({ alias: 'tokens' }).keyId).toBe(keyId)
  const opened = await after.kms.send(new DecryptCommand({ CiphertextBlob: secret.CiphertextBlob }))
  expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('token')
  const object = await after.s3.send(new GetObjectCommand({ Bucket: 'media', Key: 'a' }))
  expect(await object.Body?.transformToString()).toBe('pixels')
  expect(second.scheduler.list()).toEqual(scheduled)
  await second.close()
})

test('what fills a journal until it is begun anew is not lost with that', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const first = await start(dataDir)
  const { sqs, scheduler } = clients(first)
  const queue = first.sqs.createQueue({ name: 'work' })
  const MessageBody = 'x'.repeat(400_000)
  for (let count = 0; count < 12; count += 1)
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }))
  const at = `at(${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)})`
  for (let count = 0; count < 20; count += 1)
    await scheduler.send(
      new CreateScheduleCommand({
        Name: `job-${count}`,
        ScheduleExpression: at,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: queue.arn,
          RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
          Input: 'x'.repeat(250_000),
        },
      }),
    )
  await first.close()
  const second = await start(dataDir)
  expect(second.sqs.peek('work')).toHaveLength(12)
  expect(second.scheduler.list()).toHaveLength(20)
  await second.close()
})

test('a folder that another process has is refused in words', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const first = await start(dataDir)
  await expect(start(dataDir)).rejects.toThrow(/in use by another process/)
  await first.close()
})

const emulator = `
  import { startAws } from './local/aws/index.ts'
  import { startClock } from './local/aws/clock.ts'
  const aws = await startAws({ clock: startClock(), dataDir: process.env.DATA_DIR })
  const keys = (hash, range) => [{ AttributeName: hash, KeyType: 'HASH' }, { AttributeName: range, KeyType: 'RANGE' }]
  await aws.dynamo.createTable({
    TableName: 'main',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['PK', 'SK', 'due_shard', 'due'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keys('PK', 'SK'),
    GlobalSecondaryIndexes: [
      { IndexName: 'due_index', KeySchema: keys('due_shard', 'due'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  })
  aws.sqs.createQueue({ name: 'work' })
  console.log(JSON.stringify({ env: aws.env, url: aws.endpoint + '/000000000000/work' }))
`

const emulate = (dataDir: string, script: string) =>
  spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

async function spawnEmulator(dataDir: string) {
  const child = emulate(dataDir, emulator)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, ...(JSON.parse(line) as { env: Record<string, string>; url: string }) }
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('killed while its table was being made, it makes it anew', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  // Between the table's first record and the one that says it is active, a timer is set.
  const dying = `globalThis.setTimeout = () => process.kill(process.pid, 'SIGKILL')`
  const first = emulate(dataDir, emulator.replace('await aws.dynamo', `${dying}; await aws.dynamo`))
  expect(await once(first, 'exit')).toEqual([null, 'SIGKILL'])
  const { child, env } = await spawnEmulator(dataDir)
  const { db } = clients({ env })
  expect((await db.send(new ScanCommand({ TableName: 'main' }))).Items).toEqual([])
  await kill(child)
})

test('killed in the middle of writes, no answered write is lost and every index entry fits its item', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const dues = new Map<string, string>()
  const sent = new Set<string>()
  for (let round = 0; round < 5; round += 1) {
    const { child, env, url } = await spawnEmulator(dataDir)
    const { db, sqs } = clients({ env })
    let alive = true
    let answered = 0
    const writer = async (id: number) => {
      for (let count = 0; alive; count += 1) {
        const due = `${round}-${String(count).padStart(6, '0')}`
        const body = `${id} ${due}`
        try {
          await db.send(
            new UpdateItemCommand({
              TableName: 'main',
              Key: { PK: { S: 'USER#1' }, SK: { S: `JOB#${id}` } },
              UpdateExpression: 'SET due = :due, due_shard = :shard',
              ExpressionAttributeValues: { ':due': { S: due }, ':shard': { S: '1' } },
            }),
          )
          dues.set(`JOB#${id}`, due)
          await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }))
          sent.add(body)
          answered += 1
        } catch (error) {
          if (!/ECONNRE|hang up/.test(String(error))) throw error
          alive = false
        }
      }
    }
    const writers = Array.from({ length: 10 }, (_, id) => writer(id))
    while (alive && answered < 100) await new Promise((resolve) => setTimeout(resolve, 5))
    await kill(child)
    await Promise.all(writers)
  }

  const aws = await start(dataDir)
  const { db } = clients(aws)
  const items = (await db.send(new ScanCommand({ TableName: 'main' }))).Items ?? []
  const query = {
    KeyConditionExpression: 'due_shard = :shard',
    ExpressionAttributeValues: { ':shard': { S: '1' } },
  }
  const index = await db.send(new QueryCommand({ TableName: 'main', IndexName: 'due_index', ...query }))
  const pairs = (rows: typeof items) => rows.map((row) => `${row.SK?.S} ${row.due?.S}`).sort()
  expect(pairs(index.Items ?? [])).toEqual(pairs(items))
  for (const item of items) expect(item.due!.S! >= dues.get(item.SK!.S!)!, item.SK?.S).toBe(true)
  const bodies = new Set(aws.sqs.peek('work').map((message) => message.body))
  expect([...sent].filter((body) => !bodies.has(body))).toEqual([])
  expect(sent.size).toBeGreaterThan(400)
  await aws.close()
})
