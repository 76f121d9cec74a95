import { once } from '../../domain/once.ts'
import type { GenerationSettings } from '../../generations/services.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { generationSettings } from '../config.ts'
import { type Reading, reading } from './reading.ts'

export interface Requesting extends Reading {
  queues: Queues
  settings: GenerationSettings
}

/** For the endpoint that takes generations in. */
export const requesting: () => Requesting = once(() => ({
  ...reading(),
  queues: openQueues(reading().config.env.QUEUE_URL_BASE),
  settings: generationSettings(reading().config),
}))
