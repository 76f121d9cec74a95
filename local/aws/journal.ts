import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'

export interface Journal<Entry> {
  /** Returns when the entries are with the operating system; after a SIGKILL all or none of them are there. */
  append(...entries: Entry[]): void
  close(): void
}

const rewriteAfterBytes = 4 * 1024 * 1024

/** What a journal says, oldest first. */
export function readJournal<Entry>(file: string): Entry[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  lines.pop() // '' after the last newline, or a line torn by a crash, of which nobody was told
  return lines.flatMap((line) => JSON.parse(line) as Entry[])
}

/** Begins the file anew from `snapshot`, now and whenever it has outgrown what it stands for. */
export function startJournal<Entry>(file: string, snapshot: () => Iterable<Entry>): Journal<Entry> {
  let descriptor = -1
  let grown = 0
  let base = 0

  function rewrite() {
    if (descriptor !== -1) closeSync(descriptor)
    let text = ''
    for (const entry of snapshot()) text += `${JSON.stringify([entry])}\n`
    writeFileSync(`${file}.new`, text, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    descriptor = openSync(file, 'a', 0o600)
    base = text.length
    grown = 0
  }

  rewrite()
  return {
    append(...entries) {
      // Before, not after: the snapshot may not hold these entries yet.
      if (grown > Math.max(rewriteAfterBytes, base)) rewrite()
      const line = `${JSON.stringify(entries)}\n`
      appendFileSync(descriptor, line)
      grown += line.length
    },
    close() {
      closeSync(descriptor)
      descriptor = -1
    },
  }
}
