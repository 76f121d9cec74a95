import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const design = join(folder, '../../../shared/design/exactly-once.md')

/** Rows of the design that no scenario holds yet, and why. */
export const without: Record<string, string> = {}

/** Ids of the rows in the design's table; undefined where the design does not lie beside this repository. */
export const designRows = (): string[] | undefined =>
  existsSync(design)
    ? [...readFileSync(design, 'utf8').matchAll(/^\| (E\d+) /gm)].map(([, row]) => row!)
    : undefined

/** The files of this folder whose tests say in their titles that they hold a row, by row in the order of numbers. */
export function heldRows(): Map<string, string[]> {
  const held = new Map<string, string[]>()
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .sort())
    for (const [, rows] of readFileSync(join(folder, file), 'utf8').matchAll(/['"`](E\d+(?:, E\d+)*):/g))
      for (const row of rows!.split(', ')) {
        const files = held.get(row) ?? []
        if (!files.includes(file)) held.set(row, [...files, file])
      }
  return new Map([...held].sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1))))
}

/** The rows and where they are held, in words. */
export const rowLines = (): string[] => [
  ...[...heldRows()].map(([row, files]) => `${row.padEnd(4)} ${files.join(', ')}`),
  ...Object.entries(without).map(([row, why]) => `${row.padEnd(4)} WITHOUT A SCENARIO: ${why}`),
]
