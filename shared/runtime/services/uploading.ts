import { once } from '../../domain/once.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { localHook } from '../local-hook.ts'
import { type Linking, linking } from './linking.ts'

export interface Uploading extends Linking {
  queues: Queues
  fetchExceptions: { origins: readonly string[] } | undefined
}

/** For the endpoint that takes files in. */
export const uploading: () => Uploading = once(() => ({
  ...linking(),
  queues: openQueues(linking().config.env.QUEUE_URL_BASE),
  fetchExceptions: localHook().fetchExceptions,
}))
