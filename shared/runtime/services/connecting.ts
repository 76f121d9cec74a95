import { once } from '../../domain/once.ts'
import { type Events, openEvents } from '../../messaging/events.ts'
import { type Envelopes, openEnvelopes } from '../../security/envelope.ts'
import { tokenKeysIn } from '../../storage/token-keys.ts'
import { type Networks, openNetworks } from '../networks.ts'
import { type Reading, reading } from './reading.ts'

export interface Connecting extends Reading {
  envelopes: Envelopes
  networks: Networks
  events: Events
}

/** For what handles tokens or speaks to a network. */
export const connecting: () => Connecting = once(() => {
  const base = reading()
  return {
    ...base,
    envelopes: openEnvelopes({
      keyId: base.config.env.KMS_KEY_ID,
      standing: tokenKeysIn(base.table),
      now: base.now,
    }),
    networks: openNetworks(base),
    events: openEvents(base.config.env.EVENT_BUS_NAME),
  }
})
