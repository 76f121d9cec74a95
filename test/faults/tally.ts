import { networks } from '../networks/table.ts'
import type { Result } from './boundaries.ts'
import { type Outcome, outcomes } from './judge.ts'

export interface Tally extends Record<Outcome, number> {
  platform: string
  scenarios: number
}

const columns: [head: string, outcome: Outcome][] = [
  ['exactly once', 'once'],
  ['failed truthfully', 'failed'],
  ['told Unknown', 'unknown'],
  ['duplicates', 'duplicate'],
  ['lost', 'lost'],
  ['stuck', 'stuck'],
  ['otherwise wrong', 'wrong'],
]
export const head = ['network', 'scenarios', ...columns.map(([name]) => name)]

export function createTally() {
  const tallies = new Map<string, Tally>()
  return {
    add({ id, outcome }: Result) {
      const platform = id.split('/')[0]!
      const none = Object.fromEntries(outcomes.map((each) => [each, 0])) as Record<Outcome, number>
      const tally = tallies.get(platform) ?? { platform, scenarios: 0, ...none }
      tally.scenarios += 1
      tally[outcome] += 1
      tallies.set(platform, tally)
    },
    /** In the order of the table of networks. */
    all: (): Tally[] => networks.flatMap(({ platform }) => tallies.get(platform) ?? []),
  }
}

export function rowsOf(tallies: readonly Tally[]): string[][] {
  const named = tallies.map((tally) => [
    networks.find(({ platform }) => platform === tally.platform)!.name,
    tally.scenarios,
    ...columns.map(([, outcome]) => tally[outcome]),
  ])
  const sums = head.slice(1).map((_, at) => named.reduce((sum, cells) => sum + Number(cells[at + 1]), 0))
  return [...named, ['all', ...sums]].map((cells) => cells.map(String))
}

export const markdown = (heads: readonly string[], rows: readonly string[][]): string =>
  [heads, heads.map((_, at) => (at === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
