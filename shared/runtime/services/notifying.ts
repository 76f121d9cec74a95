import { once } from '../../domain/once.ts'
import { openEvents } from '../../messaging/events.ts'
import { openQueues } from '../../messaging/queues.ts'
import type { DeliveryServices } from '../../notifications/services.ts'
import { openEnvelopes } from '../../security/envelope.ts'
import { tokenKeysIn } from '../../storage/token-keys.ts'
import { localHook } from '../local-hook.ts'
import { type Reading, reading } from './reading.ts'

export interface Notifying extends Reading, Omit<DeliveryServices, keyof Reading> {}

/** For what looks after webhook endpoints and sends to them. */
export const notifying: () => Notifying = once(() => {
  const base = reading()
  const { env } = base.config
  return {
    ...base,
    envelopes: openEnvelopes({ keyId: env.KMS_KEY_ID, standing: tokenKeysIn(base.table), now: base.now }),
    queues: openQueues(env.QUEUE_URL_BASE),
    events: openEvents(env.EVENT_BUS_NAME),
    fetchExceptions: localHook().fetchExceptions,
  }
})
