import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Started<Ready> {
  /** What its line says; rejected when it ends before. */
  ready: Promise<Ready>
  readonly alive: boolean
  /** The end of what it said. */
  output(): string
  /** SIGKILL to it and everything it started; returns when none of it is left. */
  kill(): Promise<void>
}

/** What `npm run dev` and `npm run simulators` start, in a process group of its own. */
export function startProcess<Ready>(script: string, env: NodeJS.ProcessEnv): Started<Ready> {
  const child = spawn(process.execPath, ['--import', './bin/prepare.mjs', script], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // It is no child of ours by its group: without this it would outlive us.
  const killWithUs = () => killGroup(child)
  process.once('exit', killWithUs)
  let output = ''
  // Its children hold the output open: closed means that they have ended as well.
  const closed = once(child, 'close')
  const ready = new Promise<Ready>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on('line', (line) => {
        output = `${output}${line}\n`.slice(-20_000)
        if (line.startsWith('ready {')) resolve(JSON.parse(line.slice('ready '.length)))
      })
    closed.then(() => reject(new Error(`${script} ended: ${output}`)))
  })
  // Whoever awaits it hears of it.
  ready.catch(() => undefined)
  return {
    ready,
    output: () => output,
    get alive() {
      return child.exitCode === null && child.signalCode === null
    },
    async kill() {
      killGroup(child)
      await closed
      process.off('exit', killWithUs)
    },
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid!, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** One that no outgoing connection is given while its owner is down. */
export async function steadyPort(random: () => number): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
