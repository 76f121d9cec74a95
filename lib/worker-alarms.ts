import { Duration, type Stack } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { type QueueSpec, type WorkerSpec, workers } from '../shared/api/workers.ts'
import { deadLetterQueue } from '../shared/domain/queues.ts'
import { hurtAlarm } from './constructs/hurt-alarm.ts'
import type { FunctionContext } from './constructs/service-function.ts'
import { prefixOf } from './names.ts'

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

/** One alarm per queue about its oldest message, and one about dead letters. */
export function queueAlarms(stack: Stack, context: FunctionContext, queues: readonly QueueSpec[]): void {
  const metric = (queue: QueueSpec, metricName: string) =>
    new Metric({
      namespace: 'AWS/SQS',
      metricName,
      dimensionsMap: { QueueName: `${prefixOf(context.stage)}${queue.name}` },
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(5),
    })
  for (const queue of queues) {
    const hurt = workers.find((worker) => worker.name === queue.worker)!.hurt
    hurtAlarm(stack, context, {
      name: `${queue.name}-age`,
      metric: metric(queue, 'ApproximateAgeOfOldestMessage'),
      threshold: tooOld.toSeconds(),
      hurt,
      sign: `a message waits in ${queue.name} for ${tooOld.toMinutes()} minutes`,
    })
    if (queue.name !== deadLetterQueue) continue
    hurtAlarm(stack, context, {
      name: `${queue.name}-depth`,
      metric: metric(queue, 'ApproximateNumberOfMessagesVisible'),
      threshold: 1,
      hurt,
      sign: 'there are dead letters',
    })
  }
}
