import { type ChildProcess, fork } from 'node:child_process'
import type { Result } from './boundaries.ts'
import { nameOf, type Task } from './tasks.ts'
import type { Told } from './world-process.ts'

interface Listening {
  onResult(result: Result): void
  onDone(): void
}

/** Runs tasks in as many processes as there are worlds. @returns what could not be run, in words */
export async function runTasks(
  tasks: readonly Task[],
  { worlds, onResult, onDone }: { worlds: number } & Listening,
): Promise<string[]> {
  const waiting = [...tasks]
  const failures: string[] = []

  const work = async () => {
    let child: ChildProcess | undefined
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      child ??= fork(new URL('world-process.ts', import.meta.url), {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const failure = await runIn(child, task, onResult)
      if (failure !== undefined) failures.push(`${nameOf(task)}: ${failure}`)
      if (!child.connected) child = undefined
      onDone()
    }
    if (!child) return
    const gone = new Promise((resolve) => child!.once('exit', resolve))
    child.disconnect()
    await gone
  }
  await Promise.all(Array.from({ length: worlds }, work))
  return failures
}

/** @returns why it could not be run to its end */
function runIn(
  child: ChildProcess,
  task: Task,
  onResult: (result: Result) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const exited = (code: number | null, signal: string | null) =>
      end(`its process ended: ${signal ?? `exit status ${code}`}`)
    const heard = (told: Told) => ('result' in told ? onResult(told.result) : end(told.failed))
    const end = (failure?: string) => {
      child.off('exit', exited)
      child.off('message', heard)
      resolve(failure)
    }
    child.on('exit', exited)
    child.on('message', heard)
    child.send(task)
  })
}
