import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import { dialects, errorTables } from '../platforms/registry.ts'
import { createNetwork, type Network } from '../platforms/request.ts'
import { openApps } from './apps.ts'
import type { Core } from './services/core.ts'

/** Clients of the networks, with their app's credentials. */
export interface Networks {
  /** @param budgetMs within which all its calls end @throws AppError `platform_not_configured` */
  get(platform: Platform, budgetMs?: number): Promise<Network>
}

export function openNetworks({ config, log, now }: Core): Networks {
  const apps = openApps({ config, now })
  return {
    async get(platform, budgetMs) {
      const { hosts, scopes } = config.platforms[platform]
      const app = await apps(platform)
      if (!app) throw new AppError('platform_not_configured')
      return createNetwork({
        platform,
        app,
        hosts,
        ...(scopes ? { scopes } : {}),
        dialect: dialects[platform],
        errors: await errorTables[platform](),
        now,
        retries: config.retries,
        ...(budgetMs === undefined ? {} : { budgetMs }),
        log: (line, isGood) => log[isGood ? 'debug' : 'info']({ ...line, platform }),
      })
    },
  }
}
