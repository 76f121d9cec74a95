import { join } from 'node:path'
import type { Platform } from '../shared/domain/platform.ts'
import { credentialVariables } from '../shared/runtime/config.ts'
import { variableNames } from '../shared/runtime/variables.ts'
import type { LocalClock } from './clock.ts'
import { simulators } from './platforms/index.ts'
import type { Simulator } from './platforms/kit/server.ts'
import type { Ports } from './ports.ts'

export interface SimulatedNetworks {
  running: Record<string, Simulator>
  urls: Record<string, string>
  /** Configuration that leads the service to them. */
  env: Record<string, string>
  /** Configuration for when nobody says otherwise: a network that is simulated is there to be used. */
  defaults: Record<string, string>
  close(): Promise<void>
}

interface NetworksOptions {
  names: readonly string[]
  clock: LocalClock
  dataDir: string | null
  ports: Ports
  /** The service's own base URL, where the networks that call somebody are to call it; otherwise they call nobody. */
  callbacks?: string | undefined
}

export const simulatedNames = (): string[] => Object.keys(simulators)

/** Starts the networks of these names, each with its state below `dataDir`. */
export async function startNetworks({
  names,
  clock,
  dataDir,
  ports,
  callbacks,
}: NetworksOptions): Promise<SimulatedNetworks> {
  const unknown = names.filter((name) => !simulators[name])
  if (unknown.length > 0) {
    throw new Error(`no simulated network ${unknown.join(', ')}; there are ${simulatedNames().join(', ')}`)
  }
  const started = await Promise.all(
    names.map((name) => {
      const stateFile = dataDir === null ? undefined : join(dataDir, 'networks', `${name}.json`)
      return ports.keep(
        name,
        (port) => simulators[name]!({ port, clock, stateFile, ...calling(name, callbacks) }),
        ({ url }) => Number(new URL(url).port),
      )
    }),
  )
  const running = Object.fromEntries(started.map((simulator) => [simulator.platform, simulator]))
  const urls = Object.fromEntries(started.map(({ platform, url }) => [platform, url]))
  return {
    running,
    urls,
    env: Object.assign({}, ...Object.entries(urls).map(([name, url]) => leadingTo(name, url))),
    defaults: Object.fromEntries(names.flatMap(toggleVariables).map((variable) => [variable, 'true'])),
    close: async () => void (await Promise.all(started.map((simulator) => simulator.close()))),
  }
}

/** As an operator enters the addresses in a network's console. */
const callbackSettings: Record<string, (webhooks: string) => Record<string, string>> = {
  facebook: (webhooks) => ({ deauthorize_callback_url: `${webhooks}/facebook/deauthorize` }),
  tiktok: (webhooks) => ({ webhook_url: `${webhooks}/tiktok` }),
}

const calling = (name: string, base: string | undefined) => {
  const settings = base === undefined ? undefined : callbackSettings[name]?.(`${base}/webhooks`)
  return settings ? { settings } : {}
}

/** Every host of the network is served by its one simulator. */
function leadingTo(name: string, url: string): Record<string, string> {
  const { id, secret } = credentialVariables[name as Platform]
  return {
    ...Object.fromEntries(hostVariables(name).map((variable) => [variable, url])),
    [id]: `local-${name}-client`,
    [secret]: `local-${name}-secret`,
  }
}

const toggleVariables = (name: string) =>
  variableNames.filter((each) => each.startsWith(`ENABLE_${name.toUpperCase()}_`))

const hostVariables = (name: string) =>
  variableNames.filter((each) => each.startsWith(`${name.toUpperCase()}_`) && each.endsWith('_BASE_URL'))
