import { type Bucket, openBucket } from '../../storage/bucket.ts'
import { waitUntil } from '../clock.ts'
import { type Connecting, connecting } from './connecting.ts'
import { once } from './core.ts'

export interface Working extends Connecting {
  bucket: Bucket
  waitUntil(time: number): Promise<void>
}

/** For the workers that prepare and publish. */
export const working: () => Working = once(() => ({
  ...connecting(),
  bucket: openBucket(connecting().config.env.BUCKET_NAME),
  waitUntil,
}))
