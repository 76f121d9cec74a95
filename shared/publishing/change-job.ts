import { holdAssets, resolveAssets } from '../assets/use-assets.ts'
import { AppError } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { JobContent, PublishJob } from '../domain/publish-job.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { definitions, stepRules } from '../platforms/registry.ts'
import { getConnection } from '../storage/connections.ts'
import { changeJob, getContent, getJob, putNextContent } from '../storage/jobs.ts'
import { type RequestedPost, setGoing } from './accept-job.ts'
import { fingerprint, type PostInput } from './content.ts'
import { lapseWarnings } from './lapse-warnings.ts'
import { mayBeLive } from './may-be-live.ts'
import { checkAssetUrls } from './media-urls.ts'
import { etag } from './present-job.ts'
import type { AcceptingServices } from './services.ts'
import { plan, prepareAt } from './timing.ts'
import { acceptContent } from './validate-content.ts'

/** What a merge patch may change; absent stays, null empties. */
export interface JobPatch {
  scheduledAt?: number
  post: Partial<RequestedPost>
}

/**
 * Changes a job that is not armed. The new content is a new version; what was prepared for the old one, and every
 * message about it, is void.
 */
export async function changePublishJob(
  services: AcceptingServices,
  ref: { user_id: string; job_id: string },
  { patch, ifMatch }: { patch: JobPatch; ifMatch?: string | undefined },
): Promise<PublishJob> {
  const job = await getJob(services.table, ref, true)
  if (!job) throw new AppError('job_not_found')
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag(job))
    throw new AppError(
      'job_state_conflict',
      'The job was changed meanwhile: If-Match does not name its version.',
    )
  if (job.status !== 'Scheduled' && job.status !== 'Pending')
    throw new AppError(
      'job_state_conflict',
      `The job is ${job.status}; only a job not yet being sent can be changed.`,
    )
  if (job.steps.some((step) => step.post_id !== undefined || mayBeLive(job, step)))
    throw new AppError('job_state_conflict', 'The post, or a part of it, is or may be live already.')
  if (patch.scheduledAt !== undefined && job.status !== 'Scheduled')
    throw new AppError('job_state_conflict', 'Its time has come already; only a Scheduled job can be moved.')
  const content = await nextContent(services, job, patch)
  return store(services, job, await putNextContent(services.table, content))
}

async function nextContent(
  services: AcceptingServices,
  job: PublishJob,
  patch: JobPatch,
): Promise<JobContent> {
  const old = await getContent(services.table, job, job.content_version)
  const assets = patch.post.assets && (await resolveAssets(services, job.user_id, patch.post.assets))
  const post: PostInput = {
    text_content: patch.post.text_content === undefined ? old.text : patch.post.text_content,
    assets: assets ?? old.assets,
    platform_specific_options:
      patch.post.platform_specific_options === undefined
        ? spokenOptions(old, job.platform)
        : mergedOptions(spokenOptions(old, job.platform), patch.post.platform_specific_options),
  }
  if (assets) checkAssetUrls(services, assets)
  const connection = await getConnection(services.table, job.user_id, job.connection_id)
  if (!connection || connection.closing) throw new AppError('connection_not_found')
  const { content, warnings } = await acceptContent(connection, post)
  const scheduled_at = patch.scheduledAt ?? job.scheduled_at
  const now = services.now()
  return {
    v: 1,
    user_id: job.user_id,
    job_id: job.job_id,
    content_version: job.content_version + 1,
    ...content,
    warnings: [...warnings, ...lapseWarnings(connection, scheduled_at ?? now, now)],
    ...(scheduled_at === undefined ? {} : { scheduled_at }),
  }
}

/** The options as their caller would write them, type and target among them. */
function spokenOptions(content: JobContent, platform: Platform): Record<string, unknown> {
  const { target } = definitions[platform]
  return {
    post_type: content.post_type,
    ...(target && content.target !== null ? { [target.option]: content.target } : {}),
    ...content.options,
  }
}

/** RFC 7396 within the options too: null removes one. */
function mergedOptions(
  old: Record<string, unknown>,
  options: Record<string, unknown> | null,
): Record<string, unknown> | null {
  if (options === null) return null
  const merged = { ...old, ...options }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

async function store(services: AcceptingServices, job: PublishJob, content: JobContent): Promise<PublishJob> {
  const now = services.now()
  const { scheduled_at } = content
  const start = scheduled_at === undefined ? now : prepareAt(job, content, scheduled_at)
  const { user_id, job_id, version } = job
  await holdAssets(
    services,
    { user_id, job_id, version: version + 1, until: scheduled_at ?? now },
    content.assets,
  )
  const changed = await changeJob(services.table, job, {
    set: {
      content_version: content.content_version,
      fingerprint: fingerprint(job.platform, job.account, content),
      warnings: content.warnings,
      steps: Array.from({ length: stepRules[job.platform].count(content) }, () => ({})),
      due: scheduled_at === undefined ? now + lookAfterMs : plan(now, start).due,
      ...(scheduled_at === undefined ? {} : { scheduled_at, counts_from: scheduled_at }),
    },
    // Whoever prepares it at this moment has lost it.
    remove: ['prepared', 'lease_owner', 'lease_until', 'next_attempt_at'],
    add: { version: 1, wake: 1 },
    // Nothing was armed since it was read: a part of it may be live by now, and it waits as it did.
    if: '#version = :seen AND #status = :status AND #content_version = :content AND #attempts = :attempts',
    values: {
      seen: job.version,
      status: job.status,
      content: job.content_version,
      attempts: job.attempts,
    },
  })
  if (!changed.done)
    throw new AppError(
      'job_state_conflict',
      `The job is ${changed.job?.status} now, at version ${changed.job?.version}.`,
    )
  await setGoing(services, changed.job, content, start)
  return changed.job
}
