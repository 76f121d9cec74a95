export interface LoggedRequest {
  at: string
  method: string
  route: string
  /** Without the query, where tokens may stand. */
  path: string
  /** 0 when no answer was given. */
  status: number
  acted: boolean
}

export interface RequestLog {
  add(entry: LoggedRequest): LoggedRequest
  entries(): LoggedRequest[]
  clear(): void
}

/** The latest requests that reached the network. */
export function requestLog(capacity = 10_000): RequestLog {
  let entries: LoggedRequest[] = []
  return {
    add(entry) {
      entries.push(entry)
      if (entries.length > capacity * 1.1) entries = entries.slice(-capacity)
      return entry
    },
    entries: () => entries.slice(-capacity),
    clear() {
      entries = []
    },
  }
}
