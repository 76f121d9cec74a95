import { AppError } from '../domain/errors.ts'
import { isPlatform, type Platform } from '../domain/platform.ts'
import type { ConnectSettings } from './services.ts'

/** @throws AppError `unsupported_platform` */
export function knownPlatform(name: string): Platform {
  if (!isPlatform(name)) throw new AppError('unsupported_platform')
  return name
}

/** @throws AppError `unsupported_platform`, `platform_disabled` */
export function enabledPlatform({ config }: { config: ConnectSettings }, name: string): Platform {
  const platform = knownPlatform(name)
  if (!config.platforms[platform].enabled) throw new AppError('platform_disabled')
  return platform
}

/** Where a network sends the browser back; registered with its app, so it is spelled only here. */
export const redirectUri = ({ config }: { config: ConnectSettings }, platform: Platform): string =>
  `${config.env.SERVICE_BASE_URL}/api/v1/connections/connect/${platform}/callback`
