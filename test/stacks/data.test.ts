import { expect, test } from 'vitest'
import { maxReceives, queues, visibilityFactor, workers } from '../../shared/api/workers.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { tableDefinition } from '../../shared/storage/table-definition.ts'
import { fullSettings } from './settings.ts'
import { resourcesOf, type Statement, statementsOfRole, synthesize } from './world.ts'

const { data } = synthesize()
const only = (type: string, template = data) => {
  const found = Object.values(resourcesOf(template, type))
  expect(found).toHaveLength(1)
  return found[0]!
}

test('the table can be restored to any second, and is encrypted', () => {
  const table = only('AWS::DynamoDB::GlobalTable')
  const [replica, ...others] = table.Replicas
  expect(others).toEqual([])
  expect(replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
  expect(table.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' })
  expect(table.BillingMode).toBe('PAY_PER_REQUEST')
  expect(table.TimeToLiveSpecification).toEqual({ AttributeName: tableDefinition.timeToLive, Enabled: true })
})

test('functions are given a restored table in its place, and the stage keeps its own', () => {
  const restored = synthesize('dev', { ...fullSettings, restoredTable: 'creativeflow-2026-11-29' }).data
  const tableGiven = (template: typeof data) =>
    Object.values(resourcesOf(template, 'AWS::SSM::Parameter')).find(({ Name }) =>
      Name.endsWith('/tableName'),
    )!.Value
  expect(tableGiven(restored)).toBe('creativeflow-2026-11-29')
  const before = synthesize('dev', fullSettings).data
  expect(only('AWS::DynamoDB::GlobalTable', restored)).toEqual(only('AWS::DynamoDB::GlobalTable', before))
  expect(tableGiven(data)).toMatch(/^<StateTable/)
})

test('all indexes project keys only', () => {
  const indexes = only('AWS::DynamoDB::GlobalTable').GlobalSecondaryIndexes
  expect(indexes.map((index: { IndexName: string }) => index.IndexName)).toEqual(
    Object.keys(tableDefinition.indexes),
  )
  for (const index of indexes) expect(index.Projection).toEqual({ ProjectionType: 'KEYS_ONLY' })
})

test('the key of the tokens rotates', () => {
  const keys = Object.values(resourcesOf(data, 'AWS::KMS::Key'))
  expect(keys).toHaveLength(1)
  for (const key of keys) expect(key.EnableKeyRotation).toBe(true)
})

test('every queue hides messages while its worker can hold them, and ends in the dead-letter queue', () => {
  const made = resourcesOf(data, 'AWS::SQS::Queue')
  expect(Object.keys(made)).toHaveLength(queues.length + 1)
  for (const { name, worker } of queues) {
    const queue = Object.values(made).find((each) => each.QueueName === `creativeflow-dev-${name}`)!
    const timeout = workers.find((each) => each.name === worker)!.timeoutSeconds
    expect(queue).toMatchObject({
      VisibilityTimeout: timeout * visibilityFactor,
      SqsManagedSseEnabled: true,
      RedrivePolicy: {
        maxReceiveCount: maxReceives,
        deadLetterTargetArn: expect.stringMatching(/^<Queuesdeadletters.*\.Arn>$/),
      },
    })
  }
})

test('dead letters are kept longer than anything else', () => {
  const made = Object.values(resourcesOf(data, 'AWS::SQS::Queue'))
  const dead = made.find((queue) => queue.QueueName === 'creativeflow-dev-dead-letters')!
  expect(dead.RedrivePolicy).toBeUndefined()
  expect(dead.SqsManagedSseEnabled).toBe(true)
  for (const queue of made)
    if (queue !== dead) expect(queue.MessageRetentionPeriod).toBeLessThan(dead.MessageRetentionPeriod)
})

test('media are private, encrypted, and gone after 400 days, what nobody looked at after one', () => {
  expect(only('AWS::S3::Bucket')).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: expect.stringMatching(/^<TokenKey.*\.Arn>$/),
          },
        },
      ],
    },
    LifecycleConfiguration: {
      Rules: expect.arrayContaining([
        { Prefix: 'media/', ExpirationInDays: 400, Status: 'Enabled' },
        { Prefix: 'uploads/', ExpirationInDays: 1, Status: 'Enabled' },
        { Prefix: 'generated/', ExpirationInDays: 1, Status: 'Enabled' },
      ]),
    },
  })
})

test('only the stage’s distribution reads the bucket from outside, and no uploads', () => {
  const allowed = only('AWS::S3::BucketPolicy').PolicyDocument.Statement.filter(
    (statement: { Effect: string }) => statement.Effect === 'Allow',
  )
  expect(allowed).toEqual([
    expect.objectContaining({
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: [expect.stringMatching(/\/media\/\*$/), expect.stringMatching(/\/assets\/\*$/)],
      Condition: {
        StringEquals: { 'AWS:SourceArn': expect.stringMatching(/distribution\/<MediaDistribution/) },
      },
    }),
  ])
  const opening = only('AWS::KMS::Key').KeyPolicy.Statement.filter(({ Principal }: Statement) =>
    JSON.stringify(Principal).includes('cloudfront'),
  )
  expect(opening).toMatchObject([
    {
      Action: 'kms:Decrypt',
      Condition: {
        StringEquals: { 'AWS:SourceArn': expect.stringMatching(/distribution\/<MediaDistribution/) },
      },
    },
  ])
  const [origin] = only('AWS::CloudFront::Distribution').DistributionConfig.Origins
  expect(origin.OriginAccessControlId).toMatch(/^<MediaAccess/)
})

test('the distribution keeps no copies, so that what is deleted is gone', () => {
  const { DefaultCacheBehavior, CacheBehaviors } = only('AWS::CloudFront::Distribution').DistributionConfig
  // AWS's own policy CachingDisabled, by its id.
  expect(DefaultCacheBehavior.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
  expect(CacheBehaviors).toBeUndefined()
})

test('the bucket tells the background queue of each upload, and may send to no other', () => {
  const { QueueConfigurations } = only('AWS::S3::Bucket').NotificationConfiguration
  expect(QueueConfigurations).toEqual([
    {
      Event: 's3:ObjectCreated:*',
      Queue: expect.stringMatching(/^<Queuesbackground.*\.Arn>$/),
      Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'uploads/' }] } },
    },
  ])
  const statements = Object.values(resourcesOf(data, 'AWS::SQS::QueuePolicy'))
    .flatMap((policy): Statement[] => policy.PolicyDocument.Statement)
    .filter(({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal).includes('s3.'))
  expect(statements).toMatchObject([
    { Action: 'sqs:SendMessage', Resource: expect.stringMatching(/^<Queuesbackground.*\.Arn>$/) },
  ])
})

test('schedules may send to the work queues and the dead letters, and to nothing else', () => {
  const [statement, ...more] = statementsOfRole(only('AWS::IAM::Role'))
  expect(more).toEqual([])
  expect(statement!.Action).toEqual(['sqs:SendMessage'])
  expect(statement!.Resource.map((arn) => arn.split('creativeflow-dev-')[1])).toEqual([
    ...platforms.map((platform) => `work-${platform}`),
    'dead-letters',
  ])
})

test('every event of ours that endpoints want, and nothing else, goes to the background queue', () => {
  const rule = only('AWS::Events::Rule')
  expect(rule.EventPattern).toEqual({ source: ['creativeflow'], resources: ['webhook-endpoints'] })
  const [target, ...more] = rule.Targets
  expect(more).toEqual([])
  expect(target.Arn).toMatch(/^<Queuesbackground.*\.Arn>$/)
  expect(target.InputTransformer).toEqual({
    InputPathsMap: { 'detail-type': '$.detail-type', detail: '$.detail' },
    InputTemplate: '{"kind":"event","type":<detail-type>,"detail":<detail>}',
  })
  const policies = Object.values(resourcesOf(data, 'AWS::SQS::QueuePolicy'))
  const ofBus = policies
    .flatMap((policy) => policy.PolicyDocument.Statement as Statement[])
    .filter(({ Principal }) => JSON.stringify(Principal).includes('events.amazonaws.com'))
  expect(ofBus).toMatchObject([
    { Condition: { ArnEquals: { 'aws:SourceArn': expect.stringMatching(/EventRule/) } } },
  ])
})

test('there is one secret per network and one of the orchestrator, and none has a value yet', () => {
  const secrets = Object.values(resourcesOf(data, 'AWS::SecretsManager::Secret'))
  expect(secrets.map((secret) => secret.Name)).toEqual(
    [...platforms, 'generation'].map((name) => `creativeflow/dev/${name}`),
  )
  for (const { Name, SecretString } of secrets)
    expect(JSON.parse(SecretString)).toEqual(
      Name.endsWith('/generation')
        ? { webhook_secret: '', callback_secret: '' }
        : { client_id: '', client_secret: '' },
    )
})

test('names cross by parameter: the data stack exports nothing', () => {
  const outputs = (data as unknown as { Outputs: Record<string, object> }).Outputs
  for (const output of Object.values(outputs)) expect(output).not.toHaveProperty('Export')
})

test('prod keeps its state whatever is destroyed', () => {
  const prod = synthesize('prod', fullSettings).data
  expect(only('AWS::DynamoDB::GlobalTable', prod).Replicas[0].DeletionProtectionEnabled).toBe(true)
  const policyOf: Record<string, string> = {
    'AWS::DynamoDB::GlobalTable': 'Retain',
    'AWS::KMS::Key': 'RetainExceptOnCreate',
    'AWS::S3::Bucket': 'RetainExceptOnCreate',
    'AWS::SecretsManager::Secret': 'RetainExceptOnCreate',
  }
  const kept = Object.values(prod.Resources).filter(({ Type }) => Type in policyOf)
  expect(new Set(kept.map(({ Type }) => Type)).size).toBe(4)
  for (const { Type, DeletionPolicy } of kept) expect(DeletionPolicy, Type).toBe(policyOf[Type])
})

test('a first deployment that fails leaves no name behind that the next one needs', () => {
  const prod = synthesize('prod', fullSettings)
  const named = [prod.data, prod.api, prod.workers]
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Properties }) => Properties.LogGroupName || (Properties.Name && Properties.SecretString))
  expect(named.length).toBeGreaterThan(50)
  for (const { Type, DeletionPolicy } of named) expect(DeletionPolicy, Type).toBe('RetainExceptOnCreate')
})
