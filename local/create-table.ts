import { tableDefinition } from '../shared/storage/table-definition.ts'
import type { LocalAws } from './aws/index.ts'

interface Attribute {
  readonly name: string
  readonly type: 'S' | 'N'
}

/** The table of the service with its indexes; one that is there already stays. */
export function createTable(aws: LocalAws, TableName: string): Promise<void> {
  const { partitionKey, sortKey, indexes } = tableDefinition
  const keyed = [{ partitionKey, sortKey }, ...Object.values(indexes)]
  const attributes = new Map(
    keyed
      .flatMap((each): Attribute[] => [each.partitionKey, each.sortKey])
      .map((each) => [each.name, each.type]),
  )
  return aws.dynamo.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keySchema({ partitionKey, sortKey }),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, keys]) => ({
      IndexName,
      KeySchema: keySchema(keys),
      Projection: { ProjectionType: 'KEYS_ONLY' },
    })),
  })
}

const keySchema = (keys: { partitionKey: Attribute; sortKey: Attribute }) => [
  { AttributeName: keys.partitionKey.name, KeyType: 'HASH' },
  { AttributeName: keys.sortKey.name, KeyType: 'RANGE' },
]
