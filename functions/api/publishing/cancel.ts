import { cancel as route } from '../../../shared/api/publishing.ts'
import { cancelJob } from '../../../shared/publishing/cancel-job.ts'
import { etag, presentJob } from '../../../shared/publishing/present-job.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { cancelling } from '../../../shared/runtime/services/cancelling.ts'

export const handler = endpoint(route, cancelling, async ({ params, caller }, services) => {
  const job = await cancelJob(services, { user_id: caller.userId, job_id: params.id })
  return { body: presentJob(job), headers: { etag: etag(job) } }
})
