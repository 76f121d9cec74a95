import { networks } from '../networks/table.ts'
import type { EnduranceReport } from './endurance.ts'

export const enduranceHead = [
  'network',
  'jobs',
  'exactly once',
  'failed truthfully',
  'duplicates',
  'lost',
  'stuck',
]

/** A row for each network, and their sums. */
export function enduranceRows({ byNetwork }: EnduranceReport): string[][] {
  const rows = networks.flatMap(({ platform, name }): [string, ...number[]][] => {
    const tally = byNetwork[platform]
    if (!tally) return []
    const { scenarios, exactlyOnce, failedTruthfully, duplicates, lost, stuck } = tally
    return [[name, scenarios, exactlyOnce, failedTruthfully, duplicates, lost, stuck]]
  })
  const sums = enduranceHead
    .slice(1)
    .map((_, at) => rows.reduce((sum, cells) => sum + Number(cells[at + 1]), 0))
  return [...rows, ['all', ...sums]].map((cells) => cells.map(String))
}

/** What the run went through, in a sentence. */
export function enduranceWords({
  kills,
  killsWhileStarting,
  readyMs,
  repeats,
  seconds,
}: EnduranceReport): string {
  const ready = readyMs.toSorted((a, b) => a - b)
  const median = Math.round(ready[Math.floor(ready.length / 2)] ?? 0)
  return `${kills} kills, ${killsWhileStarting} of them while starting; ready again after ${median} ms (median), ${Math.round(ready.at(-1) ?? 0)} ms at most; ${repeats} repeats by the client; ${Math.round(seconds)} s.`
}
