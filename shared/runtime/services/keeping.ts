import { type Bucket, openBucket } from '../../storage/bucket.ts'
import { once } from './core.ts'
import { type Reading, reading } from './reading.ts'

export interface Keeping extends Reading {
  bucket: Bucket
}

/** For what handles files in the bucket. */
export const keeping: () => Keeping = once(() => ({
  ...reading(),
  bucket: openBucket(reading().config.env.BUCKET_NAME),
}))
