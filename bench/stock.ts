import { randomInt, randomUUID } from 'node:crypto'
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { startEnvironment } from '../local/environment.ts'
import { product } from '../local/service.ts'
import { uuidv7 } from '../shared/domain/uuid.ts'
import { calendarKey, dueShard, keys, listKey } from '../shared/storage/keys.ts'
import { askFor } from './ask.ts'
import { connectAs } from './connect-as.ts'
import { onlooker } from './posts.ts'

type Item = Record<string, AttributeValue>

export interface StoredJob {
  user: string
  jobId: string
}

const page = 20
const inADay = 86_400_000
const batchSize = 25
const batchesAtOnce = 8

/**
 * A service full of scheduled jobs. They are copies of one that was really accepted, under ids of their own; their
 * content is not copied, for nothing that is measured reads it. No worker takes messages: what becomes of a post
 * would be measured along with its acceptance.
 */
export async function openStock() {
  const service = { ...product, queues: [], deadLetters: { ...product.deadLetters } }
  const environment = await startEnvironment({
    ...{ service, simulators: ['x'], manual: true },
    env: { JOBS_IN_FLIGHT: '1000000' },
  })
  const { api, aws, clock, env } = environment
  for (const { name } of product.queues) aws.sqs.createQueue({ name, visibilityTimeout: 60 })
  const TableName = env.TABLE_NAME!
  const database = new DynamoDBClient({
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: onlooker, secretAccessKey: onlooker },
  })
  let stored = 0
  /** Those of the user who asks. */
  const asked: StoredJob[] = []
  const asker = randomUUID()
  const headers = {
    authorization: `Bearer ${await environment.token(asker)}`,
    accept: 'application/json',
    'content-type': 'application/json',
  }
  const connectionId = await connectAs(environment, { headers, platform: 'x', account: 'alice' })
  const body = () =>
    JSON.stringify({
      connection_id: connectionId,
      text_content: 'Measured, not guessed: whether it slows down as jobs grow.',
      schedule_time: new Date(clock.now() + inADay).toISOString(),
    })
  const accept = () =>
    askFor(202, `${api}/api/v1/publishing/schedule`, { method: 'POST', headers, body: body() })
  const first = JSON.parse((await accept()).text).job_id as string
  const { Item: model } = await database.send(new GetItemCommand({ TableName, Key: keyOf(asker, first) }))
  const { Item: content } = await database.send(
    new GetItemCommand({ TableName, Key: marshalled(keys.content(asker, first, 1)) }),
  )

  const copy = (user: string, dueAt: number): { item: Item; jobId: string } => {
    const at = clock.now() + inADay + randomInt(inADay)
    const jobId = uuidv7(clock.now() - randomInt(inADay))
    const item: Item = {
      ...model!,
      ...marshalled(keys.job(user, jobId)),
      user_id: { S: user },
      job_id: { S: jobId },
      list_key: { S: listKey('x', 'Scheduled', jobId) },
      calendar_key: { S: calendarKey(at, jobId) },
      scheduled_at: { N: String(at) },
      due_shard: { S: dueShard('LOOK', jobId) },
      due: { N: String(dueAt) },
    }
    return { item, jobId }
  }

  async function write(items: readonly Item[]): Promise<void> {
    for (let start = 0; start < items.length; start += batchSize) {
      const RequestItems = {
        [TableName]: items.slice(start, start + batchSize).map((item) => ({ PutRequest: { Item: item } })),
      }
      const { UnprocessedItems } = await database.send(new BatchWriteItemCommand({ RequestItems }))
      if (UnprocessedItems?.[TableName]?.length) throw new Error('the table took only a part of a batch')
    }
  }

  const questions: Record<string, Question> = {
    status: {
      ours: ({ jobId }) => askFor(200, `${api}/api/v1/publishing/jobs/${jobId}/status`, { headers }),
      table: ({ user, jobId }) =>
        database.send(new GetItemCommand({ TableName, Key: keyOf(user, jobId), ConsistentRead: true })),
    },
    'list page': {
      ours: () => askFor(200, `${api}/api/v1/publishing/jobs?limit=${page}`, { headers }),
      async table({ user }) {
        const { Items = [] } = await database.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':pk': { S: `USER#${user}` },
              ':from': { S: 'JOB#' },
              ':to': { S: 'JOB#~' },
            },
            ScanIndexForward: false,
            Limit: page + 2,
          }),
        )
        const Keys = Items.slice(0, page + 1).map(({ pk, sk }) => ({ pk: pk!, sk: sk! }))
        await database.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }))
      },
    },
    accept: {
      ours: accept,
      async table({ user }) {
        await database.send(
          new GetItemCommand({
            TableName,
            Key: marshalled(keys.connection(asker, connectionId)),
            ConsistentRead: true,
          }),
        )
        const { item, jobId } = copy(user, clock.now() + inADay)
        await database.send(
          new PutItemCommand({
            TableName,
            Item: { ...content!, ...marshalled(keys.content(user, jobId, 1)) },
          }),
        )
        await database.send(
          new PutItemCommand({ TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
        )
      },
    },
  }

  return {
    environment,
    questions,
    /** One of those whose owner asks. */
    anyJob: (): StoredJob => asked[randomInt(asked.length)]!,

    /** Until so many jobs are stored, shared equally between so many users; one of them is the one who asks. */
    async fill({ users, upTo }: { users: number; upTo: number }): Promise<void> {
      const owners = [asker, ...Array.from({ length: users - 1 }, () => randomUUID())]
      const items: Item[] = []
      for (; stored < upTo; stored += 1) {
        const user = owners[stored % owners.length]!
        const { item, jobId } = copy(user, clock.now() + inADay + randomInt(inADay))
        items.push(item)
        if (user === asker) asked.push({ user, jobId })
      }
      const share = Math.ceil(items.length / batchesAtOnce)
      const shares = Array.from({ length: batchesAtOnce }, (_, n) => items.slice(n * share, (n + 1) * share))
      await Promise.all(shares.map(write))
    },

    /** Jobs whose message was lost: the sweeper should have looked at them a second ago. */
    makeDue: (count: number) =>
      write(Array.from({ length: count }, () => copy(randomUUID(), clock.now() - 1000).item)),

    /** What a sweep asks of AWS, and the units it reads. */
    async sweepCalls(): Promise<Record<string, number>> {
      aws.calls.reset()
      await environment.invoke('sweep')
      const calls = aws.calls.entries.filter(({ caller }) => caller === 'sweep')
      const counts: Record<string, number> = { 'read units': 0, 'write units': 0 }
      for (const { operation, capacity } of calls) {
        counts[operation] = (counts[operation] ?? 0) + 1
        counts['read units']! += capacity?.read ?? 0
        counts['write units']! += capacity?.write ?? 0
      }
      return counts
    },

    async close() {
      database.destroy()
      await environment.close()
    },
  }
}

export type Stock = Awaited<ReturnType<typeof openStock>>

/** A question to the service, and the table calls it makes, made without it. */
interface Question {
  ours(job: StoredJob): Promise<unknown>
  table(job: StoredJob): Promise<unknown>
}

const marshalled = ({ pk, sk }: { pk: string; sk: string }) => ({ pk: { S: pk }, sk: { S: sk } })
const keyOf = (user: string, jobId: string) => marshalled(keys.job(user, jobId))
