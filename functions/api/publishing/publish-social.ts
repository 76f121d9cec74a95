import { publishSocial as route } from '../../../shared/api/publish-social.ts'
import { publishSocial } from '../../../shared/publishing/publish-social.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { waiting } from '../../../shared/runtime/services/waiting.ts'

export const handler = endpoint(route, waiting, async ({ body, caller, idempotencyKey }, services) => {
  const { job, replayed } = await publishSocial(services, {
    userId: caller.userId,
    assetId: body.assetId,
    connectionId: body.socialAccountId,
    caption: body.caption,
    targetId: body.targetId ?? undefined,
    options: body.options ?? undefined,
    ...(idempotencyKey ? { idempotency: { routeId: route.id, key: idempotencyKey, body } } : {}),
  })
  const isLive = job.status === 'Published'
  return {
    status: isLive ? 200 : 202,
    body: {
      jobId: job.job_id,
      status: job.status,
      platform: job.platform,
      mediaId: job.post_id ?? null,
      postUrl: job.post_url ?? null,
      warnings: job.warnings,
    },
    headers: {
      ...(isLive ? {} : { location: `/api/v1/publishing/jobs/${job.job_id}` }),
      ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  }
})
