import { redirectUri } from '../connections/known-platform.ts'
import type { Platform } from '../domain/platform.ts'
import { registry } from '../platforms/registry.ts'
import { now } from './clock.ts'
import type { Config } from './config.ts'
import { createLogger } from './logger.ts'
import { openNetworks } from './networks.ts'

/** What a person must enter in a network's developer console. */
export const consoleEntries = (config: Config, platform: Platform) => {
  const { name, oauth } = registry[platform].definition
  const scopes = config.platforms[platform].scopes ?? oauth.scopes
  return { name, scopes, redirectUri: redirectUri({ config }, platform) }
}

/**
 * Asks the network, once, whether it takes the configured credentials.
 * @returns undefined where the network's folder has no way to ask
 */
export async function probeNetwork(config: Config, platform: Platform) {
  const { probe } = registry[platform]
  if (!probe) return undefined
  const once = { ...config, retries: { ...config.retries, max: 0 } }
  const network = await openNetworks({ config: once, log: createLogger('error'), now }).get(platform)
  return probe(network, redirectUri({ config }, platform))
}
