import { once } from '../../domain/once.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { type Reading, reading } from './reading.ts'

export interface Erasing extends Reading {
  queues: Queues
}

/** For the endpoint that begins to delete everything of a user. */
export const erasing: () => Erasing = once(() => ({
  ...reading(),
  queues: openQueues(reading().config.env.QUEUE_URL_BASE),
}))
