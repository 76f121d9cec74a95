import { openQueues, type Queues } from '../../messaging/queues.ts'
import { type Bucket, openBucket } from '../../storage/bucket.ts'
import { localHook } from '../local-hook.ts'
import { once } from './core.ts'
import { type Reading, reading } from './reading.ts'

export interface Storing extends Reading {
  queues: Queues
  bucket: Bucket
  fetchExceptions: { origins: readonly string[] } | undefined
}

/** For what makes, measures and removes files. */
export const storing: () => Storing = once(() => {
  const { env } = reading().config
  return {
    ...reading(),
    queues: openQueues(env.QUEUE_URL_BASE),
    bucket: openBucket(env.BUCKET_NAME),
    fetchExceptions: localHook().fetchExceptions,
  }
})
