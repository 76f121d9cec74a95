import { deadLetterQueue } from '../../api/workers.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { openSchedules, type Schedules } from '../../messaging/schedules.ts'
import { once } from './core.ts'
import { type Reading, reading } from './reading.ts'

export interface Accepting extends Reading {
  queues: Queues
  schedules: Schedules
}

/** For endpoints that take work in. */
export const accepting: () => Accepting = once(() => {
  const { env } = reading().config
  return {
    ...reading(),
    queues: openQueues(env.QUEUE_URL_BASE),
    schedules: openSchedules({
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULER_ROLE_ARN,
      queueArnBase: env.QUEUE_ARN_BASE,
      deadLetterQueue,
    }),
  }
})
