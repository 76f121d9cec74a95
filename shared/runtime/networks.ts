import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { dialects, errorTables } from '../platforms/registry.ts'
import { createNetwork, type Network } from '../platforms/request.ts'
import { readSecret } from '../security/app-secrets.ts'
import type { Core } from './services/core.ts'

/** Clients of the networks, with their app's credentials. */
export interface Networks {
  /** @param budgetMs within which all its calls end @throws AppError `platform_not_configured` */
  get(platform: Platform, budgetMs?: number): Promise<Network>
  /** Whether the app's credentials are there. */
  configured(platform: Platform): Promise<boolean>
}

/** Credentials come from the environment here, and on AWS from one secret per network. */
export function openNetworks({ config, log, now }: Core): Networks {
  const appOf = async (platform: Platform) =>
    config.env.SECRETS_PREFIX
      ? await readSecret(`${config.env.SECRETS_PREFIX}${platform}`, now)
      : config.platforms[platform].credentials
  return {
    configured: async (platform) => (await appOf(platform)) !== undefined,
    async get(platform, budgetMs) {
      const { hosts, scopes } = config.platforms[platform]
      const app = await appOf(platform)
      if (!app) throw new AppError('platform_not_configured')
      return createNetwork({
        platform,
        app,
        hosts,
        ...(scopes ? { scopes } : {}),
        dialect: dialects[platform],
        errors: errorTables[platform],
        now,
        retries: config.retries,
        ...(budgetMs === undefined ? {} : { budgetMs }),
        log: (line, isGood) => log[isGood ? 'debug' : 'info']({ ...line, platform }),
      })
    },
  }
}
