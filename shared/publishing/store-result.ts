import { isDone, isEnded, type PublishJob, withStep } from '../domain/publish-job.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import { claimPost } from '../storage/posts.ts'
import { announce } from './events.ts'
import type { Post } from './open-post.ts'
import type { RunningServices } from './services.ts'

interface Made {
  id: string
  url?: string
}

/**
 * Stores what the network made, before anything else and whoever holds the lease by now: the sole condition is
 * that this attempt holds no other id. Where nothing is left to do it makes the job Published in the same write.
 */
export async function storeResult(
  services: RunningServices,
  post: Post,
  result: { index: number; made: Made; at: number },
): Promise<Post | undefined> {
  const { index, made, at } = result
  const { job } = post
  const attempt = job.steps[index]?.attempt_id
  await untilStored(services, post, result, () =>
    claimPost(services.table, job, { postId: made.id, step: index }),
  )
  const steps = withStep(job, index, {
    ...job.steps[index],
    post_id: made.id,
    ...(made.url ? { post_url: made.url } : {}),
  })
  const finished = steps.every(isDone) && !post.module.publisher.confirm
  const stored = await untilStored(services, post, result, () =>
    changeJob(services.table, job, {
      ...(finished ? { end: { as: 'Published', at: services.now() } } : {}),
      set: { steps, claims: 0, ...(finished ? publishedFields(steps, at) : {}) },
      remove: finished ? ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared', 'error'] : [],
      if: `#steps[${index}].#attempt_id = :attempt AND attribute_not_exists(#steps[${index}].#post_id)`,
      values: { attempt },
    }),
  )
  if (!stored.done) return evidenceKept(services, post, { index, made })
  await services.sending.over()
  if (finished) return void (await announce(services, stored.job))
  return { ...post, job: stored.job }
}

/** What a Published job says: the first step is the post, later ones are its parts. */
export const publishedFields = (steps: PublishJob['steps'], at: number): Partial<PublishJob> => ({
  published_at: at,
  post_id: steps[0]!.post_id!,
  ...(steps[0]!.post_url ? { post_url: steps[0]!.post_url } : {}),
})

const firstPauseMs = 100
const maxPauses = 7

/** A success whose writing is refused by a busy table is written again: nothing is worth more than this. */
async function untilStored<T>(
  services: RunningServices,
  { job }: Post,
  { index, made }: { index: number; made: Made },
  write: () => Promise<T>,
): Promise<T> {
  for (let pause = 0; ; pause += 1) {
    try {
      return await write()
    } catch (error) {
      if (pause >= maxPauses) {
        services.log.error({
          msg: 'a post was made that could not be stored',
          ...evidence(job, { index, made }),
        })
        services.log.count({ unsure: 1 }, job.platform)
        throw error
      }
      await services.waitUntil(services.now() + firstPauseMs * 2 ** pause)
    }
  }
}

/** All that is needed to put it right by hand; the runbook names these lines. */
const evidence = (job: PublishJob, { index, made }: { index: number; made: Made }) => ({
  job_id: job.job_id,
  platform: job.platform,
  post_id: made.id,
  attempt_id: job.steps[index]?.attempt_id,
})

/**
 * Another turn has given this try up, or stored another result. In the first case the post is still the job's,
 * unless the step is armed again: then both ids stay readable in the log and the post table.
 */
async function evidenceKept(
  services: RunningServices,
  post: Post,
  result: { index: number; made: Made },
): Promise<undefined> {
  const { index, made } = result
  const now = await getJob(services.table, post.job, true)
  if (now?.steps[index]?.post_id === made.id) return
  if (now && !isEnded(now.status) && (await adopt(services, { now, post }, result))) return
  services.log.error({ msg: 'a post was made that its job does not name', ...evidence(post.job, result) })
  services.log.count({ unsure: 1 }, post.job.platform)
}

/** The step holds the late result, and whoever is about to arm it again is too late. */
async function adopt(
  services: RunningServices,
  { now, post }: { now: PublishJob; post: Post },
  { index, made }: { index: number; made: Made },
): Promise<boolean> {
  const adopted = await changeJob(services.table, now, {
    ...(now.status === 'Processing' ? {} : { to: 'Processing' as const }),
    set: {
      steps: withStep(now, index, {
        ...post.job.steps[index],
        post_id: made.id,
        ...(made.url ? { post_url: made.url } : {}),
      }),
      // The sweeper brings it to its end.
      due: services.now(),
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
    add: { wake: 1 },
    if: `#status = :seen AND attribute_not_exists(#steps[${index}].#attempt_id) AND attribute_not_exists(#steps[${index}].#post_id)`,
    values: { seen: now.status },
  })
  return adopted.done
}
