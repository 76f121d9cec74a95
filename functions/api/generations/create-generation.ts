import { createGeneration as route } from '../../../shared/api/generations.ts'
import { presentGeneration } from '../../../shared/generations/present-generation.ts'
import { requestGeneration } from '../../../shared/generations/request-generation.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { requesting } from '../../../shared/runtime/services/requesting.ts'

export const handler = endpoint(route, requesting, async ({ body, caller, idempotencyKey }, services) => {
  const { generation, replayed } = await requestGeneration(services, {
    userId: caller.userId,
    prompt: body.prompt,
    aspectRatio: body.aspect_ratio ?? undefined,
    style: body.style ?? undefined,
    count: body.count ?? 1,
    params: body.params ?? undefined,
    ...(idempotencyKey ? { idempotency: { routeId: route.id, key: idempotencyKey, body } } : {}),
  })
  return {
    body: presentGeneration(generation),
    headers: {
      location: `/api/v1/generations/${generation.id}`,
      ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  }
})
