import { Duration, Size, Stack, Validations } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { BucketRight } from '../../shared/api/route.ts'
import type { Assets } from '../assets.ts'
import { functionEnvironment } from '../function-environment.ts'
import { type Grantee, statementsOf } from '../grants.ts'
import { prefixOf } from '../names.ts'
import type { FunctionNames } from '../provided.ts'
import type { Stage } from '../stage-settings.ts'
import { acknowledgeNames } from './acknowledge-names.ts'
import { removalOf } from './removal.ts'

/** What all functions of a stage are made with. */
export interface FunctionContext {
  stage: Stage
  names: FunctionNames
  assets: Assets
}

export interface ServiceFunctionProps extends Grantee {
  /** Within the stage. */
  name: string
  description: string
  /** From the project root, without extension. */
  entry: string
  timeoutSeconds: number
  memoryMb: number
  /** Queues it reads, by name within the stage. */
  reads?: readonly string[]
  /** Sends to a queue that leads back to itself: Lambda would stop the chain after about 16 hops. Claims bound it. */
  recursive?: boolean
}

/** Media pass through a file of the function; the largest of a network is 512 MB. */
const mediaDisk = Size.gibibytes(2)

const writesFiles = (right: BucketRight) => right === 'copy' || right === 'measure'

/** A function with its own files, role and log group. Its role holds exactly its grant. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction

  constructor(scope: Construct, context: FunctionContext, props: ServiceFunctionProps) {
    super(scope, props.name)
    const { stage, names, assets } = context
    const functionName = `${prefixOf(stage)}${props.name}`
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetentionDays,
      removalPolicy: removalOf(stage),
    })
    const statements = [
      new PolicyStatement({
        sid: 'Logs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      ...(stage.tracing ? [traceStatement] : []),
      ...(props.reads?.length ? [consumeStatement(names, props.reads)] : []),
      ...statementsOf(Stack.of(this), names, props),
    ]
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Of the function ${functionName} alone`,
      inlinePolicies: { grant: new PolicyDocument({ statements }) },
    })
    acknowledgeNames(role, statements)
    if (stage.tracing)
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray knows no resources: these two actions are granted as a whole or not at all.',
      })
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(assets.folderOf(props)),
      handler: `${props.entry}.handler`,
      environment: functionEnvironment(stage, names),
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb,
      role,
      logGroup,
      // Its own lines about each good run would be a third of all that is logged; CloudWatch has their figures.
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(props.grant.bucket?.some(writesFiles) ? { ephemeralStorageSize: mediaDisk } : {}),
      ...(props.recursive ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
    })
    if (stage.tracing)
      (this.function.node.defaultChild as CfnFunction).tracingConfig = { mode: Tracing.ACTIVE }
  }
}

/** Written here: the CDK would add a policy of its own. */
const traceStatement = new PolicyStatement({
  sid: 'Traces',
  actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  resources: ['*'],
})

const consumeStatement = ({ queueArnBase }: FunctionNames, queues: readonly string[]) =>
  new PolicyStatement({
    sid: 'Consume',
    actions: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueAttributes',
    ],
    resources: queues.map((queue) => `${queueArnBase}${queue}`),
  })
