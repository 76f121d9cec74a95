import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Bundle, childEntry } from '../lib/bundle.ts'
import { compiledIn } from './build.ts'
import type { LocalClock } from './clock.ts'
import type { FromChild, FunctionError, ToChild } from './invocation.ts'

export interface LocalFunction {
  name: string
  /** In the bundle. */
  entry: string
  /** Functions of one group share a process. */
  group: string
  timeoutSeconds: number
  memoryMb: number
  /** A gateway answers for it at the end of its time; others are killed then, as Lambda does. */
  killedAtTimeout: boolean
}

export interface Children {
  /** @throws InvocationError when the handler throws, its process ends or its time is up */
  invoke(target: LocalFunction, event: unknown): Promise<unknown>
  /** SIGKILL; what runs there is rejected, and the next invocation starts anew. */
  kill(group: string): void
  pids(): Record<string, number>
  /** How many invocations run now. */
  readonly running: number
  close(): Promise<void>
}

export interface ChildrenOptions {
  bundle: Bundle
  clock: LocalClock
  env(group: string): Record<string, string>
  fetchExceptions(): readonly string[]
  /** What is drawn every time, in place of chance. */
  chance?: number | undefined
  onLine(line: string, group: string): void
  onInvocation?(invocation: Invocation): void
  idleMs?: number
  /** As Lambda keeps them, for measuring: up for long, with the memory they may have. */
  lasting?: boolean
  /** Of worlds that are soon over. */
  brief?: boolean
}

/** One run of a function, as Lambda would bill it but for its processor, which is this machine's. */
export interface Invocation {
  name: string
  memoryMb: number
  ms: number
  cpuMs: number
}

/** The function failed, and with what; its caller sees no more than that. */
export class InvocationError extends Error {
  override name = 'InvocationError'
  readonly errorType: string
  constructor({ errorType, errorMessage }: Pick<FunctionError, 'errorType' | 'errorMessage'>) {
    super(errorMessage)
    this.errorType = errorType
  }
}

const lastingFlags = ['--max-old-space-size=200']
// Young generations of 1 MB keep an idle child at about 30 MB of its own.
export const nodeFlags = ['--max-old-space-size=96', '--max-semi-space-size=1']
// With room in them, a tenth less of the processor for lives of seconds.
const briefFlags = ['--max-old-space-size=96', '--max-semi-space-size=8']
// Of glibc: an arena per thread keeps 5 MB more of each child.
export const allocator = { MALLOC_ARENA_MAX: '1' }
// Starting one again takes 80 ms; of each that has nothing to do any more, 40 MB are freed.
const idleEndsMs = 15_000
const lastingMs = 3_600_000

/** Processes that run the bundled handlers: one per group, started when needed, ended when idle. */
export function createChildren(options: ChildrenOptions): Children {
  const { bundle, clock, lasting, idleMs = lasting ? lastingMs : idleEndsMs } = options
  /** Those that take invocations, by group; ending ones are in `all` alone. */
  const live = new Map<string, Child>()
  const all = new Set<Child>()
  let closed = false
  const forget = clock.onAdvance((offset) => {
    for (const child of all) child.send({ type: 'clock', offset })
  })

  function childOf(group: string): Child {
    const existing = live.get(group)
    if (existing) return existing
    const child = startChild(group, options, idleMs, () => {
      if (live.get(group) === child) live.delete(group)
    })
    live.set(group, child)
    all.add(child)
    child.ended.then(() => all.delete(child))
    return child
  }

  return {
    async invoke(target, event) {
      if (closed)
        throw new InvocationError({ errorType: 'Closed', errorMessage: 'the environment is closed' })
      const module = bundle.entries[target.entry]
      if (!module) throw new Error(`${target.entry} is not in the bundle`)
      return childOf(target.group).invoke(join(bundle.outdir, module.file), target, event)
    },
    kill: (group) => live.get(group)?.kill(),
    pids: () => Object.fromEntries([...live].map(([group, child]) => [group, child.pid])),
    get running() {
      return [...all].reduce((sum, child) => sum + child.running, 0)
    },
    async close() {
      closed = true
      forget()
      const children = [...all]
      for (const child of children) child.kill()
      await Promise.all(children.map((child) => child.ended))
    },
  }
}

interface Child {
  pid: number
  readonly running: number
  ended: Promise<void>
  invoke(module: string, target: LocalFunction, event: unknown): Promise<unknown>
  send(message: ToChild): void
  kill(): void
}

/** @param retire is called as soon as it takes no more invocations */
function startChild(group: string, options: ChildrenOptions, idleMs: number, retire: () => void): Child {
  const { bundle, clock } = options
  const child = fork(join(bundle.outdir, bundle.entries[childEntry]!.file), {
    execArgv: options.lasting ? lastingFlags : options.brief ? briefFlags : nodeFlags,
    env: { ...allocator, ...compiledIn(bundle), ...options.env(group) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const waiting = new Map<number, (answer: FromChild) => void>()
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  const send = (message: ToChild) => {
    // A refused send is a dead child; its exit rejects what waits.
    if (child.connected) child.send(message, () => undefined)
  }
  const kill = () => {
    retire()
    child.kill('SIGKILL')
  }
  const rest = () => {
    retire()
    if (child.connected) child.disconnect()
  }
  const reject = (id: number, errorType: string, errorMessage: string) =>
    waiting.get(id)?.({ id, cpuMs: 0, error: { errorType, errorMessage, trace: [] } })
  const overdue = new Map<number, string>()

  passLines(child, (line) => options.onLine(line, group))
  child.on('message', (answer: FromChild) => waiting.get(answer.id)?.(answer))
  const ended = new Promise<void>((resolve) => {
    const end = (how: string) => {
      clearTimeout(idle)
      retire()
      for (const id of [...waiting.keys()]) {
        const late = overdue.get(id)
        if (late) reject(id, 'Sandbox.Timedout', late)
        else reject(id, 'Runtime.ExitError', `the process of ${group} ended: ${how}`)
      }
      resolve()
    }
    child.once('exit', (code, signal) => end(signal ?? `exit status ${code}`))
    child.once('error', (error) => end(error.message))
  })
  send({
    type: 'start',
    offset: clock.offset,
    fetchExceptions: options.fetchExceptions(),
    chance: options.chance,
  })

  return {
    pid: child.pid ?? 0,
    ended,
    send,
    get running() {
      return waiting.size
    },
    kill,
    invoke(module, target, event) {
      clearTimeout(idle)
      lastId += 1
      const id = lastId
      const timeoutMs = target.timeoutSeconds * 1000
      const started = performance.now()
      return new Promise((resolve, fail) => {
        const overtime = setTimeout(() => {
          const late = `Task timed out after ${target.timeoutSeconds} seconds`
          overdue.set(id, late)
          // Taking the neighbours along is the price of a shared process; Lambda would have given each its own.
          if (target.killedAtTimeout) kill()
          else reject(id, 'Sandbox.Timedout', late)
        }, timeoutMs)
        waiting.set(id, (answer) => {
          clearTimeout(overtime)
          waiting.delete(id)
          overdue.delete(id)
          const { name, memoryMb } = target
          options.onInvocation?.({ name, memoryMb, ms: performance.now() - started, cpuMs: answer.cpuMs })
          if (waiting.size === 0) idle = setTimeout(rest, idleMs).unref()
          if ('error' in answer) fail(new InvocationError(answer.error))
          else resolve(answer.result)
        })
        const context = {
          functionName: target.name,
          awsRequestId: randomUUID(),
          memoryLimitInMB: String(target.memoryMb),
          deadline: Date.now() + timeoutMs,
        }
        send({ type: 'invoke', id, module, event, context })
      })
    },
  }
}

function passLines(child: ChildProcess, pass: (line: string) => void) {
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', pass)
}
