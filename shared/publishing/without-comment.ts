import { isDone, type PublishJob, sentAt } from '../domain/publish-job.ts'
import { stepRules } from '../platforms/registry.ts'
import { getContent, type JobChange } from '../storage/jobs.ts'
import type { Table } from '../storage/table.ts'
import { publishedFields } from './store-result.ts'

export const commentWarning = (reason: string) => `The post is live; its first comment is not: ${reason}`

/**
 * What ends a job that nobody can work on any more, but whose post is live with all but its comment.
 * @returns undefined when it is not one
 */
export async function withoutComment(
  { table, now }: { table: Table; now(): number },
  job: PublishJob,
  reason: string,
): Promise<JobChange | undefined> {
  if (job.steps.length < 2 || job.steps.every(isDone)) return undefined
  const content = await getContent(table, job, job.content_version)
  const { confirmDecides, optional } = stepRules[job.platform]
  // Where only confirming makes it Published, being accepted is not enough.
  if (confirmDecides) return undefined
  const mayFail = optional?.(content) ?? []
  if (!job.steps.every((step, index) => isDone(step) || mayFail.includes(index))) return undefined
  const steps = job.steps.map((step) => (isDone(step) ? step : { ...step, skipped: reason }))
  return {
    end: { as: 'Published', at: now() },
    set: {
      steps,
      ...publishedFields(steps, sentAt(job, steps[0]!)),
      warnings: [...job.warnings, commentWarning(reason)],
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared', 'error'],
  }
}
