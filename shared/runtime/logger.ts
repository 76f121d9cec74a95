type Level = 'debug' | 'info' | 'warn' | 'error'

const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** Fields a line may carry. Everything else is left out, so that no secret can be logged by accident. */
const allowed = new Set([
  'msg',
  'correlation_id',
  'function',
  'route',
  'method',
  'status',
  'ms',
  'user_id',
  'job_id',
  'asset_id',
  'kind',
  'connection_id',
  'platform',
  'origin',
  'code',
  'class',
  'row',
  'to',
  'from',
  'wake',
  'queue',
  'message_id',
  'attempt_id',
  'post_id',
  'lateness_ms',
  'count',
  'reason',
  'error',
  'stack',
  'network_status',
  'network_code',
  'network_message',
  'request_id',
])

export interface Logger {
  debug(line: Record<string, unknown>): void
  info(line: Record<string, unknown>): void
  warn(line: Record<string, unknown>): void
  error(line: Record<string, unknown>): void
  /** The same logger with fields on every line. */
  with(fields: Record<string, unknown>): Logger
}

/** One JSON line per call, of the allowed fields only. */
export function createLogger(level: Level, fixed: Record<string, unknown> = {}): Logger {
  const write = (at: Level) => (line: Record<string, unknown>) => {
    if (order[at] < order[level]) return
    const fields = Object.entries({ ...fixed, ...line }).filter(
      ([name, value]) => allowed.has(name) && value !== undefined,
    )
    process.stdout.write(
      `${JSON.stringify({ level: at, time: new Date(Date.now()).toISOString(), ...Object.fromEntries(fields) })}\n`,
    )
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => createLogger(level, { ...fixed, ...fields }),
  }
}

/** What may be said of an unexpected error: its name, message and where. Messages of ours carry no secret. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        error: `${error.name}: ${error.message}`.slice(0, 500),
        stack: error.stack?.split('\n').slice(1, 6).join('\n'),
      }
    : { error: String(error).slice(0, 500) }
