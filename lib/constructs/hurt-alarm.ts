import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { prefixOf } from '../names.ts'
import type { FunctionNames } from '../provided.ts'
import type { FunctionContext } from './service-function.ts'

export interface HurtAlarmProps {
  /** Within the stage. */
  name: string
  metric: IMetric
  /** Reached or passed in one period. */
  threshold: number
  /** Who is hurt, in a sentence. */
  hurt: string
  /** What was seen. */
  sign: string
  /** Its section of the runbook; the alarm's name by default. */
  runbook?: string
}

/** An alarm whose mail begins with who is hurt, and ends with where it says what to do. */
export function hurtAlarm(scope: Construct, { stage, names }: FunctionContext, props: HurtAlarmProps): Alarm {
  const alarm = new Alarm(scope, `Alarm-${props.name}`, {
    alarmName: `${prefixOf(stage)}${props.name}`,
    alarmDescription: `${props.hurt} Seen: ${props.sign}. What to do: ${stage.runbookUrl ?? 'docs/runbook.md'}#${props.runbook ?? props.name}`,
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  alarm.addAlarmAction(new SnsAction(topicIn(scope, names)))
  return alarm
}

const topicIn = (scope: Construct, { alarmTopicArn }: FunctionNames): ITopic =>
  (scope.node.tryFindChild('AlarmTopic') as ITopic | undefined) ??
  Topic.fromTopicArn(scope, 'AlarmTopic', alarmTopicArn)
