import { setTimeout as pause } from 'node:timers/promises'
import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Key } from './keys.ts'

interface Asked {
  key: Key
  found: Promise<unknown>
  resolve(item: unknown): void
  reject(error: unknown): void
}

const mostKeys = 100
/** What a busy table leaves out is asked for again after these. */
const pausesMs = [25, 50, 100, 200, 400, 800]

/**
 * Reads of single items. What is asked for in one moment goes out as one request: the posts of a batch need their
 * items side by side, and each request costs a worker more than the item itself.
 */
export function openReads(client: DynamoDBClient, TableName: string) {
  const open = new Map<boolean, Map<string, Asked>>()

  async function read(asked: readonly Asked[], ConsistentRead: boolean): Promise<void> {
    try {
      const only = asked.length === 1 ? asked[0]! : undefined
      if (only) {
        const Key = marshall(only.key)
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead }))
        return only.resolve(Item && unmarshall(Item))
      }
      const items = await readMany(
        asked.map(({ key }) => key),
        ConsistentRead,
      )
      for (const { key, resolve } of asked) resolve(items.get(nameOf(key)))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  async function readMany(wanted: readonly Key[], ConsistentRead: boolean): Promise<Map<string, unknown>> {
    const items = new Map<string, unknown>()
    let Keys = wanted.map((key) => marshall(key))
    for (let round = 0; ; round += 1) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead } } }),
      )
      for (const item of Responses?.[TableName] ?? []) {
        const read = unmarshall(item)
        items.set(nameOf(read as Key), read)
      }
      Keys = UnprocessedKeys?.[TableName]?.Keys ?? []
      if (Keys.length === 0) return items
      const wait = pausesMs[round]
      if (wait === undefined) throw new Error('the table left items out of its answers again and again')
      await pause(wait)
    }
  }

  return {
    get<T>(key: Key, consistent: boolean): Promise<T | undefined> {
      let asked = open.get(consistent)
      if (!asked || asked.size === mostKeys) {
        const round = new Map<string, Asked>()
        open.set(consistent, round)
        setImmediate(() => {
          if (open.get(consistent) === round) open.delete(consistent)
          void read([...round.values()], consistent)
        })
        asked = round
      }
      const name = nameOf(key)
      const known = asked.get(name)
      if (known) return known.found as Promise<T | undefined>
      const { promise: found, resolve, reject } = Promise.withResolvers<unknown>()
      asked.set(name, { key, found, resolve, reject })
      return found as Promise<T | undefined>
    },
  }
}

const nameOf = ({ pk, sk }: Key) => `${pk}\n${sk}`
