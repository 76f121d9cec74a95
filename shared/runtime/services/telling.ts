import { once } from '../../domain/once.ts'
import { type Events, openEvents } from '../../messaging/events.ts'
import { type Reading, reading } from './reading.ts'

export interface Telling extends Reading {
  events: Events
}

/** For what only moves items and tells of it. */
export const telling: () => Telling = once(() => ({
  ...reading(),
  events: openEvents(reading().config.env.EVENT_BUS_NAME),
}))
