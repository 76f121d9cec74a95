import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

// What accepting a publish costs without us: a plain server that makes the same AWS calls with items of the
// same size, and checks nothing.

type Item = Record<string, AttributeValue>

export interface BareStart {
  /** Environment variables of the embedded AWS. */
  aws: Record<string, string>
  tableName: string
  queueUrl: string
  /** What is read of the connection, and of how much its owner had accepted. */
  read: Item[]
  /** An accepted job as it was stored, and its id in there. */
  jobId: string
  content: Item
  job: Item
  message: string
}

process.once('message', (start: BareStart) => {
  Object.assign(process.env, start.aws)
  const { tableName: TableName, queueUrl: QueueUrl, read, jobId } = start
  const dynamodb = new DynamoDBClient({})
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
  const template = JSON.stringify(start)

  const accept = async (body: string) => {
    JSON.parse(body)
    const id = randomUUID()
    const { content, job, message } = JSON.parse(template.replaceAll(jobId, id)) as BareStart
    await dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: read } } }))
    await dynamodb.send(new PutItemCommand({ TableName, Item: content }))
    await dynamodb.send(
      new PutItemCommand({ TableName, Item: job, ConditionExpression: 'attribute_not_exists(pk)' }),
    )
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: message }))
    return JSON.stringify({ job_id: id })
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const answer = await accept(Buffer.concat(chunks).toString())
      response.writeHead(202, { 'content-type': 'application/json' }).end(answer)
    })
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
process.on('disconnect', () => process.exit())
