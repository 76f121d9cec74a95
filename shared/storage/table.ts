import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Key } from './keys.ts'
import { openReads } from './reads.ts'

type Values = Record<string, unknown>

/** A condition in DynamoDB's own words; `#name` and `:value` are bound by their spelling. */
export interface Condition {
  if: string
  values?: Values
}

export interface Change {
  set?: Values
  remove?: readonly string[]
  add?: Record<string, number>
}

export interface Query {
  pk: string
  index?: 'list' | 'calendar' | 'due'
  prefix?: string
  from?: string | number
  to?: string | number
  descending?: boolean
  limit?: number
  /** Key to start after, as `query` returned it. */
  after?: Values
  consistent?: boolean
}

/** The table's few verbs. A refused condition answers false or undefined; everything else throws. */
export interface Table {
  get<T>(key: Key, options?: { consistent?: boolean }): Promise<T | undefined>
  /** Those that are there, in the order of the keys. */
  getMany<T>(keys: readonly Key[]): Promise<T[]>
  put(key: Key, item: Values | object, condition?: Condition): Promise<boolean>
  update<T>(key: Key, change: Change, condition: Condition): Promise<T | undefined>
  /** @returns the item that was there */
  remove<T>(key: Key, condition?: Condition): Promise<T | undefined>
  query<T>(query: Query): Promise<{ items: T[]; next?: Values }>
  /** How many there are, and no more than `limit`. */
  count(query: Query & { limit: number }): Promise<number>
}

/**
 * An item as it is or was a moment ago, for half the price, where that suffices; what does not, or seems to be missing,
 * is read for certain.
 */
export async function recent<T>(
  table: Table,
  key: Key,
  suffices: (item: T) => boolean = () => true,
): Promise<T | undefined> {
  const found = await table.get<T>(key)
  return found !== undefined && suffices(found) ? found : table.get<T>(key, { consistent: true })
}

const indexKeys = {
  list: { hash: 'pk', range: 'list_key' },
  calendar: { hash: 'pk', range: 'calendar_key' },
  due: { hash: 'due_shard', range: 'due' },
  table: { hash: 'pk', range: 'sk' },
}

const marshalling = { removeUndefinedValues: true }

function bind(expression: string, values: Values = {}) {
  const names = Object.fromEntries([...expression.matchAll(/#(\w+)/g)].map(([token, name]) => [token, name!]))
  const bound = Object.fromEntries(
    [...expression.matchAll(/:(\w+)/g)].map(([token, name]) => [token, values[name!] as unknown]),
  )
  return {
    ...(Object.keys(names).length ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(bound).length ? { ExpressionAttributeValues: marshall(bound, marshalling) } : {}),
  }
}

/** Opens the single table. */
export function openTable(tableName: string): Table {
  const client = new DynamoDBClient({})
  const TableName = tableName
  const reads = openReads(client, tableName)

  return {
    get: (key, { consistent = false } = {}) => reads.get(key, consistent),

    async getMany<T>(wanted: readonly Key[]) {
      const found = await Promise.all(wanted.map((key) => reads.get<T>(key, false)))
      return found.filter((item) => item !== undefined) as T[]
    },

    async put(key, item, condition) {
      return refusable(async () => {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: marshall({ ...item, ...key }, marshalling),
            ...(condition
              ? { ConditionExpression: condition.if, ...bind(condition.if, condition.values) }
              : {}),
          }),
        )
        return true
      }, false)
    },

    async update<T>(key: Key, change: Change, condition: Condition) {
      const set = Object.entries(change.set ?? {}).filter(([, value]) => value !== undefined)
      const expression = [
        clause(
          'SET',
          set.map(([name]) => `#${name} = :set_${name}`),
        ),
        clause(
          'REMOVE',
          (change.remove ?? []).map((name) => `#${name}`),
        ),
        clause(
          'ADD',
          Object.keys(change.add ?? {}).map((name) => `#${name} :add_${name}`),
        ),
      ].join(' ')
      const values = {
        ...condition.values,
        ...Object.fromEntries(set.map(([name, value]) => [`set_${name}`, value])),
        ...Object.fromEntries(
          Object.entries(change.add ?? {}).map(([name, value]) => [`add_${name}`, value]),
        ),
      }
      return refusable(async () => {
        const { Attributes } = await client.send(
          new UpdateItemCommand({
            TableName,
            Key: marshall(key),
            UpdateExpression: expression,
            ConditionExpression: condition.if,
            ...bind(`${expression} ${condition.if}`, values),
            ReturnValues: 'ALL_NEW',
          }),
        )
        return unmarshall(Attributes ?? {}) as T
      }, undefined)
    },

    async remove<T>(key: Key, condition?: Condition) {
      return refusable(async () => {
        const { Attributes } = await client.send(
          new DeleteItemCommand({
            TableName,
            Key: marshall(key),
            ReturnValues: 'ALL_OLD',
            ...(condition
              ? { ConditionExpression: condition.if, ...bind(condition.if, condition.values) }
              : {}),
          }),
        )
        return Attributes && (unmarshall(Attributes) as T)
      }, undefined)
    },

    async query<T>(query: Query) {
      const answer = await client.send(new QueryCommand(inputOf(TableName, query)))
      return {
        items: (answer.Items ?? []).map((item) => unmarshall(item) as T),
        ...(answer.LastEvaluatedKey ? { next: unmarshall(answer.LastEvaluatedKey) } : {}),
      }
    },

    async count(query) {
      const input = { ...inputOf(TableName, query), Select: 'COUNT' } as const
      let found = 0
      let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey']
      do {
        const page = await client.send(
          new QueryCommand({ ...input, ExclusiveStartKey, Limit: query.limit - found }),
        )
        found += page.Count ?? 0
        ExclusiveStartKey = page.LastEvaluatedKey
      } while (ExclusiveStartKey && found < query.limit)
      return found
    },
  }
}

function inputOf(TableName: string, query: Query): QueryCommandInput {
  const { hash, range } = indexKeys[query.index ?? 'table']
  const { expression, values } = rangeOf(range, query)
  return {
    TableName,
    ...(query.index ? { IndexName: query.index } : {}),
    KeyConditionExpression: `#${hash} = :pk${expression}`,
    ...bind(`#${hash} = :pk${expression}`, { pk: query.pk, ...values }),
    ScanIndexForward: !query.descending,
    ...(query.limit ? { Limit: query.limit } : {}),
    ...(query.after ? { ExclusiveStartKey: marshall(query.after) } : {}),
    ...(query.consistent ? { ConsistentRead: true } : {}),
  }
}

const clause = (word: string, parts: string[]) => (parts.length ? `${word} ${parts.join(', ')}` : '')

function rangeOf(range: string, { prefix, from, to }: Query): { expression: string; values: Values } {
  if (prefix !== undefined && prefix !== '')
    return { expression: ` AND begins_with(#${range}, :prefix)`, values: { prefix } }
  if (from !== undefined && to !== undefined)
    return { expression: ` AND #${range} BETWEEN :from AND :to`, values: { from, to } }
  if (from !== undefined) return { expression: ` AND #${range} >= :from`, values: { from } }
  if (to !== undefined) return { expression: ` AND #${range} <= :to`, values: { to } }
  return { expression: '', values: {} }
}

async function refusable<T>(write: () => Promise<T>, refused: T): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return refused
    throw error
  }
}
