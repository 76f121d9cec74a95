import { once } from '../../domain/once.ts'
import type { GenerationSettings } from '../../generations/services.ts'
import { type Events, openEvents } from '../../messaging/events.ts'
import { generationSettings } from '../config.ts'
import { type Linking, linking } from './linking.ts'
import { type Receiving, receiving } from './receiving.ts'

export interface Generating extends Receiving, Linking {
  events: Events
  settings: GenerationSettings
}

/** For the worker that looks after assets and generations. */
export const generating: () => Generating = once(() => ({
  ...receiving(),
  ...linking(),
  events: openEvents(receiving().config.env.EVENT_BUS_NAME),
  settings: generationSettings(receiving().config),
}))
