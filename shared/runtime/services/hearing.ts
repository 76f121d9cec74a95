import { once } from '../../domain/once.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { type Connecting, connecting } from './connecting.ts'

export interface Hearing extends Connecting {
  queues: Queues
}

/** For what the networks call. */
export const hearing: () => Hearing = once(() => ({
  ...connecting(),
  queues: openQueues(connecting().config.env.QUEUE_URL_BASE),
}))
