import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { prefixOf } from './names.ts'
import type { Stage } from './stage-settings.ts'

/** What SQS says of a queue in five minutes; the greatest value by default. */
export const queueMetric = (
  stage: Stage,
  queue: string,
  metricName: string,
  statistic: string = Stats.MAXIMUM,
): Metric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: `${prefixOf(stage)}${queue}` },
    statistic,
    period: Duration.minutes(5),
  })
