import { randomUUID } from 'node:crypto'
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { RecordedCall } from './recording.ts'

// What publishing costs without us: a plain process that makes the outside calls of one recorded turn again, in the
// same order and side by side where they were, through the same SDK clients, and decides nothing.

export interface BareWorkerStart {
  aws: Record<string, string>
  network: string
  /** The job that was recorded, in the calls' bodies. */
  jobId: string
  groups: RecordedCall[][]
}

process.once('message', (start: BareWorkerStart) => {
  Object.assign(process.env, start.aws)
  const dynamodb = new DynamoDBClient({})
  const events = new EventBridgeClient({})
  const template = JSON.stringify(start.groups)
  // Each event takes a place of its own.
  const eventId = /event_id\W+([0-9a-f-]{36})/.exec(template)?.[1]
  if (!eventId) throw new Error('the recorded turn told no event')

  /** Bodies of these protocols are the commands' own inputs. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever was recorded
  const send: Record<string, (input: any) => Promise<unknown>> = {
    'DynamoDB_20120810.GetItem': (input) => dynamodb.send(new GetItemCommand(input)),
    'DynamoDB_20120810.BatchGetItem': (input) => dynamodb.send(new BatchGetItemCommand(input)),
    'DynamoDB_20120810.PutItem': (input) => dynamodb.send(new PutItemCommand(input)),
    'DynamoDB_20120810.Query': (input) => dynamodb.send(new QueryCommand(input)),
    'DynamoDB_20120810.UpdateItem': (input) => dynamodb.send(new UpdateItemCommand(input)),
    'AWSEvents.PutEvents': (input) =>
      events.send(new PutEventsCommand({ Entries: input.Entries.map(dated) })),
  }

  async function turn(jobId: string): Promise<void> {
    const fresh = template.replaceAll(start.jobId, jobId).replaceAll(eventId!, randomUUID())
    const groups = JSON.parse(fresh) as RecordedCall[][]
    /** Names that the network gave then, and gives now. */
    const names: [string, string][] = []
    const renamed = (text: string) => names.reduce((now, [then, name]) => now.replaceAll(then, name), text)

    const again = async ({ of, method, path, headers, body, answer }: RecordedCall) => {
      if (of === 'aws') {
        const target = headers['x-amz-target'] ?? ''
        if (!send[target]) throw new Error(`bench/bare-worker.ts can't make ${target} again`)
        return send[target](JSON.parse(renamed(body)))
      }
      const response = await fetch(start.network + renamed(path), {
        method,
        headers: {
          authorization: headers.authorization!,
          'content-type': headers['content-type'] ?? 'application/json',
        },
        ...(method === 'GET' ? {} : { body: renamed(body) }),
      })
      const { id: then } = JSON.parse(answer) as { id?: string }
      const { id: now } = (await response.json()) as { id?: string }
      if (then && now && then !== renamed(now)) names.push([then, now])
    }
    for (const group of groups) await Promise.all(group.map(again))
  }

  process.on('message', async (jobId: string) => {
    await turn(jobId)
    process.send?.('done')
  })
  process.send?.('ready')
})
process.on('disconnect', () => process.exit())

const dated = ({ Time, ...entry }: { Time?: number }) => ({
  ...entry,
  ...(Time === undefined ? {} : { Time: new Date(Time * 1000) }),
})
