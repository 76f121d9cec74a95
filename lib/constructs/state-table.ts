import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { tableDefinition } from '../../shared/storage/table-definition.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOfProtected } from './removal.ts'

const types = { S: AttributeType.STRING, N: AttributeType.NUMBER }
const keyOf = ({ name, type }: { name: string; type: keyof typeof types }) => ({ name, type: types[type] })

/**
 * The one table, restorable to any second of 35 days. It is encrypted under the account's own DynamoDB key: what is
 * secret in it, the tokens, is sealed under a key of ours before it gets there, and a second one costs $1 a month.
 */
export class StateTable extends Construct {
  readonly table: TableV2

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'State')
    const { partitionKey, sortKey, timeToLive, indexes } = tableDefinition
    this.table = new TableV2(this, 'Table', {
      partitionKey: keyOf(partitionKey),
      sortKey: keyOf(sortKey),
      timeToLiveAttribute: timeToLive,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: removalOfProtected(stage),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, keys]) => ({
        indexName,
        partitionKey: keyOf(keys.partitionKey),
        sortKey: keyOf(keys.sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
    })
  }
}
