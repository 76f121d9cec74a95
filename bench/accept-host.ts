import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { connect } from '../local/demo/scene.ts'
import { startEnvironment } from '../local/environment.ts'
import { product } from '../local/service.ts'
import { periodAt } from '../shared/domain/quota-period.ts'
import { keys } from '../shared/storage/keys.ts'
import { askFor } from './ask.ts'
import type { BareStart } from './bare-accept.ts'
import { openScene } from './scene.ts'

// The environment in a process of its own, as `npm run dev` has it. Nothing reads its queues here: what
// becomes of a post would be measured along with its acceptance.

export interface AcceptHost {
  publishUrl: string
  headers: Record<string, string>
  body: string
  bare: BareStart
}

/** AWS calls since the last time they were asked for, counted by operation, of both sides. */
export interface CallCounts {
  ours: Record<string, number>
  bare: Record<string, number>
}

const service = { ...product, queues: [], deadLetters: { ...product.deadLetters } }
const environment = await startEnvironment({ service, simulators: ['x'], manual: true })
for (const { name } of product.queues) environment.aws.sqs.createQueue({ name, visibilityTimeout: 60 })

const { api, aws, env, ready } = environment
const scene = await openScene(api, ready.simulators)
const connectionId = await connect(scene, 'x')
const publishUrl = `${api}/api/v1/publishing/publish`
const headers = { ...scene.alice.headers, 'content-type': 'application/json' }
const body = JSON.stringify({
  connection_id: connectionId,
  text_content: 'Measured, not guessed: what accepting a post costs. https://example.com/bench #bench',
})
const accepted = await askFor(202, publishUrl, { method: 'POST', headers, body })
const { job_id: jobId } = JSON.parse(accepted.text) as { job_id: string }

// What that request stored is what the bare script will store, under ids of its own.
Object.assign(process.env, aws.env)
const client = new DynamoDBClient({})
const { Items = [] } = await client.send(
  new QueryCommand({
    TableName: env.TABLE_NAME,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'USER#alice' } },
  }),
)
const stored = (prefix: string) => Items.find((item) => item.sk?.S?.startsWith(prefix)) ?? {}
const bareCaller = 'bare'
const bare: BareStart = {
  aws: { ...aws.env, AWS_ACCESS_KEY_ID: bareCaller },
  tableName: env.TABLE_NAME!,
  queueUrl: `${env.QUEUE_URL_BASE}work-x`,
  jobId,
  read: [keys.connection('alice', connectionId), keys.usage('alice', periodAt('day', Date.now()).name)].map(
    (key) => marshall(key),
  ),
  content: stored('CONTENT#'),
  job: stored('JOB#'),
  message: JSON.stringify({ user_id: 'alice', job_id: jobId, wake: 1 }),
}

process.on('message', () => {
  const counts: CallCounts = { ours: {}, bare: {} }
  for (const { caller, operation } of aws.calls.entries) {
    const side = counts[caller === bareCaller ? 'bare' : 'ours']
    side[operation] = (side[operation] ?? 0) + 1
  }
  aws.calls.reset()
  process.send?.(counts)
})
process.on('disconnect', () => environment.close().then(() => process.exit()))
const host: AcceptHost = { publishUrl, headers, body, bare }
process.send?.(host)
