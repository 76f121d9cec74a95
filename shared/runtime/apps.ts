import type { Platform } from '../domain/platform.ts'
import { readSecret } from '../security/app-secrets.ts'
import type { PlatformConfig } from './config.ts'
import type { Core } from './services/core.ts'

/** The credentials of this service's app at a network; undefined where there are none. */
export type Apps = (platform: Platform) => Promise<PlatformConfig['credentials']>

/** They come from the environment here, and on AWS from one secret per network. */
export const openApps =
  ({ config, now }: Pick<Core, 'config' | 'now'>): Apps =>
  async (platform) =>
    config.env.SECRETS_PREFIX
      ? readSecret(`${config.env.SECRETS_PREFIX}${platform}`, now)
      : config.platforms[platform].credentials
