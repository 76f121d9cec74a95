import type { Log } from '../domain/log.ts'
import type { Queues } from '../messaging/queues.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { Table } from '../storage/table.ts'

/** What making, measuring and removing assets needs. */
export interface AssetServices {
  table: Table
  queues: Queues
  bucket: Bucket
  log: Log
  now(): number
  /** URL folders of this machine that may be fetched; undefined wherever it is deployed. */
  fetchExceptions: { origins: readonly string[] } | undefined
}
