import * as z from 'zod/mini'
import type { Finding, PostContext } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { CommitRequest } from '../request.ts'
import { graphTime } from './graph-time.ts'
import { id } from './id.ts'
import { comparable } from './match-post.ts'
import { firstComment } from './options.ts'

const comment = z.object({
  id,
  text: z.optional(z.string()),
  timestamp: graphTime,
  from: z.optional(z.object({ id: z.optional(id), username: z.optional(z.string()) })),
})

const page = z.object({
  data: z.array(comment),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string()) })),
      next: z.optional(z.string()),
    }),
  ),
})

/** The request that puts the comment below its post. */
export const commentCommit = (context: PostContext): CommitRequest => ({
  method: 'POST',
  url: edgeOf(context),
  route: 'POST /:media/comments',
  headers: {
    accept: 'application/json',
    authorization: `Bearer ${context.accessToken}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: new URLSearchParams({ message: firstComment(context.content) ?? '' }).toString(),
})

/** Looks for the comment below its post: by the account, with the same words, since `since` (ms). */
export async function findComment(context: PostContext, since: number): Promise<Finding> {
  const { network, accessToken, account } = context
  const words = comparable(firstComment(context.content) ?? '')
  const found: z.output<typeof comment>[] = []
  let after: string | undefined
  do {
    const answer = await network.call({
      method: 'GET',
      url: edgeOf(context),
      route: 'GET /:media/comments',
      token: accessToken,
      query: { fields: 'id,text,timestamp,from', limit: '50', after },
    })
    const { data, paging } = readAnswer(page, answer)
    found.push(
      ...data.filter(
        ({ text, timestamp, from }) =>
          timestamp >= since &&
          comparable(text ?? '') === words &&
          (from?.id === undefined || from.id === account.id || from.username === account.username),
      ),
    )
    // `next` embeds the token, so its presence is all that is used of it.
    after = paging?.next ? paging.cursors?.after : undefined
  } while (after)
  return {
    kind: 'seen',
    posts: found.map((row) => ({ id: row.id, created_at: row.timestamp })),
    // A list may lag; the container that proves it of the post says nothing of a comment.
    absence: 'hint',
  }
}

function edgeOf({ network, steps }: PostContext): string {
  const post = steps[0]?.post_id
  if (!post) throw new Error('a comment before its post')
  return `${network.hosts.graph}/${graphVersion}/${post}/comments`
}
