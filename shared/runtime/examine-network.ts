import { redirectUri } from '../connections/known-platform.ts'
import type { Platform } from '../domain/platform.ts'
import { definitions, probes } from '../platforms/registry.ts'
import { now } from './clock.ts'
import { type Config, enableVariable, toggleVariables } from './config.ts'
import { createLogger } from './logger.ts'
import { openNetworks } from './networks.ts'

/** What a person must enter in a network's developer console. */
export const consoleEntries = (config: Config, platform: Platform) => {
  const { name, review, oauth } = definitions[platform]
  const scopes = config.platforms[platform].scopes ?? oauth.scopes
  return { name, review, scopes, redirectUri: redirectUri({ config }, platform) }
}

/** What is switched off of a network, and the variable that switches it on. */
export function switchedOff(config: Config, platform: Platform): { what: string; variable: string }[] {
  const { name, target } = definitions[platform]
  const { enabled, toggles = {} } = config.platforms[platform]
  const kinds = Object.entries(target?.toggles ?? {}).filter(([, toggle]) => toggles[toggle] === false)
  return [
    ...(enabled
      ? []
      : [{ what: `New connections and posts of ${name}`, variable: enableVariable(platform) }]),
    ...kinds.map(([kind, toggle]) => ({
      what: `Posts of a ${kind}`,
      variable: toggleVariables[platform]?.[toggle] ?? toggle,
    })),
  ]
}

/**
 * Asks the network, once, whether it takes the configured credentials.
 * @returns undefined where the network's folder has no way to ask
 */
export async function probeNetwork(config: Config, platform: Platform) {
  const probe = probes[platform]
  if (!probe) return undefined
  const once = { ...config, retries: { ...config.retries, max: 0 } }
  const network = await openNetworks({
    config: once,
    log: createLogger({ level: 'error', stage: config.env.STAGE }),
    now,
  }).get(platform)
  return probe(network, redirectUri({ config }, platform))
}
