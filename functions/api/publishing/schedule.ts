import { schedule as route } from '../../../shared/api/publishing.ts'
import { acceptJob } from '../../../shared/publishing/accept-job.ts'
import { acceptedReply } from '../../../shared/publishing/accepted-reply.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { accepting } from '../../../shared/runtime/services/accepting.ts'

export const handler = endpoint(route, accepting, async ({ body, caller, idempotencyKey }, services) => {
  const { connection_id, schedule_time, ...post } = body
  const accepted = await acceptJob(services, {
    userId: caller.userId,
    connectionId: connection_id,
    post,
    scheduleTime: schedule_time,
    ...(idempotencyKey ? { idempotency: { routeId: route.id, key: idempotencyKey, body } } : {}),
  })
  return acceptedReply(accepted)
})
