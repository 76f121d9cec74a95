import * as z from 'zod/mini'
import type { Armed, Finding, PostContext } from '../contract.ts'
import { read } from './answers.ts'
import { authorOf, postUrl } from './author.ts'
import { findComment } from './comment.ts'
import { attachmentOf } from './content.ts'
import { windowLeadMs } from './duplicate.ts'
import { uploadedFiles } from './handles.ts'
import { littleText } from './little-text.ts'
import { isSame, type ListedPost, listedPost, type Sought } from './match.ts'
import { commentStep } from './options.ts'
import { rest } from './rest.ts'
import { isPerson } from './urn.ts'

const pageSize = 100
const maxPages = 10

const page = z.object({ elements: z.array(listedPost) })

/**
 * Looks for the step among the posts of the organization. A member's posts are closed to apps (r_member_social):
 * for those nothing is seen, and the refusal of the repeated post tells.
 */
export async function find(context: PostContext, { index, armed_at }: Armed): Promise<Finding> {
  const since = armed_at - windowLeadMs
  if (index === commentStep) return findComment(context, since)
  if (isPerson(authorOf(context))) return { kind: 'seen', posts: [] }
  const sought: Sought = {
    commentary: littleText(context.content.text),
    attachment: attachmentOf(context.content, uploadedFiles(context)),
    since,
  }
  const posts: ListedPost[] = []
  for (let pages = 0; pages < maxPages; pages += 1) {
    const listed = await list(context, pages * pageSize)
    posts.push(...listed.filter((post) => isSame(post, sought)))
    // Newest first; a short page is no sign of the end, since what may not be seen is left out.
    if (listed.length === 0 || listed.some(({ createdAt }) => createdAt < since)) return seen(context, posts)
  }
  return posts.length > 0 ? seen(context, posts) : { kind: 'unknown', failure: tooMany }
}

const seen = (context: PostContext, posts: ListedPost[]): Finding => ({
  kind: 'seen',
  posts: posts.map(({ id, createdAt }) => ({ id, url: postUrl(context, id), created_at: createdAt })),
})

async function list(context: PostContext, start: number): Promise<ListedPost[]> {
  const answer = await rest(context.network, context.accessToken, {
    method: 'GET',
    path: '/posts',
    route: 'GET /rest/posts',
    restMethod: 'FINDER',
    query: {
      q: 'author',
      author: authorOf(context),
      sortBy: 'CREATED',
      start: String(start),
      count: String(pageSize),
    },
  })
  return read(page, answer).elements
}

const tooMany = {
  class: 'retry' as const,
  userMessage: 'The organization has posted more since than can be searched.',
  details: {},
  row: 'window-too-long',
}
