import type { Figure } from './figures.ts'
import type { Platform } from './platform.ts'

/** Where a verb writes what happened; one JSON line each, of known fields only. */
export interface Log {
  info(line: Record<string, unknown>): void
  warn(line: Record<string, unknown>): void
  error(line: Record<string, unknown>): void
  /** Adds to the figures of the stage, and of a network where one is named. */
  count(counted: Partial<Record<Figure, number>>, platform?: Platform): void
}
