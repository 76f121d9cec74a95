import { Stack } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import { platforms } from '../../shared/domain/platform.ts'
import { deadLetterQueue, workQueue } from '../../shared/domain/queues.ts'
import { prefixOf } from '../names.ts'
import type { Stage } from '../stage-settings.ts'

/** The group of one-time schedules, and the role in which they send to the work queues. */
export class PostSchedules extends Construct {
  readonly groupName: string
  readonly role: Role

  constructor(scope: Construct, stage: Stage, queueArnBase: string) {
    super(scope, 'Schedules')
    const stack = Stack.of(this)
    this.groupName = `${prefixOf(stage)}posts`
    new CfnScheduleGroup(this, 'Group', { name: this.groupName })
    this.role = new Role(this, 'Role', {
      description: `Schedules of stage ${stage.name} send in it`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: this.groupName,
            }),
          },
        },
      }),
      inlinePolicies: {
        send: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'Send',
              actions: ['sqs:SendMessage'],
              // What a schedule cannot deliver goes to the dead letters.
              resources: [...platforms.map(workQueue), deadLetterQueue].map(
                (queue) => `${queueArnBase}${queue}`,
              ),
            }),
          ],
        }),
      },
    })
  }
}
