import { openSending, type Sending } from '../../publishing/sending.ts'
import { type Bucket, openBucket } from '../../storage/bucket.ts'
import { waitUntil } from '../clock.ts'
import { once } from './core.ts'
import { type Disconnecting, disconnecting } from './disconnecting.ts'

export interface Working extends Disconnecting {
  bucket: Bucket
  sending: Sending
  waitUntil(time: number): Promise<void>
}

/** For the workers that prepare and publish. */
export const working: () => Working = once(() => ({
  ...disconnecting(),
  bucket: openBucket(disconnecting().config.env.BUCKET_NAME),
  sending: openSending(),
  waitUntil,
}))
