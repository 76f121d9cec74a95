import type { FairUse } from '../domain/fair-use.ts'
import type { Log } from '../domain/log.ts'
import type { Platform } from '../domain/platform.ts'
import type { Events } from '../messaging/events.ts'
import type { Queues } from '../messaging/queues.ts'
import type { Schedules } from '../messaging/schedules.ts'
import type { Network } from '../platforms/request.ts'
import type { Envelopes } from '../security/envelope.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { BucketReader } from '../storage/bucket-reader.ts'
import type { Table } from '../storage/table.ts'
import type { Sending } from './sending.ts'

/** What taking a job in needs. */
export interface AcceptingServices {
  table: Table
  queues: Queues
  schedules: Schedules
  log: Log
  now(): number
  /** From 0 up to, and without, 1. */
  chance(): number
  settings: PublishingSettings
  /** URL folders of this machine that may be fetched; undefined wherever it is deployed. */
  fetchExceptions: { origins: readonly string[] } | undefined
}

export interface PublishingSettings {
  /** A job this much after its time is not sent any more, ms. */
  maxLatenessMs: number
  userJobs: FairUse
  /** Networks whose toggle is on. */
  enabled: Record<Platform, boolean>
  /** Toggles of single kinds of places. */
  toggles: Record<Platform, Record<string, boolean>>
  /** Where networks fetch media from. */
  publicAssetBaseUrl: string
  /** Where a network's account is connected, with the network's name behind a slash. */
  connectBaseUrl: string
}

/** What fetching and measuring a job's files needs. */
export interface MeasuringServices extends Omit<AcceptingServices, 'schedules' | 'chance'> {
  events: Events
  bucket: Bucket
}

/** What carrying a job out needs. */
export interface RunningServices extends Omit<MeasuringServices, 'bucket'> {
  bucket: BucketReader
  envelopes: Envelopes
  networks: { get(platform: Platform, budgetMs?: number): Promise<Network> }
  sending: Sending
  /** Waits until the clock says so, never a moment less. */
  waitUntil(time: number): Promise<void>
}

/** The invocation that works on a job. */
export interface Turn {
  /** When it is over at the latest, ms. */
  endsAt: number
  /** The message was handed out before. */
  redelivered: boolean
}
