import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../fixtures/ask.ts'

interface Run {
  process: ChildProcess
  output(): string
  ready: Promise<
    Record<string, never> & { api: string; simulators: Record<string, string>; env: NodeJS.ProcessEnv }
  >
  ended: Promise<number | string>
}

const root = new URL('../..', import.meta.url)
let dataDir: string
let runs: Run[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dev-test-'))
  runs = []
})
afterEach(async () => {
  for (const run of runs) run.process.kill('SIGKILL')
  await Promise.all(runs.map((run) => run.ended))
  rmSync(dataDir, { recursive: true })
})

function run(script: string, env: NodeJS.ProcessEnv): Run {
  const child = spawn(process.execPath, ['--import', './bin/prepare.mjs', script], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ready = new Promise<Awaited<Run['ready']>>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        output += text
        const line = /^ready (\{.*\})$/m.exec(output)?.[1]
        if (line) resolve(JSON.parse(line))
      })
  })
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code)
  const started: Run = { process: child, output: () => output, ready, ended }
  runs.push(started)
  return started
}
const dev = (env: NodeJS.ProcessEnv = {}) => run('bin/dev.ts', { PORT: '0', ...env })

describe('npm run dev', () => {
  test('says in one line where everything is, and ends on Ctrl-C with nothing left running', async () => {
    const { process: child, ready, ended } = dev()
    const { api, simulators, data_dir } = await ready
    expect(data_dir).toBe(null)
    expect(Object.keys(simulators).length).toBeGreaterThan(0)
    expect((await ask(`${api}/api/v1/health`)).status).toBe(200)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    await expect(ask(`${api}/api/v1/health`)).rejects.toThrow('ECONNREFUSED')
    for (const url of Object.values(simulators)) await expect(ask(url)).rejects.toThrow('ECONNREFUSED')
  })

  test('starts again at the same addresses after it was killed', async () => {
    const first = dev({ DATA_DIR: dataDir })
    const before = await first.ready
    await ask(`${before.api}/api/v1/health`)
    first.process.kill('SIGKILL')
    // The children hold its output open: closed means that they have ended as well.
    await first.ended
    expect(await dev({ DATA_DIR: dataDir }).ready).toEqual(before)
  })

  test('names all that is wrong in one message', async () => {
    const { ended, output } = dev({ LOG_LEVEL: 'loud', MAX_LATENESS: 'never' })
    expect(await ended).toBe(1)
    expect(output()).toMatch(/^configuration: LOG_LEVEL.*MAX_LATENESS.*\n$/)
  })

  test('says when its port is taken', async () => {
    const { api } = await dev().ready
    const second = dev({ PORT: new URL(api).port })
    expect(await second.ended).toBe(1)
    expect(second.output()).toBe(`port ${new URL(api).port} is taken; set PORT to another\n`)
  })

  test('names variables that have no use any more', async () => {
    const { ready, output } = dev({ REDIS_URL: 'redis://x', AES_KEY: 'k', SIMULATORS: 'none' })
    await ready
    expect(output()).toMatch(/^set, but of no use here any more: AES_KEY, REDIS_URL$/m)
  })

  test('prints the secret for tokens when a real network is configured', async () => {
    const env = { SIMULATORS: 'instagram', TWITTER_CLIENT_ID: 'mine', TWITTER_CLIENT_SECRET: 'mine' }
    const { ready, output } = dev(env)
    const { api } = await ready
    const secret = /\?secret=(\S+)/.exec(output())?.[1]
    expect((await ask(`${api}/_local/token`)).status).toBe(403)
    expect((await ask(`${api}/_local/token?secret=${secret}`)).status).toBe(200)
  })
})

describe('npm run simulators', () => {
  test('starts the networks alone, and what it prints leads npm run dev to them', async () => {
    const { simulators, env } = await run('bin/simulators.ts', { DATA_DIR: dataDir }).ready
    const { ready, output } = dev(env)
    const { api, simulators: none } = await ready
    expect(none).toEqual({})
    expect(output()).not.toContain('secret')
    const authorization = `Bearer ${(await ask(`${api}/_local/token`)).text}`
    const connect = `${api}/api/v1/connections/connect/x?return_to=${encodeURIComponent(`${api}/_local/`)}`
    const { text } = await ask(connect, { headers: { authorization, accept: 'application/json' } })
    expect(JSON.parse(text).authorization_url).toMatch(new RegExp(`^${simulators.x}/`))
  })
})
