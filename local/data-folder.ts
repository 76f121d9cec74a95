import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createLocalClock, type LocalClock } from './clock.ts'
import { replaceFile } from './replace-file.ts'

export interface DataFolder {
  /** Null: nothing is kept. */
  kept: string | null
  /** A place below it, or below a temporary folder. */
  place(name: string): string
  /** The clock as far ahead as it was when this folder was last used. */
  clock(): LocalClock
  close(): void
}

export function openDataFolder(dataDir: string | null | undefined): DataFolder {
  const kept = dataDir ? resolve(dataDir) : null
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'creativeflow-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  return {
    kept,
    place: (name) => join(folder, name),
    clock() {
      const file = join(folder, 'clock.json')
      const offset = existsSync(file)
        ? (JSON.parse(readFileSync(file, 'utf8')) as { offset: number }).offset
        : 0
      const clock = createLocalClock(offset)
      if (kept) clock.onAdvance((next) => replaceFile(file, JSON.stringify({ offset: next })))
      return clock
    },
    close() {
      if (!kept) rmSync(folder, { recursive: true, force: true })
    },
  }
}
