import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import dynalite, { type LevelIterator } from 'dynalite/db/index.js'
import { expect, test } from 'vitest'
import { closeIterators } from '../../local/aws/dynamodb/patches.ts'
import { awsForTests, errorName, temporaryFolder } from './aws-fixture.ts'

const { aws } = await awsForTests()
const db = new DynamoDBClient({ maxAttempts: 1 })
const TableName = 'main'
const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
]
const Projection = { ProjectionType: 'KEYS_ONLY' as const }
const table = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['PK', 'SK', 'due_shard', 'due'].map(string),
  KeySchema: keys('PK', 'SK'),
  GlobalSecondaryIndexes: [{ IndexName: 'due_index', KeySchema: keys('due_shard', 'due'), Projection }],
}
await aws.dynamo.createTable(table)

const key = (id: string) => ({ PK: { S: 'USER#1' }, SK: { S: id } })
const job = (id: string, due: string, more = {}) => ({
  ...key(id),
  due_shard: { S: '3' },
  due: { S: due },
  ...more,
})
const ReturnConsumedCapacity = 'INDEXES' as const
const put = async (item: ReturnType<typeof job>) =>
  (await db.send(new PutItemCommand({ TableName, Item: item, ReturnConsumedCapacity }))).ConsumedCapacity
const dueOf = async (shard: string) => {
  const ExpressionAttributeValues = { ':shard': { S: shard } }
  const KeyConditionExpression = 'due_shard = :shard'
  const query = { TableName, IndexName: 'due_index', KeyConditionExpression, ExpressionAttributeValues }
  return db.send(new QueryCommand({ ...query, ReturnConsumedCapacity }))
}

test('creating a table again changes nothing', async () => {
  await db.send(new PutItemCommand({ TableName, Item: key('kept') }))
  await aws.dynamo.createTable(table)
  expect((await db.send(new GetItemCommand({ TableName, Key: key('kept') }))).Item).toEqual(key('kept'))
})

test('a condition decides, and a refused one is paid for', async () => {
  const condition = { ConditionExpression: 'attribute_not_exists(PK)' }
  const big = { ...key('once'), text: { S: 'é'.repeat(1000) } }
  await db.send(new PutItemCommand({ TableName, Item: big, ...condition }))
  aws.calls.reset()
  const again = db.send(new PutItemCommand({ TableName, Item: key('once'), ...condition }))
  expect(await errorName(again)).toBe('ConditionalCheckFailedException')
  expect(aws.calls.entries).toMatchObject([
    { operation: 'PutItem', error: 'ConditionalCheckFailedException', capacity: { read: 0, write: 2 } },
  ])
})

test('a refused write costs what is there, not what was to be written', async () => {
  const condition = { ConditionExpression: 'attribute_not_exists(PK)' }
  await db.send(new PutItemCommand({ TableName, Item: key('small') }))
  const big = { ...key('small'), text: { S: 'é'.repeat(1000) } }
  const onNothing = { ...key('nothing'), text: { S: 'é'.repeat(1000) } }
  aws.calls.reset()
  await errorName(db.send(new PutItemCommand({ TableName, Item: big, ...condition })))
  await errorName(
    db.send(new PutItemCommand({ TableName, Item: onNothing, ConditionExpression: 'attribute_exists(PK)' })),
  )
  expect(aws.calls.entries.map(({ capacity }) => capacity?.write)).toEqual([1, 1])
})

test('the index follows the item through every kind of write', async () => {
  const ids = async () => (await dueOf('7')).Items?.map((item) => `${item.SK?.S} ${item.due?.S}`)
  await put({ ...job('a', '2030'), due_shard: { S: '7' } })
  await put({ ...job('b', '2029'), due_shard: { S: '7' } })
  expect(await ids()).toEqual(['b 2029', 'a 2030'])
  const UpdateExpression = 'SET due = :due'
  const ExpressionAttributeValues = { ':due': { S: '2028' } }
  await db.send(
    new UpdateItemCommand({ TableName, Key: key('a'), UpdateExpression, ExpressionAttributeValues }),
  )
  expect(await ids()).toEqual(['a 2028', 'b 2029'])
  await db.send(
    new UpdateItemCommand({ TableName, Key: key('a'), UpdateExpression: 'REMOVE due, due_shard' }),
  )
  expect(await ids()).toEqual(['b 2029'])
  await db.send(new DeleteItemCommand({ TableName, Key: key('b') }))
  expect(await ids()).toEqual([])
})

test('index writes are counted by AWS’s rules: 1 for a new entry, 2 for a moved one, 0 for an untouched one', async () => {
  const units = async (item: ReturnType<typeof job>) => {
    const capacity = await put(item)
    const index = capacity?.GlobalSecondaryIndexes?.due_index?.CapacityUnits ?? 0
    expect(capacity?.CapacityUnits).toBe((capacity?.Table?.CapacityUnits ?? 0) + index)
    return [capacity?.Table?.CapacityUnits, index]
  }
  expect(await units(job('units', '2030'))).toEqual([1, 1])
  expect(await units(job('units', '2030', { status: { S: 'Pending' } }))).toEqual([1, 0])
  expect(await units(job('units', '2031'))).toEqual([1, 2])
  expect(await units(job('units', '2031', { text: { S: 'é'.repeat(1024) } }))).toEqual([3, 0])
  const gone = new DeleteItemCommand({ TableName, Key: key('units'), ReturnConsumedCapacity })
  expect((await db.send(gone)).ConsumedCapacity?.CapacityUnits).toBe(4)
})

test('reads are counted in bytes, by 4 KB, half when not consistent', async () => {
  await db.send(new PutItemCommand({ TableName, Item: { ...key('long'), text: { S: 'é'.repeat(2500) } } }))
  aws.calls.reset()
  await db.send(new GetItemCommand({ TableName, Key: key('long') }))
  await db.send(new GetItemCommand({ TableName, Key: key('long'), ConsistentRead: true }))
  await db.send(new GetItemCommand({ TableName, Key: key('none') }))
  expect(aws.calls.entries.map((call) => call.capacity?.read)).toEqual([1, 2, 0.5])
  expect((await dueOf('nobody')).ConsumedCapacity?.CapacityUnits).toBe(0.5)
})

test('batches add up what their items cost', async () => {
  const requests = ['x', 'y'].map((id) => ({ PutRequest: { Item: job(id, '2040') } }))
  aws.calls.reset()
  await db.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }))
  const answer = await db.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('x'), key('y')] } } }),
  )
  expect(answer.Responses?.[TableName]).toHaveLength(2)
  expect(answer.ConsumedCapacity).toBeUndefined()
  expect(aws.calls.entries.map((call) => call.capacity)).toEqual([
    { read: 0, write: 4 },
    { read: 1, write: 0 },
  ])
})

test('what dynalite does not have is refused, unknown tables too', async () => {
  const missing = new GetItemCommand({ TableName: 'missing', Key: key('a') })
  expect(await errorName(db.send(missing))).toBe('ResourceNotFoundException')
  const empty = { ...job('a', ''), due: { S: '' } }
  expect(await errorName(db.send(new PutItemCommand({ TableName, Item: { ...empty, PK: { S: '' } } })))).toBe(
    'ValidationException',
  )
})

test('a query that ends, early or not, leaves no iterator open', async () => {
  const store = dynalite.create({
    path: join(temporaryFolder(), 'iterators'),
    createTableMs: 0,
    deleteTableMs: 0,
  })
  closeIterators(store)
  const iterators: LevelIterator[] = []
  const values = store.db.values
  store.db.values = (options) => {
    iterators.push(values(options))
    return iterators.at(-1)!
  }
  for (const id of ['1', '2', '3']) await promisify(store.getItemDb('t').put)(id, { id })
  for await (const _item of store.getItemDb('t').createValueStream({}));
  for await (const _item of store.getItemDb('t').createValueStream({})) break
  expect(iterators).toHaveLength(2)
  for (const iterator of iterators) await expect(iterator.next()).rejects.toThrow('Iterator is not open')
  await store.db.close()
})

test('an item ends at 400 KB, counted in bytes and not in letters', async () => {
  const over = (letter: string, count: number) => ({ ...key('large'), text: { S: letter.repeat(count) } })
  const write = (Item: ReturnType<typeof over>) => db.send(new PutItemCommand({ TableName, Item }))
  await write(over('a', 409_000))
  expect(await errorName(write(over('a', 410_000)))).toBe('ValidationException')
  expect(await errorName(write(over('🌿', 110_000)))).toBe('ValidationException')
  await write(over('🌿', 50_000))
  const grow = new UpdateItemCommand({
    TableName,
    Key: key('large'),
    UpdateExpression: 'SET more = :more',
    ExpressionAttributeValues: { ':more': { S: '🌿'.repeat(60_000) } },
  })
  expect(await errorName(db.send(grow))).toBe('ValidationException')
})

test('one expression asked again with other values, names and types means what it says each time', async () => {
  const change = (id: string, name: string, values: object, more = {}) =>
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: key(id),
        UpdateExpression: 'SET #name = :value, again = :value',
        ConditionExpression: 'attribute_not_exists(#name) OR #name < :below',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: values as never,
        ReturnValues: 'ALL_NEW',
        ...more,
      }),
    )
  const numbers = (value: number, below: number) => ({
    ':value': { N: `${value}` },
    ':below': { N: `${below}` },
  })
  expect((await change('same', 'count', numbers(1, 0))).Attributes).toMatchObject({
    count: { N: '1' },
    again: { N: '1' },
  })
  expect((await change('same', 'count', numbers(7, 2))).Attributes).toMatchObject({ count: { N: '7' } })
  expect(await errorName(change('same', 'count', numbers(8, 2)))).toBe('ConditionalCheckFailedException')
  expect((await change('same', 'other', numbers(3, 0))).Attributes).toMatchObject({
    count: { N: '7' },
    other: { N: '3' },
  })
  const list = { ':value': { L: [{ S: 'a' }] }, ':below': { S: 'z' } }
  expect((await change('listed', 'items', list)).Attributes).toMatchObject({ items: list[':value'] })
  const unused = change('same', 'count', { ...numbers(9, 100), ':more': { N: '1' } })
  await expect(unused).rejects.toThrow('unused in expressions: keys: {:more}')
  await expect(change('same', 'count', { ':value': { N: '9' } })).rejects.toThrow(':below')
  expect((await change('same', 'count', numbers(9, 100))).Attributes).toMatchObject({ count: { N: '9' } })
})
