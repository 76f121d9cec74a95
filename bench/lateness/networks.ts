import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { projectRoot } from '../../lib/bundle.ts'
import { networkTimes } from '../network-times.ts'

export interface Networks {
  urls: Record<string, string>
  /** Configuration that leads the service to them. */
  env: Record<string, string>
  control<T>(network: string, command: string, input?: object): Promise<T>
  advance(ms: number): Promise<void>
  stop(): Promise<void>
}

/** Films take 20 s at every network; the limits on numbers are out of the way, for they are not what is measured. */
const settings: Record<string, object> = {
  instagram: { quota_total: 100_000, containers_per_day: 100_000, video_processing_ms: 20_000 },
  facebook: { video_processing_ms: 20_000, reels_per_day: 100_000 },
  linkedin: { throttled: false, video_processing_ms: 20_000 },
  x: {
    rate_limits: false,
    // Its headers would still say that nothing is left.
    posts_per_15min: 100_000,
    posts_per_user_24h: 100_000,
    posts_per_app_24h: 1_000_000,
    processing_ms: 20_000,
  },
  pinterest: { rate_limits: false, media_processing_ms: 20_000 },
  tiktok: {
    rate_limits: false,
    posts_per_creator_24h: 100_000,
    pending_shares_24h: 100_000,
    processing_ms: 20_000,
  },
}

/** The simulated networks as `npm run simulators` has them: in a process of their own, with a clock of their own. */
export async function startNetworks(): Promise<Networks> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', '--import', './bin/prepare.mjs', 'bin/simulators.ts'],
    {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, SIMULATORS: '', DATA_DIR: '' },
    },
  )
  const exited = once(child, 'exit')
  const ready = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => line.startsWith('ready {') && resolve(line.slice(6)))
  })
  const line = await Promise.race([ready, exited.then(() => undefined)])
  if (line === undefined) throw new Error('the simulators ended before they were ready')
  const { simulators: urls, env } = JSON.parse(line) as {
    simulators: Record<string, string>
    env: Record<string, string>
  }

  async function control<T>(network: string, command: string, input?: object): Promise<T> {
    const response = await fetch(`${urls[network]}/_control/${command}`, {
      ...(input ? { method: 'POST', body: JSON.stringify(input) } : {}),
    })
    if (!response.ok) throw new Error(`${network} ${command}: ${await response.text()}`)
    return response.json() as Promise<T>
  }
  for (const [network, input] of Object.entries(settings)) await control(network, 'settings', input)

  return {
    urls,
    env,
    control,
    // All six live by one clock.
    advance: async (ms) => void (await control(Object.keys(urls)[0]!, 'clock', { advance_ms: ms })),
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** From now on they answer as late as real ones do; it is no part of lateness, but it keeps workers busy. */
export async function slowDown({ control, urls }: Networks): Promise<void> {
  for (const network of Object.keys(urls)) {
    const { calls, otherwise } = networkTimes[network]!
    const routes = [...Object.entries(calls), ['*', otherwise] as const]
    for (const [route, ms] of routes)
      await control(network, 'faults', { route, kind: 'delay_after', ms, times: Number.MAX_SAFE_INTEGER })
  }
}
