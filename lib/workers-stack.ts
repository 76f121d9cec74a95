import { Duration, Stack } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { type QueueSpec, queues, type WorkerSpec, workers } from '../shared/api/workers.ts'
import { deadLetterQueue } from '../shared/domain/queues.ts'
import type { Assets } from './assets.ts'
import { type FunctionContext, ServiceFunction } from './constructs/service-function.ts'
import { stageDashboard } from './constructs/stage-dashboard.ts'
import { feltAlarms } from './felt-alarms.ts'
import { sentTo } from './grants.ts'
import { prefixOf } from './names.ts'
import { functionNames, providedValue } from './provided.ts'
import type { Stage } from './stage-settings.ts'
import { queueAlarms, workerAlarms } from './worker-alarms.ts'

/** Batches of one queue in flight: so many keep 500 posts of one second within 0.4 s of it. */
const maxConcurrency = 100

/** The queue as the dead-letter consumer's source: there is nothing behind it. */
const deadLetters: QueueSpec = { name: deadLetterQueue, worker: 'dead-letter', batchSize: 10 }

/** The functions that no caller reaches: fed by the queues, or by the clock. */
export class WorkersStack extends Stack {
  constructor(scope: Construct, stage: Stage, assets: Assets) {
    super(scope, `CreativeflowWorkers-${stage.name}`, {
      env: { account: stage.account, region: stage.region },
      description: 'CreativeFlow: what publishes, measures and sweeps',
    })
    const context = { stage, names: functionNames(this, stage), assets }
    for (const worker of workers) this.run(worker, context)
    queueAlarms(this, context, [...queues, deadLetters])
    feltAlarms(this, context)
    if (stage.dashboard) stageDashboard(this, context, providedValue(this, stage, 'apiId'))
  }

  private run(worker: WorkerSpec, context: FunctionContext): void {
    const sources = [...queues, deadLetters].filter((queue) => queue.worker === worker.name)
    const reads = sources.map((queue) => queue.name)
    const sends = sentTo(worker)
    const { function: handler } = new ServiceFunction(this, context, {
      ...worker,
      description: startOf(worker, reads),
      readsDue: worker.every !== undefined || worker.byHand,
      reads,
      recursive: reads.some((queue) => sends.includes(queue)),
    })
    for (const { name, batchSize } of sources) {
      new EventSourceMapping(handler, `From-${name}`, {
        target: handler,
        eventSourceArn: `${context.names.queueArnBase}${name}`,
        batchSize,
        reportBatchItemFailures: true,
        maxConcurrency,
        enabled: context.stage.workersRun,
      })
    }
    if (worker.every) {
      new Rule(handler, 'Clock', {
        ruleName: `${prefixOf(context.stage)}${worker.name}`,
        description: worker.hurt,
        schedule: Schedule.expression(worker.every),
        enabled: context.stage.workersRun,
        // A turn that could not start is the next turn's work.
        targets: [new LambdaFunction(handler, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
      })
    }
    // A publish worker's crashes show as late posts, messages that wait or dead letters, which alarm.
    if (!worker.byHand && !worker.platform) workerAlarms(this, context, { worker, handler })
  }
}

const startOf = ({ every, byHand }: WorkerSpec, reads: string[]): string =>
  byHand ? 'Started by hand' : every ? `Runs at ${every}` : `Reads ${reads.join(', ')}`
