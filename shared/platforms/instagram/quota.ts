import * as z from 'zod/mini'
import type { PostLimits } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { Network } from '../request.ts'

const hourMs = 3_600_000

const limitAnswer = z.object({
  data: z
    .array(
      z.object({
        quota_usage: z.number(),
        config: z.optional(z.object({ quota_total: z.optional(z.number()) })),
      }),
    )
    .check(z.minLength(1)),
})

/**
 * Posts of the moving 24 hours. Official pages say 50 and 100, so only the network's own figure is used;
 * when the window moves on is not told.
 */
export async function limits(network: Network, accessToken: string, accountId: string): Promise<PostLimits> {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.graph}/${graphVersion}/${accountId}/content_publishing_limit`,
    route: 'GET /:ig/content_publishing_limit',
    token: accessToken,
    query: { fields: 'quota_usage,config' },
  })
  const [limit] = readAnswer(limitAnswer, answer).data
  return { used: limit?.quota_usage ?? null, total: limit?.config?.quota_total ?? null, resets_at: null }
}

/** @throws PlatformFailure `rate_limited` when the account's posts of the day are used up */
export async function checkQuota(network: Network, accessToken: string, accountId: string): Promise<void> {
  const { used, total } = await limits(network, accessToken, accountId)
  if (used === null || total === null || used < total) return
  throw new PlatformFailure({
    class: 'rate_limited',
    userMessage: 'The posts that Instagram allows this account in 24 hours are used up.',
    retryAt: network.now() + hourMs,
    details: { message: `quota_usage ${used} of ${total}` },
    row: 'quota-used-up',
  })
}
