import type { SimResponse } from '../../kit/server.ts'
import { checkReader } from '../actors.ts'
import type { Call } from '../calls.ts'
import { badQuery, notFound } from '../errors.ts'
import type { LinkedIn, Post } from '../state.ts'
import { postUrn } from '../urns.ts'
import { viewPost } from './view.ts'

/** GET /rest/posts/{urn}. A write-only token may not read even its own post. */
export function getPost(context: LinkedIn, call: Call): SimResponse {
  const urn = postUrn(call.request.params.urn!)
  viewContextOf(call)
  const post = context.state.posts.find((one) => one.urn === urn)
  if (!post) throw notFound()
  checkReader(call, post.author)
  return { status: 200, body: viewPost(post) }
}

/** GET /rest/posts?q=author: what the author has posted, as far as the finder knows it by now. */
export function findPosts(context: LinkedIn, call: Call): SimResponse {
  const { query } = call
  const author = query.text('author')
  if (query.text('q') !== 'author' || !author) throw badQuery()
  checkReader(call, author)
  const sortBy = query.text('sortBy') ?? 'LAST_MODIFIED'
  if (sortBy !== 'LAST_MODIFIED' && sortBy !== 'CREATED') throw badQuery()
  const start = query.whole('start', { least: 0, most: 100_000, otherwise: 0 })
  const count = query.whole('count', { least: 1, most: 100, otherwise: 10 })
  const isAuthor = viewContextOf(call) === 'AUTHOR'
  const time = (post: Post) => (sortBy === 'CREATED' ? post.createdAt : post.modifiedAt)
  const found = context.state.posts
    .filter((post) => post.author === author && post.findableAt <= context.clock.now())
    .filter((post) => isAuthor || post.lifecycleState === 'PUBLISHED')
    .toReversed()
    .toSorted((one, other) => time(other) - time(one))
  return {
    status: 200,
    body: {
      paging: { start, count, links: [], total: found.length },
      elements: found.slice(start, start + count).map(viewPost),
    },
  }
}

function viewContextOf({ query }: Call): string {
  const value = query.text('viewContext') ?? 'READER'
  if (value !== 'READER' && value !== 'AUTHOR') throw badQuery()
  return value
}
