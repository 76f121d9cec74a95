import type { SimAccount } from '../../kit/server.ts'
import type { Wanted } from '../fields.ts'
import type { XContext } from '../state.ts'

/** A user as the reads show it. */
export function viewUser(context: XContext, account: SimAccount, wanted: Wanted): Record<string, unknown> {
  const newest = context.state.posts.findLast(
    (post) => post.accountId === account.id && post.visibleAt <= context.clock.now(),
  )
  const count = context.state.posts.filter((post) => post.accountId === account.id).length
  const counted = wanted.newer ? { post_count: count } : { tweet_count: count }
  const all: Record<string, unknown> = {
    created_at: '2020-01-01T00:00:00.000Z',
    description: `${account.name} on the simulated X`,
    most_recent_tweet_id: newest?.id,
    most_recent_post_id: newest?.id,
    profile_image_url: `${context.url}/profile_images/${account.id}/${account.username}_normal.svg`,
    protected: false,
    public_metrics: {
      followers_count: 120,
      following_count: 80,
      ...counted,
      listed_count: 1,
      like_count: 10,
      media_count: 0,
    },
    subscription_type: account.traits?.subscription_type ?? 'None',
    verified: account.traits?.verified_type !== undefined,
    verified_type: account.traits?.verified_type ?? 'none',
  }
  const view: Record<string, unknown> = { id: account.id, name: account.name, username: account.username }
  for (const field of [...wanted.user, ...wanted.expansions]) {
    if (all[field] !== undefined) view[field] = all[field]
  }
  return view
}
