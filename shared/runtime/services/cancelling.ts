import { once } from '../../domain/once.ts'
import { type Events, openEvents } from '../../messaging/events.ts'
import { type Accepting, accepting } from './accepting.ts'

export interface Cancelling extends Accepting {
  events: Events
}

/** For what ends jobs without asking their network. */
export const cancelling: () => Cancelling = once(() => ({
  ...accepting(),
  events: openEvents(accepting().config.env.EVENT_BUS_NAME),
}))
