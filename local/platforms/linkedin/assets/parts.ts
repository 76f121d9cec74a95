interface Part {
  etag: string
  bytes: Buffer
}

/** The parts of videos that aren't finalized yet. They wait in memory: a restart loses them. */
export interface VideoParts {
  put(urn: string, index: number, part: Part): void
  of(urn: string): Map<number, Part>
  drop(urn: string): void
}

export function videoParts(): VideoParts {
  const waiting = new Map<string, Map<number, Part>>()
  return {
    put(urn, index, part) {
      waiting.set(urn, (waiting.get(urn) ?? new Map()).set(index, part))
    },
    of: (urn) => waiting.get(urn) ?? new Map(),
    drop(urn) {
      waiting.delete(urn)
    },
  }
}
