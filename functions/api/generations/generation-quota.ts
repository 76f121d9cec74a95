import { generationQuota as route } from '../../../shared/api/generations.ts'
import { periodAt } from '../../../shared/domain/quota-period.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { usedOf } from '../../../shared/storage/quota.ts'

export const handler = endpoint(route, reading, async ({ caller }, services) => {
  const { GENERATION_QUOTA: limit, GENERATION_QUOTA_PERIOD: period } = services.config.env
  const { name, ends } = periodAt(period, services.now())
  const used = await usedOf(services.table, { user_id: caller.userId, period: name })
  return {
    body: {
      limit,
      used,
      remaining: Math.max(0, limit - used),
      period,
      resets_at: new Date(ends).toISOString(),
    },
  }
})
