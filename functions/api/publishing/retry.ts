import { retry as route } from '../../../shared/api/publishing.ts'
import { acceptedReply } from '../../../shared/publishing/accepted-reply.ts'
import { retryJob } from '../../../shared/publishing/retry-job.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { accepting } from '../../../shared/runtime/services/accepting.ts'

export const handler = endpoint(route, accepting, async ({ params, body, caller }, services) => {
  const job = await retryJob(
    services,
    { user_id: caller.userId, job_id: params.id },
    { confirmNotPublished: body?.confirm_not_published ?? false },
  )
  return acceptedReply({ job, replayed: false })
})
