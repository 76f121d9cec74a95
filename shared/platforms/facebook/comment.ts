import * as z from 'zod/mini'
import type { Finding, PostContext } from '../contract.ts'
import type { CommitRequest } from '../request.ts'
import { graphId, pageOf } from './graph.ts'
import { graphTime } from './graph-time.ts'
import { listEdge } from './listing.ts'
import { comparable } from './match-post.ts'
import { firstComment } from './options.ts'
import { pageCommit } from './page-commit.ts'

const comment = z.object({
  id: graphId,
  message: z.optional(z.string()),
  created_time: graphTime,
  from: z.optional(z.object({ id: graphId })),
})

/** The request that puts the Page's comment below its post. */
export const commentCommit = (context: PostContext): CommitRequest =>
  pageCommit(context, {
    path: `/${commented(context)}/comments`,
    route: 'POST /:post/comments',
    form: { message: firstComment(context.content) },
  })

/** Looks for the comment below its post. */
export async function findComment(context: PostContext, since: number): Promise<Finding> {
  const { network, accessToken, content } = context
  const rows = await listEdge(network, accessToken, {
    path: `/${commented(context)}/comments`,
    route: 'GET /:post/comments',
    query: { fields: 'id,message,created_time,from{id}', order: 'reverse_chronological' },
    row: comment,
  })
  const sought = { text: firstComment(content) ?? '', page: pageOf(context), since }
  return {
    kind: 'seen',
    posts: rows
      .filter((row) => isSameComment(row, sought))
      .map(({ id, created_time }) => ({ id, created_at: created_time })),
  }
}

/** Whether the row is the Page's own, with the same words, and not older. */
export const isSameComment = (
  { message, created_time, from }: z.output<typeof comment>,
  { text, page, since }: { text: string; page: string; since: number },
): boolean =>
  (from === undefined || from.id === page) &&
  created_time >= since &&
  comparable(message ?? '') === comparable(text)

/** The post, or the video that is one. */
function commented({ steps }: PostContext): string {
  const id = steps[0]?.post_id
  if (id === undefined) throw new Error('a comment before its post')
  return id
}
