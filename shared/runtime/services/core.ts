import { once } from '../../domain/once.ts'
import { now } from '../clock.ts'
import { type Config, openConfig } from '../config.ts'
import { createLogger, type Logger } from '../logger.ts'

export interface Core {
  config: Config
  log: Logger
  now(): number
}

/** What every function has. */
export const core: () => Core = once(() => {
  const config = openConfig()
  return { config, log: createLogger({ level: config.env.LOG_LEVEL, stage: config.env.STAGE }), now }
})
