import type { ConnectSettings, TokenServices } from '../connections/services.ts'

/** What reading insights takes. */
export interface InsightServices extends TokenServices {
  config: {
    platforms: ConnectSettings['platforms']
    env: ConnectSettings['env'] & {
      ENABLE_ADVANCED_INSIGHTS_FETCHING: boolean
      INSIGHTS_CACHE_TTL_SECONDS: number
    }
  }
}
