import type { Platform } from '../domain/platform.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

interface PostOwner {
  job_id: string
  step: number
}

/** Whose post of a network this is; undefined when it is nobody's here. */
export const ownerOf = (table: Table, platform: Platform, postId: string) =>
  table.get<PostOwner & { user_id: string }>(keys.post(platform, postId), { consistent: true })

/**
 * Writes down that a network's post is this job's, before the job itself says so. False: it is another's, or
 * another step's, and may not be taken for ours.
 */
export async function claimPost(
  table: Table,
  job: Pick<PublishJob, 'platform' | 'job_id' | 'user_id'>,
  claim: { postId: string; step: number },
): Promise<boolean> {
  const key = keys.post(job.platform, claim.postId)
  const owner: PostOwner = { job_id: job.job_id, step: claim.step }
  return table.put(
    key,
    { v: 1, user_id: job.user_id, ...owner },
    { if: 'attribute_not_exists(pk) OR (#job_id = :job_id AND #step = :step)', values: { ...owner } },
  )
}

/** Forgets whose post it was; another job's claim stays. */
export async function dropClaim(
  table: Table,
  job: Pick<PublishJob, 'platform' | 'job_id'>,
  postId: string,
): Promise<void> {
  await table.remove(keys.post(job.platform, postId), {
    if: '#job_id = :job_id',
    values: { job_id: job.job_id },
  })
}

/** Which of these posts are nobody's, or this very step's already. */
export async function unclaimed<P extends { id: string }>(
  table: Table,
  job: Pick<PublishJob, 'platform' | 'job_id'>,
  { posts, step }: { posts: readonly P[]; step: number },
): Promise<P[]> {
  const free: P[] = []
  for (const post of posts) {
    const owner = await table.get<PostOwner>(keys.post(job.platform, post.id), { consistent: true })
    if (!owner || (owner.job_id === job.job_id && owner.step === step)) free.push(post)
  }
  return free
}
