import { once } from '../../domain/once.ts'
import type { Bucket } from '../../storage/bucket.ts'
import { type Reading, reading } from './reading.ts'

export interface Keeping extends Reading {
  bucket: Bucket
}

/** For what handles files in the bucket. */
export const keeping: () => Keeping = once(() => ({
  ...reading(),
  bucket: openLate(reading().config.env.BUCKET_NAME),
}))

/** S3's client is read when the first file is asked for: most posts, and most of other work, need none. */
function openLate(name: string): Bucket {
  const opened = once(async () => (await import('../../storage/bucket.ts')).openBucket(name))
  return {
    putFile: async (...given) => (await opened()).putFile(...given),
    read: async (...given) => (await opened()).read(...given),
    head: async (...given) => (await opened()).head(...given),
    save: async (...given) => (await opened()).save(...given),
    copy: async (...given) => (await opened()).copy(...given),
    remove: async (...given) => (await opened()).remove(...given),
  }
}
