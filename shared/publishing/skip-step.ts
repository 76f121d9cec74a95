import { isDone, type PublishJob, withStep } from '../domain/publish-job.ts'
import { registry } from '../platforms/registry.ts'
import { getContent } from '../storage/jobs.ts'
import { writeUnderLease } from './claim-job.ts'
import { announce } from './events.ts'
import type { Post } from './open-post.ts'
import type { RunningServices } from './services.ts'
import { publishedFields } from './store-result.ts'

/** A first comment is worth a warning, never the post it stands under. */
export const isOptional = ({ module, content }: Post, index: number): boolean =>
  module.publisher.optionalSteps?.(content).includes(index) ?? false

const withoutComment = (reason: string) => `The post is live; its first comment is not: ${reason}`

/** Gives an optional step up with a warning, and goes on. */
export async function skipStep(
  services: RunningServices,
  post: Post,
  { index, reason, history }: { index: number; reason: string; history?: PublishJob['history'] },
): Promise<Post | undefined> {
  const { job } = post
  const skipped = await writeUnderLease(services, job, {
    // It was to be sent again: nothing is Published out of Pending.
    ...(job.status === 'Pending' ? { to: 'Processing' as const } : {}),
    set: {
      steps: withStep(job, index, { ...job.steps[index], skipped: reason }),
      warnings: [...job.warnings, withoutComment(reason)],
      ...(history ? { history } : {}),
    },
  })
  return skipped && { ...post, job: skipped }
}

/**
 * Ends a job that nobody can work on any more, but whose post is live with all but its comment.
 * @returns false: it is not one, and nothing was done
 */
export async function endWithoutComment(
  services: RunningServices,
  job: PublishJob,
  reason: string,
): Promise<boolean> {
  if (job.steps.length < 2 || job.steps.every(isDone)) return false
  const content = await getContent(services.table, job, job.content_version)
  const optional = registry[job.platform].publisher.optionalSteps?.(content) ?? []
  if (!job.steps.every((step, index) => isDone(step) || optional.includes(index))) return false
  const from = job.status === 'Processing' ? job : await writeUnderLease(services, job, { to: 'Processing' })
  const steps = job.steps.map((step) => (isDone(step) ? step : { ...step, skipped: reason }))
  const ended =
    from &&
    (await writeUnderLease(services, from, {
      to: 'Published',
      set: {
        steps,
        ...publishedFields(steps, steps[0]!.armed_at!),
        warnings: [...job.warnings, withoutComment(reason)],
      },
      remove: ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared', 'error'],
    }))
  if (ended) await announce(services, ended)
  return true
}
