import { type PublishJob, withStep } from '../domain/publish-job.ts'
import { writeUnderLease } from './claim-job.ts'
import type { Post } from './open-post.ts'
import type { RunningServices } from './services.ts'
import { commentWarning } from './without-comment.ts'

/** A first comment is worth a warning, never the post it stands under. */
export const isOptional = ({ module, content }: Post, index: number): boolean =>
  module.steps.optional?.(content).includes(index) ?? false

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
      warnings: [...job.warnings, commentWarning(reason)],
      ...(history ? { history } : {}),
    },
  })
  return skipped && { ...post, job: skipped }
}
