/** Uploaded or fetched bytes, kept in memory for the feed; the oldest go when it is full. */
export interface FileShelf {
  put(key: string, mime: string, bytes: Buffer): void
  get(key: string): { mime: string; bytes: Buffer } | undefined
  delete(key: string): void
  clear(): void
}

export function fileShelf(capacity = 128 * 1024 * 1024): FileShelf {
  const files = new Map<string, { mime: string; bytes: Buffer }>()
  let held = 0
  const drop = (key: string) => {
    held -= files.get(key)?.bytes.length ?? 0
    files.delete(key)
  }
  return {
    put(key, mime, bytes) {
      drop(key)
      if (bytes.length > capacity) return
      files.set(key, { mime, bytes })
      held += bytes.length
      for (const oldest of files.keys()) {
        if (held <= capacity) break
        drop(oldest)
      }
    },
    get: (key) => files.get(key),
    delete: drop,
    clear() {
      files.clear()
      held = 0
    },
  }
}
