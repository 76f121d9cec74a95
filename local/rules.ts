import { existsSync, readFileSync } from 'node:fs'
import type { WorkerSpec } from '../shared/api/workers.ts'
import type { LocalClock } from './clock.ts'
import { replaceFile } from './replace-file.ts'

const periods: Record<NonNullable<WorkerSpec['every']>, number> = {
  'rate(1 minute)': 60_000,
  'rate(1 day)': 24 * 3_600_000,
}

interface RulesOptions {
  workers: readonly WorkerSpec[]
  clock: LocalClock
  /** Keeps when each rule is next: one whose time came while nothing ran fires at the next start. */
  file?: string
  fire(worker: string): void
}

/** The rules of EventBridge that start workers by the clock. */
export function startRules({ workers, clock, file, fire }: RulesOptions): { stop(): void } {
  const kept: Record<string, number> = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const next: Record<string, number> = {}
  const cancels = new Map<string, () => void>()

  const plan = (worker: string, time: number, period: number) => {
    next[worker] = time
    const run = () => {
      plan(worker, clock.now() + period, period)
      if (file) replaceFile(file, JSON.stringify(next))
      fire(worker)
    }
    cancels.set(worker, clock.at(time, run))
  }
  for (const { name, every } of workers)
    if (every) plan(name, kept[name] ?? clock.now() + periods[every], periods[every])
  if (file) replaceFile(file, JSON.stringify(next))

  return {
    stop() {
      for (const cancel of cancels.values()) cancel()
    },
  }
}
