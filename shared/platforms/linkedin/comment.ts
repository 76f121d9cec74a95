import * as z from 'zod/mini'
import type { Finding, PostContext } from '../contract.ts'
import { read } from './answers.ts'
import { authorOf } from './author.ts'
import { firstComment } from './options.ts'
import { rest } from './rest.ts'
import { commentId, isPerson } from './urn.ts'

const comments = z.object({
  elements: z.array(
    z.object({
      id: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
      actor: z.string(),
      message: z.object({ text: z.string() }),
      created: z.object({ time: z.number() }),
    }),
  ),
})

/** The post that is commented, and the words. */
export function commentOf({ steps, content }: PostContext): { object: string; text: string } {
  const object = steps[0]?.post_id
  const text = firstComment(content.options)
  if (!object || !text) throw new Error('a comment without its post or its text')
  return { object, text }
}

/** Not seeing a comment proves nothing, and a second one would not be refused: then it stays unknown. */
export async function findComment(context: PostContext, since: number): Promise<Finding> {
  if (isPerson(authorOf(context))) return { kind: 'unknown', failure: unreadable }
  const { object, text } = commentOf(context)
  const answer = await rest(context.network, context.accessToken, {
    method: 'GET',
    path: `/socialActions/${encodeURIComponent(object)}/comments`,
    route: 'GET /rest/socialActions/:urn/comments',
    query: { start: '0', count: '100' },
  })
  const posts = read(comments, answer)
    .elements.filter(
      ({ actor, message, created }) =>
        actor === authorOf(context) && plain(message.text) === plain(text) && created.time >= since,
    )
    .map(({ id, created }) => ({ id: commentId(id) ?? id, created_at: created.time }))
  return posts.length > 0 ? { kind: 'seen', posts } : { kind: 'unknown', failure: notSeen }
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const unreadable = {
  class: 'permission' as const,
  userMessage: 'LinkedIn shows apps no comments of members.',
  details: {},
  row: 'member-comments-closed',
}

const notSeen = {
  class: 'retry' as const,
  userMessage: 'LinkedIn does not show the comment.',
  details: {},
  row: 'comment-not-seen',
}
