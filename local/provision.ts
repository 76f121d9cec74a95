import { eventRule, maxReceives, visibilityFactor } from '../shared/api/workers.ts'
import { assetsPrefix, uploadsPrefix } from '../shared/domain/asset.ts'
import { backgroundQueue } from '../shared/domain/queues.ts'
import type { LocalAws } from './aws/index.ts'
import { createTable } from './create-table.ts'
import type { Service } from './service.ts'

const name = 'creativeflow-local'

/** Makes what the data stack makes in the cloud; what is there already stays. @returns its names as configuration */
export async function provision(aws: LocalAws, service: Service): Promise<Record<string, string>> {
  await createTable(aws, name)
  aws.s3.createBucket(name)
  aws.scheduler.createGroup(name)
  const { arn: keyArn } = aws.kms.createKey({ alias: `alias/${name}` })
  const visibility = (worker: string) => {
    const timeout = service.workers.find((each) => each.name === worker)?.timeoutSeconds
    if (timeout === undefined) throw new Error(`a queue names the worker ${worker}, which isn't there`)
    return timeout * visibilityFactor
  }
  const { deadLetters } = service
  const dead = aws.sqs.createQueue({
    name: deadLetters.name,
    visibilityTimeout: visibility(deadLetters.worker),
  })
  for (const queue of service.queues) {
    aws.sqs.createQueue({
      name: queue.name,
      visibilityTimeout: visibility(queue.worker),
      maxReceiveCount: maxReceives,
      deadLetter: deadLetters.name,
    })
  }
  if (service.queues.some((queue) => queue.name === backgroundQueue))
    aws.s3.notify(name, { prefix: uploadsPrefix, queue: backgroundQueue })
  if (service.queues.some((queue) => queue.name === eventRule.queue))
    aws.events.putRule({
      bus: name,
      source: eventRule.source,
      resource: eventRule.resource,
      queue: eventRule.queue,
      transform: (event) => ({ kind: eventRule.kind, type: event['detail-type'], detail: event.detail }),
    })
  return {
    STAGE: 'local',
    TABLE_NAME: name,
    BUCKET_NAME: name,
    BUCKET_URL: `${aws.endpoint}/${name}`,
    KMS_KEY_ID: keyArn,
    QUEUE_URL_BASE: dead.url.slice(0, -deadLetters.name.length),
    QUEUE_ARN_BASE: dead.arn.slice(0, -deadLetters.name.length),
    SCHEDULE_GROUP: name,
    SCHEDULER_ROLE_ARN: `arn:aws:iam::000000000000:role/${name}-scheduler`,
    EVENT_BUS_NAME: name,
  }
}

/** Where the public distribution reads from. */
export const publicPrefix = name
export const publicFolders = ['media/', assetsPrefix]
