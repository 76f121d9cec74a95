import type { Accepted } from './accept-job.ts'
import { etag, presentJob } from './present-job.ts'

/** The answer to a job taken in: where it is, and whether this key was answered before. */
export const acceptedReply = ({ job, replayed }: Accepted) => ({
  body: presentJob(job),
  headers: {
    location: `/api/v1/publishing/jobs/${job.job_id}`,
    etag: etag(job),
    ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
  },
})
