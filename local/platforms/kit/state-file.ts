import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const debounceMs = 50

export interface StateFile<T> {
  read(): T | undefined
  /** Writes what `value` gives within 50 ms. */
  soon(value: () => T): void
  /** Writes what is waiting; later changes, by requests still delayed, are not kept. */
  close(): void
}

/** State in one JSON file of mode 0600, replaced as a whole; without a path nothing is kept. */
export function stateFile<T>(path: string | undefined): StateFile<T> {
  let waiting: (() => T) | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!path || !waiting) return
    const text = JSON.stringify(waiting())
    waiting = undefined
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const draft = `${path}.${process.pid}.tmp`
    writeFileSync(draft, text, { mode: 0o600 })
    chmodSync(draft, 0o600)
    renameSync(draft, path)
  }
  return {
    read() {
      if (!path) return undefined
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as T
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw new Error(`the simulator's state in ${path} can't be read`, { cause: error })
      }
    },
    soon(value) {
      if (!path || closed) return
      waiting = value
      timer ??= setTimeout(flush, debounceMs).unref()
    },
    close() {
      flush()
      closed = true
    },
  }
}
