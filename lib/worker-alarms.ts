import { Duration, type Stack } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { type QueueSpec, queues, type WorkerSpec, workers } from '../shared/api/workers.ts'
import { deadLetterQueue } from '../shared/domain/queues.ts'
import { hurtAlarm } from './constructs/hurt-alarm.ts'
import type { FunctionContext } from './constructs/service-function.ts'
import { queueMetric } from './queue-metric.ts'

/** Messages may be delayed 15 minutes on purpose. */
const tooOld = Duration.minutes(20)

/** Failed messages are returned to their queue and no error: what counts here is a crash or a timeout. */
export function workerAlarms(
  stack: Stack,
  context: FunctionContext,
  { worker, handler }: { worker: WorkerSpec; handler: IFunction },
): void {
  hurtAlarm(stack, context, {
    name: `${worker.name}-errors`,
    metric: handler.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM }),
    threshold: 1,
    hurt: worker.hurt,
    sign: `${worker.name} crashed or ran out of time`,
  })
}

/**
 * One alarm per worker about the oldest message of what feeds it, and one about dead letters. What stands in a second
 * queue of the same worker (`commit-…`) the sweeper sends again through the first; and a dead letter alarms at once.
 */
export function queueAlarms(stack: Stack, context: FunctionContext, watched: readonly QueueSpec[]): void {
  for (const queue of watched) {
    const { hurt } = workers.find((worker) => worker.name === queue.worker)!
    if (queue.name === deadLetterQueue)
      hurtAlarm(stack, context, {
        name: queue.name,
        // Its worker takes them within a second: how many lie there would be 0 each minute it is looked at.
        metric: queueMetric(context.stage, queue.name, 'NumberOfMessagesReceived', Stats.SUM),
        threshold: 1,
        hurt,
        sign: 'a message failed five times',
      })
    else if (isFirstOfItsWorker(queue))
      hurtAlarm(stack, context, {
        name: `${queue.name}-age`,
        metric: queueMetric(context.stage, queue.name, 'ApproximateAgeOfOldestMessage'),
        threshold: tooOld.toSeconds(),
        hurt,
        sign: `a message waits in ${queue.name} for ${tooOld.toMinutes()} minutes`,
        runbook: 'queue-age',
      })
  }
}

/** Whether the age of its oldest message is watched. */
export const isFirstOfItsWorker = (queue: QueueSpec): boolean =>
  queues.find(({ worker }) => worker === queue.worker)?.name === queue.name
