import type { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { BucketRight, Grant } from '../shared/api/route.ts'
import { assetsPrefix, generatedPrefix, uploadsPrefix } from '../shared/domain/asset.ts'
import { type Platform, platforms } from '../shared/domain/platform.ts'
import { backgroundQueue, commitQueue, preflightQueue, workQueue } from '../shared/domain/queues.ts'
import type { tableDefinition } from '../shared/storage/table-definition.ts'
import type { FunctionNames } from './provided.ts'

/** Who is granted something. */
export interface Grantee {
  grant: Grant
  /** Set on the functions of one network: its tokens, its secret and its queues alone. */
  platform?: Platform
  /** It works off the `due` index. */
  readsDue?: boolean
}

const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query']
const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']
type Index = keyof typeof tableDefinition.indexes
const listIndexes: Index[] = ['list', 'calendar']

/** The words of a grant as exact statements: every action by its name, every resource by its ARN. */
export function statementsOf(stack: Stack, names: FunctionNames, grantee: Grantee): PolicyStatement[] {
  const { grant } = grantee
  return [
    ...(grant.table ? tableStatements(stack, names, grantee) : []),
    ...(grant.tokens ? tokenStatements(names, grantee) : []),
    ...(grant.signing ? [signingStatement(names, grant.signing)] : []),
    ...(grant.secrets ? [secretStatement(names, grantee)] : []),
    ...(grant.sends?.length ? [sendStatement(names, grantee)] : []),
    ...(grant.schedules ? scheduleStatements(stack, names) : []),
    ...(grant.events ? [eventStatement(stack, names)] : []),
    ...bucketStatements(stack, names, grant.bucket ?? []),
    ...objectKeyStatements(stack, names, grant.bucket ?? []),
  ]
}

function tableStatements(
  stack: Stack,
  { tableName }: FunctionNames,
  { grant, readsDue }: Grantee,
): PolicyStatement[] {
  const table = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName })
  const indexes: Index[] = readsDue ? [...listIndexes, 'due'] : listIndexes
  const { below } = grant
  // Without a key no item is reached, so that the condition is never met by its absence.
  const conditions = below && {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${below}#*`] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  }
  return [
    new PolicyStatement({
      sid: 'Table',
      actions: grant.table === 'write' ? [...read, ...write] : read,
      resources: [table],
      ...(conditions ? { conditions } : {}),
    }),
    // Below users alone there is something in them.
    ...(below === undefined || below === 'USER'
      ? [
          new PolicyStatement({
            sid: 'Indexes',
            actions: ['dynamodb:Query'],
            resources: indexes.map((index) => `${table}/index/${index}`),
            ...(conditions ? { conditions } : {}),
          }),
        ]
      : []),
  ]
}

function tokenStatements({ tokenKeyArn }: FunctionNames, { grant, platform }: Grantee) {
  const own = { 'kms:EncryptionContext:platform': platform ?? [...platforms] }
  return [
    new PolicyStatement({
      sid: 'Tokens',
      actions: openOrSeal(grant.tokens!),
      resources: [tokenKeyArn],
      conditions: { StringEquals: { ...own, 'kms:EncryptionContext:purpose': 'tokens' } },
    }),
    // Sealed before networks had keys: each under one of its own, with its owner in the context.
    new PolicyStatement({
      sid: 'TokensVersion1',
      actions: ['kms:Decrypt'],
      resources: [tokenKeyArn],
      conditions: {
        StringEquals: own,
        Null: { 'kms:EncryptionContext:user_id': 'false', 'kms:EncryptionContext:connection_id': 'false' },
      },
    }),
  ]
}

const openOrSeal = (right: 'open' | 'decrypt' | 'seal') =>
  right === 'seal' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt']

/** Under the same key; no token has an endpoint in its context, and no signing secret a network. */
const signingStatement = ({ tokenKeyArn }: FunctionNames, right: 'open' | 'seal') =>
  new PolicyStatement({
    sid: 'Signing',
    actions: openOrSeal(right),
    resources: [tokenKeyArn],
    conditions: {
      Null: {
        'kms:EncryptionContext:user_id': 'false',
        'kms:EncryptionContext:webhook_endpoint_id': 'false',
        'kms:EncryptionContext:platform': 'true',
      },
    },
  })

function secretStatement({ secretArns }: FunctionNames, { grant, platform }: Grantee) {
  if (grant.secrets === 'own' && !platform)
    throw new Error('a function of no network has no secret of its own')
  return new PolicyStatement({
    sid: 'AppSecrets',
    actions: ['secretsmanager:GetSecretValue'],
    resources: {
      all: () => platforms.map((each) => secretArns[each]),
      own: () => [secretArns[platform!]],
      generation: () => [secretArns.generation],
    }[grant.secrets!](),
  })
}

const sendStatement = ({ queueArnBase }: FunctionNames, grantee: Grantee) =>
  new PolicyStatement({
    sid: 'Send',
    actions: ['sqs:SendMessage'],
    resources: sentTo(grantee).map((queue) => `${queueArnBase}${queue}`),
  })

/** The queues that a grant lets its function send to, by name within the stage. */
export function sentTo({ grant, platform }: Grantee): string[] {
  const own = platform ? [platform] : platforms
  const named = {
    work: own.map(workQueue),
    commit: own.map(commitQueue),
    preflight: [preflightQueue],
    background: [backgroundQueue],
  }
  return (grant.sends ?? []).flatMap((kind) => named[kind])
}

const scheduleStatements = (stack: Stack, { scheduleGroup, schedulerRoleArn }: FunctionNames) => [
  new PolicyStatement({
    sid: 'Schedules',
    actions: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
    resources: [
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${scheduleGroup}/*` }),
    ],
  }),
  new PolicyStatement({
    sid: 'SchedulerRole',
    actions: ['iam:PassRole'],
    resources: [schedulerRoleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  }),
]

const eventStatement = (stack: Stack, { eventBusName }: FunctionNames) =>
  new PolicyStatement({
    sid: 'Events',
    actions: ['events:PutEvents'],
    resources: [stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: eventBusName })],
    conditions: { StringEquals: { 'events:source': 'creativeflow' } },
  })

/** What each right allows, by action and the prefixes it is allowed on. */
const bucketRights: Record<BucketRight, Record<string, readonly string[]>> = {
  publish: { 's3:GetObject': ['media/', assetsPrefix] },
  copy: { 's3:PutObject': ['media/'] },
  upload: { 's3:PutObject': [uploadsPrefix] },
  download: { 's3:GetObject': [assetsPrefix] },
  measure: { 's3:GetObject': [uploadsPrefix, assetsPrefix], 's3:PutObject': [assetsPrefix] },
  remove: { 's3:DeleteObject': [uploadsPrefix, assetsPrefix] },
  receive: { 's3:PutObject': [generatedPrefix] },
  erase: { 's3:DeleteObject': ['media/', uploadsPrefix, generatedPrefix, assetsPrefix] },
  collect: { 's3:GetObject': [generatedPrefix], 's3:PutObject': [assetsPrefix] },
}

function bucketStatements(
  stack: Stack,
  { bucketName }: FunctionNames,
  rights: readonly BucketRight[],
): PolicyStatement[] {
  const prefixes = new Map<string, Set<string>>()
  for (const [action, below] of rights.flatMap((right) => Object.entries(bucketRights[right])))
    prefixes.set(action, new Set([...(prefixes.get(action) ?? []), ...below]))
  return [...prefixes].map(
    ([action, below]) =>
      new PolicyStatement({
        sid: `Objects${action.replace(/^s3:(\w+)Object$/, '$1')}`,
        actions: [action],
        resources: [...below].map((prefix) =>
          stack.formatArn({
            service: 's3',
            region: '',
            account: '',
            resource: bucketName,
            resourceName: `${prefix}*`,
          }),
        ),
      }),
  )
}

/** S3 opens and makes the keys of objects in the name of who reads and writes them: for that, and for this bucket alone. */
function objectKeyStatements(
  stack: Stack,
  { bucketName, tokenKeyArn }: FunctionNames,
  rights: readonly BucketRight[],
): PolicyStatement[] {
  const actions = rights.flatMap((right) => Object.keys(bucketRights[right]))
  if (actions.every((action) => action === 's3:DeleteObject')) return []
  return [
    new PolicyStatement({
      sid: 'ObjectKeys',
      actions: ['kms:Decrypt', ...(actions.includes('s3:PutObject') ? ['kms:GenerateDataKey'] : [])],
      resources: [tokenKeyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': `s3.${stack.region}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': stack.formatArn({
            service: 's3',
            region: '',
            account: '',
            resource: bucketName,
          }),
        },
      },
    }),
  ]
}
