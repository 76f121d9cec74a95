import { once } from '../../domain/once.ts'
import { deadLetterQueue } from '../../domain/queues.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { openSchedules, type Schedules } from '../../messaging/schedules.ts'
import type { PublishingSettings } from '../../publishing/services.ts'
import { publishingSettings } from '../config.ts'
import { localHook } from '../local-hook.ts'
import { type Reading, reading } from './reading.ts'

export interface Accepting extends Reading {
  queues: Queues
  schedules: Schedules
  chance(): number
  settings: PublishingSettings
  fetchExceptions: { origins: readonly string[] } | undefined
}

/** For endpoints that take work in. */
export const accepting: () => Accepting = once(() => {
  const { env } = reading().config
  return {
    ...reading(),
    settings: publishingSettings(reading().config),
    chance: localHook().chance ?? Math.random,
    fetchExceptions: localHook().fetchExceptions,
    queues: openQueues(env.QUEUE_URL_BASE),
    schedules: openSchedules({
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULER_ROLE_ARN,
      queueArnBase: env.QUEUE_ARN_BASE,
      deadLetterQueue,
    }),
  }
})
