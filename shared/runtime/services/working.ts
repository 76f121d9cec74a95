import { once } from '../../domain/once.ts'
import { openQueues, type Queues } from '../../messaging/queues.ts'
import { openSending, type Sending } from '../../publishing/sending.ts'
import type { PublishingSettings } from '../../publishing/services.ts'
import { type BucketReader, openBucketReader } from '../../storage/bucket-reader.ts'
import { waitUntil } from '../clock.ts'
import { publishingSettings } from '../config.ts'
import { localHook } from '../local-hook.ts'
import { type Connecting, connecting } from './connecting.ts'

export interface Working extends Connecting {
  queues: Queues
  bucket: BucketReader
  settings: PublishingSettings
  fetchExceptions: { origins: readonly string[] } | undefined
  sending: Sending
  waitUntil(time: number): Promise<void>
}

/** For the workers that prepare and publish. */
export const working: () => Working = once(() => {
  const base = connecting()
  return {
    ...base,
    queues: openQueues(base.config.env.QUEUE_URL_BASE),
    bucket: openBucketReader(base.config.env.BUCKET_URL, base.now),
    settings: publishingSettings(base.config),
    fetchExceptions: localHook().fetchExceptions,
    sending: openSending(),
    waitUntil,
  }
})
