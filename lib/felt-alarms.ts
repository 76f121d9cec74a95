import { Duration, type Stack } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { hurtAlarm } from './constructs/hurt-alarm.ts'
import type { FunctionContext } from './constructs/service-function.ts'
import { figureMetric } from './figure-metric.ts'

/** Alarms on what people feel, whatever its cause. */
export function feltAlarms(stack: Stack, context: FunctionContext): void {
  const { stage } = context
  hurtAlarm(stack, context, {
    name: 'late-posts',
    metric: figureMetric(stage, 'late'),
    threshold: 3,
    hurt: 'People’s posts go out late, or not at all.',
    sign: 'three posts went out more than a minute after their time, or missed it, within five minutes',
  })
  hurtAlarm(stack, context, {
    name: 'unsure-outcomes',
    metric: figureMetric(stage, 'unsure'),
    threshold: 1,
    hurt: 'People cannot tell whether their post is live, and may send it twice.',
    sign: 'a post ended as Unknown, or was made without a job that names it',
  })
  hurtAlarm(stack, context, {
    name: 'reauth-wave',
    metric: figureMetric(stage, 'needs_reauth', { period: Duration.hours(1) }),
    threshold: 10,
    hurt: 'Many people must connect their accounts again before anything of theirs goes out.',
    sign: 'the networks ended the access to ten accounts within an hour',
  })
  hurtAlarm(stack, context, {
    name: 'throttles',
    // Without a function's name: what is used up is the account's, and any function of it may use it up.
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    }),
    threshold: 10,
    hurt: 'People get 503 instead of answers, and posts are late.',
    sign: 'Lambda refused to start functions of this account ten times within five minutes',
  })
}
