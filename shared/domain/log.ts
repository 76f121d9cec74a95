/** Where a verb writes what happened; one JSON line each, of known fields only. */
export interface Log {
  info(line: Record<string, unknown>): void
  warn(line: Record<string, unknown>): void
  error(line: Record<string, unknown>): void
}
