import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../lib/bundle.ts'

// A function as bare as can be: the clients of another, opened at its first request, and the calls it is asked for.

/** What the bare function is invoked with: how many calls of each operation. */
export type BareEvent = Record<string, number>

/** How each operation is made in vain, of items that are not there. Others are left out, in favour of the bare one. */
const calls: Record<string, string> = {
  SendMessage: '{ QueueUrl, MessageBody: Key.pk.S }',
  GetItem: '{ TableName, Key }',
  Query: `{ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': Key.pk } }`,
  UpdateItem: `{ TableName, Key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': Key.pk } }`,
  PutItem: '{ TableName, Item: Key }',
  DeleteItem: '{ TableName, Key }',
  BatchGetItem: '{ RequestItems: { [TableName]: { Keys: [Key] } } }',
}

const sdkImport = /^import \{([^}]*)\} from '(@aws-sdk\/[^']+)'/gm

/** Its source: all that these sources of ours import of the SDK, and nothing else. */
export function bareSource(inputs: readonly string[]): string {
  const imported = new Map<string, Set<string>>()
  for (const input of inputs) {
    if (!/^(functions|shared)\//.test(input)) continue
    for (const [, list, from] of readFileSync(join(projectRoot, input), 'utf8').matchAll(sdkImport)) {
      const found = imported.get(from!) ?? new Set()
      for (const name of list!.split(',').map((each) => each.trim()))
        if (name && !name.startsWith('type ')) found.add(name)
      imported.set(from!, found)
    }
  }
  // Two packages may export the same name.
  const names = [...imported]
    .sort()
    .flatMap(([from, found], position) =>
      [...found].sort().map((name) => ({ from, name, as: `${name}${position}` })),
    )
  const as = (wanted: string) => names.find(({ name }) => name === wanted)?.as
  return `
${names.map((each) => `import { ${each.name} as ${each.as} } from '${each.from}'`).join('\n')}
export const kept = [${names.map((each) => each.as)}]
const TableName = process.env.TABLE_NAME
const QueueUrl = \`\${process.env.QUEUE_URL_BASE}background\`
const Key = { pk: { S: 'none' }, sk: { S: 'none' } }
const calls = {${Object.entries(calls).flatMap(([operation, input]) => {
    const command = as(`${operation}Command`)
    const client = as(operation === 'SendMessage' ? 'SQSClient' : 'DynamoDBClient')
    return client && command ? `${operation}: () => clients.${client}.send(new ${command}(${input}))` : []
  })}}
let clients
export const handler = async (event) => {
  clients ??= {${names.filter(({ name }) => name.endsWith('Client')).map(({ as }) => `${as}: new ${as}({ useQueueUrlAsEndpoint: false })`)}}
  const asked = Object.entries(event).flatMap(([operation, times]) => Array(times).fill(operation))
  await Promise.all(asked.map((operation) => calls[operation]?.()))
  return { statusCode: 200, body: JSON.stringify({}) }
}
`
}
