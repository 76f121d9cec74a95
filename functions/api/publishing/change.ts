import { change as route } from '../../../shared/api/publishing.ts'
import { changePublishJob } from '../../../shared/publishing/change-job.ts'
import { etag, presentJob } from '../../../shared/publishing/present-job.ts'
import { readScheduleTime } from '../../../shared/publishing/schedule-time.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { accepting } from '../../../shared/runtime/services/accepting.ts'

export const handler = endpoint(route, accepting, async ({ params, body, headers, caller }, services) => {
  const { schedule_time, ...post } = body
  const job = await changePublishJob(
    services,
    { user_id: caller.userId, job_id: params.id },
    {
      patch: {
        post,
        ...(schedule_time === undefined
          ? {}
          : { scheduledAt: readScheduleTime(schedule_time, services.now()) }),
      },
      ifMatch: headers['if-match'],
    },
  )
  return { body: presentJob(job), headers: { etag: etag(job) } }
})
