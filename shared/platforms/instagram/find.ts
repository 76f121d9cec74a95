import type { Armed, Finding, FoundPost, PostContext } from '../contract.ts'
import { handlesGone } from '../failures.ts'
import { findComment } from './comment.ts'
import { readContainer } from './container.ts'
import { armedContainer, readHandles } from './handles.ts'
import { listPosts } from './list-posts.ts'
import { matchingPosts } from './match-post.ts'

// Clocks differ by up to two minutes.
const aheadMs = 120_000

/** Looks for the post, or for the comment below it. */
export function find(context: PostContext, armed: Armed): Promise<Finding> {
  const since = armed.armed_at - aheadMs
  return armed.index > 0 ? findComment(context, since) : findPost(context, since)
}

/**
 * Asks the container, which alone knows whether it went live, and then the account's posts for the id.
 * A container that can't be read leaves all open.
 */
async function findPost(context: PostContext, since: number): Promise<Finding> {
  if (!readHandles(context.handles)?.container) return findWithoutContainer(context, since)
  const { status_code } = await readContainer(context, armedContainer(context.handles))
  switch (status_code) {
    case 'PUBLISHED':
      return { kind: 'live', posts: await postsSince(context, since) }
    case 'ERROR':
    case 'EXPIRED':
      return { kind: 'dead' }
    default:
      // Still FINISHED: not live yet, though its request may be under way until the settling time is over.
      return { kind: 'seen', posts: [] }
  }
}

/** After a restore nobody knows the container: what is listed is ours, what isn't may be all the same. */
async function findWithoutContainer(context: PostContext, since: number): Promise<Finding> {
  const posts = await postsSince(context, since)
  if (posts.length === 0) throw handlesGone()
  return { kind: 'seen', posts }
}

async function postsSince(context: PostContext, since: number): Promise<FoundPost[]> {
  const rows = await listPosts(context, since)
  return matchingPosts(context.content, context.media, rows).map((row) => ({
    id: row.id,
    url: row.permalink,
    created_at: row.timestamp,
  }))
}
