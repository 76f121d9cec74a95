import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { projectRoot } from '../lib/bundle.ts'

export interface DevProcess {
  pid: number
  /** From the spawn to the line that says ready. */
  readyMs: number
  api: string
  simulators: Record<string, string>
  stop(): Promise<void>
}

/** `npm run dev` on free ports, without anything kept. */
export async function startDev(): Promise<DevProcess> {
  const started = performance.now()
  const npm = spawn('npm run dev', {
    cwd: projectRoot,
    shell: true,
    // A process group of its own, so that the end reaches all of it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
    // Empty values keep a developer's .env out of it.
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: '',
      SIMULATORS: '',
      SERVICE_BASE_URL: '',
      AUTH_SERVICE_URL: '',
    },
  })
  const exited = once(npm, 'exit')
  const stop = async () => {
    if (process.platform === 'win32') npm.kill()
    else process.kill(-npm.pid!, 'SIGTERM')
    await exited
  }
  const lines = createInterface(npm.stdout)
  const ready = new Promise<string>((resolve) => {
    lines.on('line', (line) => line.startsWith('ready {') && resolve(line.slice('ready '.length)))
  })
  const line = await Promise.race([ready, exited.then(() => undefined)])
  if (line === undefined) throw new Error('npm run dev ended before it was ready')
  const readyMs = performance.now() - started
  const { api, simulators } = JSON.parse(line) as Pick<DevProcess, 'api' | 'simulators'>
  return { pid: npm.pid!, readyMs, api, simulators, stop }
}
