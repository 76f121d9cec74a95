import { CfnOutput, Stack } from 'aws-cdk-lib'
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { eventRule } from '../shared/api/workers.ts'
import { backgroundQueue } from '../shared/domain/queues.ts'
import { consoleOutputs } from './console-outputs.ts'
import { alarmTopic } from './constructs/alarm-topic.ts'
import { appSecrets } from './constructs/app-secrets.ts'
import { addEventRule } from './constructs/event-rule.ts'
import { MediaStore } from './constructs/media-store.ts'
import { PostSchedules } from './constructs/post-schedules.ts'
import { removalOf } from './constructs/removal.ts'
import { StageQueues } from './constructs/stage-queues.ts'
import { StateTable } from './constructs/state-table.ts'
import { userPool } from './constructs/user-pool.ts'
import { corsOf } from './cors.ts'
import { prefixOf, secretsPrefixOf } from './names.ts'
import { provide } from './provided.ts'
import type { Stage } from './stage-settings.ts'

/** Everything that holds state. The other stacks can be destroyed and deployed again without losing any. */
export class DataStack extends Stack {
  constructor(scope: Construct, stage: Stage) {
    super(scope, `CreativeflowData-${stage.name}`, {
      env: { account: stage.account, region: stage.region },
      description: 'CreativeFlow: what holds state',
      terminationProtection: stage.deletionProtection,
    })
    const { table } = new StateTable(this, stage)
    const queues = new StageQueues(this, stage)
    const tokenKey = new Key(this, 'TokenKey', {
      description: `Wraps the keys of the tokens and of the media of stage ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy: removalOf(stage),
    })
    const media = new MediaStore(this, stage, { arrivals: queues.named(backgroundQueue), key: tokenKey })
    const queueArnBase = this.formatArn({ service: 'sqs', resource: prefixOf(stage) })
    const schedules = new PostSchedules(this, stage, queueArnBase)
    const bus = new EventBus(this, 'Events', { eventBusName: `${prefixOf(stage)}events` })
    addEventRule(this, stage, { bus, queue: queues.named(eventRule.queue) })
    // Its address is registered at the networks as where they send people back: it outlives the API's functions.
    const api = new HttpApi(this, 'Address', {
      apiName: `${prefixOf(stage)}api`,
      createDefaultStage: false,
      corsPreflight: corsOf(stage),
    })
    const serviceBaseUrl = stage.serviceDomain ? `https://${stage.serviceDomain.name}` : api.apiEndpoint
    const pool = stage.cognito && userPool(this, stage, stage.cognito)
    provide(this, stage, {
      tableName: stage.restoredTable ?? table.tableName,
      bucketName: media.bucket.bucketName,
      bucketUrl: `https://${media.bucket.bucketRegionalDomainName}`,
      tokenKeyArn: tokenKey.keyArn,
      queueUrlBase: `https://sqs.${this.region}.${this.urlSuffix}/${this.account}/${prefixOf(stage)}`,
      queueArnBase,
      scheduleGroup: schedules.groupName,
      schedulerRoleArn: schedules.role.roleArn,
      eventBusName: bus.eventBusName,
      secretsPrefix: secretsPrefixOf(stage),
      secretArns: appSecrets(this, stage),
      apiId: api.apiId,
      pool,
      serviceBaseUrl,
      publicAssetBaseUrl: media.baseUrl,
      alarmTopicArn: alarmTopic(this, stage).topicArn,
    })
    new CfnOutput(this, 'ServiceBaseUrl', { value: serviceBaseUrl })
    new CfnOutput(this, 'PublicAssetBaseUrl', { value: media.baseUrl })
    if (stage.assetDomain) new CfnOutput(this, 'AssetDomainTarget', { value: media.domainTarget })
    consoleOutputs(this, stage, serviceBaseUrl)
  }
}
