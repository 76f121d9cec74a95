import { Aws, Stack } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { tableDefinition } from '../../shared/storage/table-definition.ts'
import type { Stage } from '../stage-settings.ts'
import { removalOf } from './removal.ts'

const types = { S: AttributeType.STRING, N: AttributeType.NUMBER }
const keyOf = ({ name, type }: { name: string; type: keyof typeof types }) => ({ name, type: types[type] })

/** The one table, restorable to any second of 35 days, under a key of its own. */
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
      encryption: TableEncryptionV2.customerManagedKey(this.tableKey(stage)),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.name === 'prod',
      removalPolicy: removalOf(stage),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, keys]) => ({
        indexName,
        partitionKey: keyOf(keys.partitionKey),
        sortKey: keyOf(keys.sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
    })
  }

  /** Whoever may use the table may use the key, and only through the table: roles need no statement about it. */
  private tableKey(stage: Stage): Key {
    const key = new Key(this, 'Key', {
      description: `The table of stage ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy: removalOf(stage),
    })
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ThroughDynamoDB',
        principals: [new AnyPrincipal()],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:DescribeKey',
          'kms:CreateGrant',
        ],
        resources: ['*'], // in a key's policy: this key
        conditions: {
          StringEquals: {
            'kms:CallerAccount': Aws.ACCOUNT_ID,
            'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com`,
          },
        },
      }),
    )
    return key
  }
}
