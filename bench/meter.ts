import type { Call } from '../local/aws/calls.ts'
import type { Invocation } from '../local/children.ts'
import type { Environment } from '../local/environment.ts'
import { onlooker } from './posts.ts'

/** What was asked of AWS in a while. */
export interface Usage {
  /** Requests by service and operation, those included that AWS makes for us: Scheduler’s sends, the queues’ polls. */
  calls: Record<string, number>
  /** The same requests, where a function waited for the answer: who made it, and when. */
  waits: { caller: string; at: number }[]
  writeUnits: number
  readUnits: number
  invocations: Invocation[]
  /** Of our own lines, and how many they are. */
  log: { lines: number; bytes: number }
}

/** Counts from now on; `read` ends it. */
export function openMeter({ aws, logs, onInvocation }: Environment): { read(): Usage } {
  aws.calls.reset()
  const invocations: Invocation[] = []
  const stop = onInvocation((invocation) => {
    if (invocation.name !== 'sweep') invocations.push(invocation)
  })
  const newest = logs.at(-1)
  return {
    read() {
      stop()
      const calls: Record<string, number> = {}
      let writeUnits = 0
      let readUnits = 0
      const waits: Usage['waits'] = []
      for (const call of aws.calls.entries.filter(isOfPosts)) {
        const name = nameOf(call)
        calls[name] = (calls[name] ?? 0) + 1
        if (!['lambda', 'scheduler'].includes(call.caller)) waits.push(call)
        writeUnits += call.capacity?.write ?? 0
        readUnits += call.capacity?.read ?? 0
      }
      const written = logs
        .slice(newest === undefined ? 0 : logs.lastIndexOf(newest) + 1)
        .filter((line) => !line.includes('"function":"sweep"'))
      const bytes = written.reduce((sum, line) => sum + Buffer.byteLength(line), 0)
      return { calls, waits, writeUnits, readUnits, invocations, log: { lines: written.length, bytes } }
    },
  }
}

/** The sweeper's turn, its line and its queries are there without any post; what it reads of jobs is not. */
const isOfPosts = ({ caller, operation }: Call): boolean =>
  caller !== onlooker && !(caller === 'sweep' && operation === 'Query')

/** Scheduler’s own sends are told apart: each is a firing, too. */
const nameOf = ({ service, operation, caller }: Call): string =>
  caller === 'scheduler' ? 'scheduler Fire' : `${service} ${operation}`
