import { Duration } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { maxReceives, queues, visibilityFactor, workers } from '../../shared/api/workers.ts'
import { deadLetterQueue } from '../../shared/domain/queues.ts'
import { prefixOf } from '../names.ts'
import type { Stage } from '../stage-settings.ts'

/** A dead letter's age counts from its first sending: its queue keeps it longer than the others do. */
const retentionDays = 4
const deadRetentionDays = 14

/** All queues of a stage; what fails five times goes to the one dead-letter queue. */
export class StageQueues extends Construct {
  readonly deadLetters: Queue
  private readonly all: ReadonlyMap<string, Queue>

  constructor(scope: Construct, stage: Stage) {
    super(scope, 'Queues')
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
    this.deadLetters = new Queue(this, deadLetterQueue, {
      ...common,
      queueName: `${prefixOf(stage)}${deadLetterQueue}`,
      retentionPeriod: Duration.days(deadRetentionDays),
      visibilityTimeout: visibilityFor('dead-letter'),
    })
    this.all = new Map(
      queues.map(({ name, worker }) => [
        name,
        new Queue(this, name, {
          ...common,
          queueName: `${prefixOf(stage)}${name}`,
          retentionPeriod: Duration.days(retentionDays),
          visibilityTimeout: visibilityFor(worker),
          deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxReceives },
        }),
      ]),
    )
  }

  named(name: string): Queue {
    const queue = this.all.get(name)
    if (!queue) throw new Error(`there is no queue ${name}`)
    return queue
  }
}

function visibilityFor(name: string): Duration {
  const worker = workers.find((each) => each.name === name)
  if (!worker) throw new Error(`a queue names the worker ${name}, which isn't there`)
  return Duration.seconds(worker.timeoutSeconds * visibilityFactor)
}
