import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listen } from '../listen.ts'
import { type Calls, createCalls } from './calls.ts'
import type { AwsClock } from './clock.ts'
import { type LocalDynamoDb, openDynamoDb } from './dynamodb/dynamodb.ts'
import { type LocalEvents, openEvents } from './events.ts'
import { createFaults, type Faults } from './faults.ts'
import { type Crossing, createFront } from './front.ts'
import { type LocalKms, openKms } from './kms.ts'
import type { PublicRead } from './s3/public.ts'
import { type LocalS3, openS3 } from './s3/s3.ts'
import { localSecret } from './s3/signature.ts'
import { type LocalScheduler, openScheduler } from './scheduler/scheduler.ts'
import { region } from './service.ts'
import { type LocalSqs, openSqs } from './sqs/sqs.ts'

export type { AwsClock } from './clock.ts'

export interface AwsOptions {
  clock: AwsClock
  /** Everything lives below it and outlives the process; without it, in a temporary folder that `close` removes. */
  dataDir?: string
  port?: number
  onPublicRead?: (read: PublicRead) => void
  /** For jitter, duplicates and reordering; Math.random by default. */
  random?: () => number
}

export interface LocalAws {
  /** http://127.0.0.1:PORT; never localhost, with which S3 clients go virtual-host style. */
  endpoint: string
  /** What a process needs in its environment for unmodified SDK clients to come here. */
  env: Record<string, string>
  sqs: LocalSqs
  scheduler: LocalScheduler
  dynamo: LocalDynamoDb
  kms: LocalKms
  s3: LocalS3
  events: LocalEvents
  faults: Faults
  calls: Calls
  /** Awaited before and after each call; a rejection drops the connection, an AwsError is the answer instead. */
  intercept?: (crossing: Crossing) => Promise<void>
  /** Whose pages may use presigned URLs; of nobody at first. */
  webOrigins: readonly string[]
  close(): Promise<void>
}

/** DynamoDB, SQS, KMS, Scheduler, EventBridge and S3 on one port of 127.0.0.1. */
export async function startAws({
  clock,
  dataDir,
  port = 0,
  onPublicRead,
  random = Math.random,
}: AwsOptions): Promise<LocalAws> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'local-aws-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const faults = createFaults()
  const calls = createCalls()

  // First, because LevelDB's lock keeps a second process out of the whole folder.
  const dynamodb = await openDynamoDb(join(folder, 'dynamodb'))
  const sqs = openSqs({ folder: join(folder, 'sqs'), clock, random, calls, endpoint: () => aws.endpoint })
  const kms = openKms(join(folder, 'kms'))
  const s3 = openS3(join(folder, 'objects'), clock, {
    send: (queue, body) => void sqs.core.send(queue, { body }),
    ...(onPublicRead ? { onPublicRead } : {}),
  })
  const events = openEvents(clock, sqs.core)
  const scheduler = openScheduler({
    folder: join(folder, 'scheduler'),
    clock,
    random,
    faults,
    calls,
    sqs: sqs.core,
  })

  const server = createFront({
    services: {
      dynamodb: dynamodb.service,
      sqs: sqs.service,
      kms: kms.service,
      scheduler: scheduler.service,
      events: events.service,
      s3: s3.service,
    },
    clock,
    faults,
    calls,
    intercept: () => aws.intercept,
    webOrigins: () => aws.webOrigins,
  })
  const { origin: endpoint, close } = await listen(server, port)

  const aws: LocalAws = {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: localSecret,
    },
    sqs: sqs.local,
    scheduler: scheduler.local,
    dynamo: dynamodb.local,
    kms: kms.local,
    s3: s3.local,
    events: events.local,
    faults,
    calls,
    webOrigins: [],
    async close() {
      scheduler.close()
      await sqs.stop()
      await close()
      sqs.close()
      s3.close()
      await dynamodb.close()
      if (!dataDir) rmSync(folder, { recursive: true, force: true })
    },
  }
  return aws
}
