import { uploadKey } from '../domain/asset.ts'
import type { Generation } from '../domain/generation.ts'
import { isEnded, type PublishJob } from '../domain/publish-job.ts'
import { uploadKeyOf, uploadNames } from '../generations/uploads.ts'
import type { Schedules } from '../messaging/schedules.ts'
import type { Bucket } from '../storage/bucket.ts'
import { dropClaim } from '../storage/posts.ts'
import type { Table } from '../storage/table.ts'
import type { UserItem } from '../storage/user-items.ts'

export interface ItemServices {
  table: Table
  bucket: Bucket
  schedules: Schedules
  now(): number
}

/**
 * Deletes one item of a user, and before it what nobody could find without it.
 * @returns false: it must stay for now
 */
export async function eraseItem(services: ItemServices, found: UserItem): Promise<boolean> {
  const { table, bucket } = services
  switch (found.kind) {
    case 'erasure':
      return true
    // The sweeper's.
    case 'connection':
      return false
    case 'job':
      if (isHeld(services, found.item)) return false
      await eraseAround(services, found.item)
      break
    case 'asset':
      await bucket.remove(uploadKey(found.item))
      await bucket.remove(found.item.key)
      break
    case 'generation':
      for (const key of filesOf(found.item)) await bucket.remove(key)
      break
    case 'copy':
      await bucket.remove(found.item.object)
  }
  await table.remove({ pk: found.pk, sk: found.sk })
  return true
}

/** Its worker may be sending it: what comes of that is stored first. */
const isHeld = ({ now }: ItemServices, { status, lease_until = 0 }: PublishJob): boolean =>
  !isEnded(status) && lease_until > now()

async function eraseAround({ table, schedules }: ItemServices, job: PublishJob): Promise<void> {
  const posts = [job.post_id, ...job.steps.map((step) => step.post_id)]
  for (const post of new Set(posts)) if (post !== undefined) await dropClaim(table, job, post)
  if (job.scheduled_at !== undefined) await schedules.remove(job.job_id)
}

/** What the orchestrator uploaded or sent along. */
const filesOf = (generation: Generation): string[] => [
  ...uploadNames(generation.count).map((name) => uploadKeyOf(generation, name)),
  ...(generation.result?.images ?? []).flatMap((image) => ('stored' in image ? [image.stored] : [])),
]
