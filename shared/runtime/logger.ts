import { figuresLine } from '../domain/figures.ts'
import type { Log } from '../domain/log.ts'

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
  'generation_id',
  'event_id',
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

export interface Logger extends Log {
  debug(line: Record<string, unknown>): void
  /** The same logger with fields on every line. */
  with(fields: Record<string, unknown>): Logger
}

/** One JSON line per call, of the allowed fields only. Figures are written at every level, bare: they cost by the byte. */
export function createLogger(
  { level, stage }: { level: Level; stage: string },
  fixed: Record<string, unknown> = {},
): Logger {
  const write = (at: Level) => (line: Record<string, unknown>) => {
    if (order[at] < order[level]) return
    const fields = Object.entries({ ...fixed, ...line }).filter(
      ([name, value]) => allowed.has(name) && value !== undefined,
    )
    print({ level: at, time: new Date().toISOString(), ...Object.fromEntries(fields) })
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    count(counted, platform) {
      print(figuresLine(counted, { stage, platform, at: Date.now() }))
    },
    with: (fields) => createLogger({ level, stage }, { ...fixed, ...fields }),
  }
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/** What may be said of an unexpected error: its name, message and where. Messages of ours carry no secret. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        error: `${error.name}: ${error.message}`.slice(0, 500),
        stack: error.stack?.split('\n').slice(1, 6).join('\n'),
      }
    : { error: String(error).slice(0, 500) }
