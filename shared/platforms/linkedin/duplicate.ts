import type { FoundPost, Publisher } from '../contract.ts'
import { postUrl } from './author.ts'
import { createdAt } from './urn.ts'

/** Clocks differ: the window begins this much before the arming. */
export const windowLeadMs = 120_000
/** And ends this much before the second sending, which comes at least the settling time after the first. */
const ghostMarginMs = 30_000

// An activity is named at times, too; it is another id of a post, by which other jobs of ours don't know theirs.
const namedPost = /duplicate of (urn:li:(?:share|ugcPost):\d+)/i

/**
 * The post that a refused second sending names, when it was made by the first: after that was armed, and before the
 * second began. An older one stood there already when the first came, which was refused for it as the second is. A
 * younger one may be a ghost, minted for the refused request (seen for two days after the same text was deleted, a new
 * one at each try).
 */
export const duplicateOf: NonNullable<Publisher['duplicateOf']> = (
  failure,
  { index, armed_at, resent_at },
  context,
): FoundPost | 'older' | undefined => {
  const urn = namedPost.exec(failure.details.message ?? '')?.[1]
  if (!urn || index !== 0 || resent_at === undefined) return undefined
  const created_at = createdAt(urn)
  if (created_at < armed_at - windowLeadMs) return 'older'
  const isOurs = created_at < resent_at - ghostMarginMs
  return isOurs ? { id: urn, url: postUrl(context, urn), created_at } : undefined
}
