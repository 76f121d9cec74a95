import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file for its owner alone; whoever is cut off half-way leaves the old one whole. */
export function replaceFile(path: string, text: string | Buffer): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
