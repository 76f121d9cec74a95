import { once } from '../../domain/once.ts'
import { type BucketLinks, openBucketLinks } from '../../storage/bucket-links.ts'
import { type Reading, reading } from './reading.ts'

export interface Linking extends Reading {
  links: BucketLinks
}

/** For endpoints that hand out links to single files. */
export const linking: () => Linking = once(() => ({
  ...reading(),
  links: openBucketLinks(reading().config.env.BUCKET_NAME),
}))
