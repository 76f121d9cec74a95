import { once } from '../../domain/once.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { localHook } from '../local-hook.ts'
import { type Keeping, keeping } from './keeping.ts'

export interface Storing extends Keeping {
  queues: Queues
  fetchExceptions: { origins: readonly string[] } | undefined
}

/** For what makes, measures and removes files. */
export const storing: () => Storing = once(() => ({
  ...keeping(),
  queues: openQueues(keeping().config.env.QUEUE_URL_BASE),
  fetchExceptions: localHook().fetchExceptions,
}))
