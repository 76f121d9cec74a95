import { EventField, type IEventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { eventRule } from '../../shared/api/workers.ts'
import { prefixOf } from '../names.ts'
import type { Stage } from '../stage-settings.ts'

/** Leads events to the queue of those who send them on. */
export function addEventRule(
  scope: Construct,
  stage: Stage,
  { bus, queue }: { bus: IEventBus; queue: Queue },
) {
  const { source, resource, kind } = eventRule
  new Rule(scope, 'EventRule', {
    ruleName: `${prefixOf(stage)}events`,
    description: 'Every event that endpoints of its user want',
    eventBus: bus,
    eventPattern: { source: [source], resources: [resource] },
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
