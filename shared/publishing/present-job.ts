import type { FailureDetails } from '../domain/failure.ts'
import type { JobContent, PublishJob } from '../domain/publish-job.ts'

const iso = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString()

const detailsOf = (job: PublishJob, details: FailureDetails) => ({
  platform: job.platform,
  status_code: details.status_code ?? null,
  platform_code: details.platform_code ?? null,
  request_id: details.request_id ?? null,
  message: details.message ?? null,
})

/** A job as its owner sees it. */
export function presentJob(job: PublishJob) {
  return {
    job_id: job.job_id,
    connection_id: job.connection_id,
    status: job.status,
    platform: job.platform,
    user_id: job.user_id,
    created_at: new Date(job.created_at).toISOString(),
    scheduled_at: iso(job.scheduled_at),
    published_at: iso(job.published_at),
    error_message: job.error?.message ?? null,
    post_url: job.post_url ?? null,
    external_post_id: job.post_id ?? null,
    error_code: job.error?.code ?? null,
    error_details: job.error ? detailsOf(job, job.error.details) : null,
    attempts: job.attempts,
    next_attempt_at: iso(job.next_attempt_at),
    reauth_required: job.error?.reauth_required ?? false,
    warnings: job.warnings,
    parts:
      job.steps.length > 1
        ? job.steps.map((step, index) => ({
            index,
            external_post_id: step.post_id ?? null,
            post_url: step.post_url ?? null,
          }))
        : [],
    version: job.version,
  }
}

/** The same with its content and what was tried. */
export function presentJobDetail(job: PublishJob, content: JobContent) {
  return {
    ...presentJob(job),
    content: {
      text_content: content.text || null,
      assets: content.assets.map((asset) => ({
        asset_id: asset.asset_id ?? null,
        url: asset.url ?? null,
        asset_type: asset.asset_type,
        mime_type: asset.mime_type,
        alt_text: asset.alt_text ?? null,
      })),
      post_type: content.post_type,
      platform_specific_options: content.options,
    },
    target: content.target,
    attempt_log: job.history.map((attempt) => ({
      at: new Date(attempt.at).toISOString(),
      armed: attempt.armed,
      outcome: attempt.class,
      details: detailsOf(job, attempt.details),
    })),
  }
}

/** The job's version as an ETag. */
export const etag = (job: PublishJob) => `"${job.version}"`
