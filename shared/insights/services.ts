import type { ConnectSettings, TokenServices } from '../connections/services.ts'
import type { Platform } from '../domain/platform.ts'

/** What reading insights takes. */
export interface InsightServices extends TokenServices {
  config: {
    /** `scopes` are asked for instead of the definition's. */
    platforms: Record<Platform, ConnectSettings['platforms'][Platform] & { scopes?: readonly string[] }>
    env: ConnectSettings['env'] & {
      ENABLE_ADVANCED_INSIGHTS_FETCHING: boolean
      INSIGHTS_CACHE_TTL_SECONDS: number
    }
  }
}
