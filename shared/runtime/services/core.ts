import { now } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { createLogger, type Logger } from '../logger.ts'

export interface Core {
  config: Config
  log: Logger
  now(): number
}

/** Builds once, at the first call: importing a handler reads and opens nothing. */
export function once<T>(build: () => T): () => T {
  let built: { value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}

/** What every function has. */
export const core: () => Core = once(() => {
  const config = readConfig()
  return { config, log: createLogger({ level: config.env.LOG_LEVEL, stage: config.env.STAGE }), now }
})
