import type { AssetServices } from '../assets/services.ts'
import type { FairUse } from '../domain/fair-use.ts'
import type { QuotaPeriod } from '../domain/quota-period.ts'
import type { Events } from '../messaging/events.ts'
import type { BucketLinks } from '../storage/bucket-links.ts'

export interface GenerationSettings {
  /** Images a user may have made per period. */
  quota: number
  period: QuotaPeriod
  userGenerations: FairUse
  timeoutMs: number
  /** Of the orchestrator; undefined: there is none. */
  webhookUrl: string | undefined
  /** Under which its callback reaches us, without its end. */
  callbackBase: string
}

/** One secret per direction. */
export interface GenerationSecrets {
  webhook: string
  callback: string
}

/** What taking a generation in needs. */
export type RequestingServices = Pick<AssetServices, 'table' | 'queues' | 'log' | 'now'> & {
  settings: GenerationSettings
}

/** What carrying one out needs. */
export interface GeneratingServices extends AssetServices {
  settings: GenerationSettings
  events: Events
  links: BucketLinks
  /** @throws when they are not there */
  secrets(): Promise<GenerationSecrets>
}
