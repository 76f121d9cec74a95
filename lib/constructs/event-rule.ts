import { EventField, type IEventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { eventRule } from '../../shared/api/workers.ts'
import { prefixOf } from '../names.ts'
import type { Stage } from '../stage-settings.ts'

/** Leads every event of ours to the queue of those who write it down and send it on. */
export function addEventRule(
  scope: Construct,
  stage: Stage,
  { bus, queue }: { bus: IEventBus; queue: Queue },
) {
  const { source, kind } = eventRule
  new Rule(scope, 'EventRule', {
    ruleName: `${prefixOf(stage)}events`,
    description: 'Every event, for the lists and webhooks of its user',
    eventBus: bus,
    eventPattern: { source: [source] },
    targets: [
      new SqsQueue(queue, {
        message: RuleTargetInput.fromObject({
          kind,
          type: EventField.detailType,
          detail: EventField.fromPath('$.detail'),
        }),
      }),
    ],
  })
}
