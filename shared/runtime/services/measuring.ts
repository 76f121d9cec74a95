import { once } from '../../domain/once.ts'
import { type Events, openEvents } from '../../messaging/events.ts'
import type { PublishingSettings } from '../../publishing/services.ts'
import { publishingSettings } from '../config.ts'
import { type Storing, storing } from './storing.ts'

export interface Measuring extends Storing {
  events: Events
  settings: PublishingSettings
}

/** For the worker that fetches and measures the files of posts. */
export const measuring: () => Measuring = once(() => ({
  ...storing(),
  events: openEvents(storing().config.env.EVENT_BUS_NAME),
  settings: publishingSettings(storing().config),
}))
