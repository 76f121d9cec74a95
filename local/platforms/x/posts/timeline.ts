import type { SimRequest, SimResponse } from '../../kit/server.ts'
import { wantedFields } from '../fields.ts'
import { invalidRequest, notFound } from '../problems.ts'
import type { XContext, XPost } from '../state.ts'
import { viewIncludes, viewPost } from './view.ts'

const parameters = [
  'max_results',
  'pagination_token',
  'start_time',
  'end_time',
  'since_id',
  'until_id',
  'exclude',
]
const reach = 3200

/** A user's posts, newest first, as far as they are visible by now. */
export function timeline(context: XContext, request: SimRequest): SimResponse {
  const wanted = wantedFields(context, request, parameters)
  const userId = request.params.id!
  if (!/^[0-9]{1,19}$/.test(userId)) {
    throw invalidRequest(context, {
      parameters: { id: [userId] },
      message: `The \`id\` query parameter value [${userId}] is not valid`,
    })
  }
  if (!context.accounts.byId(userId)) {
    return { status: 200, body: { errors: [notFound(context, 'user', 'id', userId)] } }
  }
  const { size, keep, from } = pageAsked(context, request)
  const posts = context.state.posts
    .filter((post) => post.accountId === userId && post.visibleAt <= context.clock.now())
    .slice(-reach)
    .filter(keep)
    .reverse()
  const page = posts.slice(from, from + size)
  if (page.length === 0) return { status: 200, body: { meta: { result_count: 0 } } }
  const includes = viewIncludes(context, page, wanted)
  return {
    status: 200,
    body: {
      data: page.map((post) => viewPost(context, post, wanted)),
      ...(includes && { includes }),
      meta: {
        result_count: page.length,
        newest_id: page[0]!.id,
        oldest_id: page.at(-1)!.id,
        ...(from + size < posts.length && { next_token: pageToken(from + size) }),
        ...(from > 0 && { previous_token: pageToken(Math.max(0, from - size)) }),
      },
    },
  }
}

function pageAsked(context: XContext, request: SimRequest) {
  const query = request.url.searchParams
  const refuse = (name: string, why: string): never => {
    const value = query.get(name) ?? ''
    throw invalidRequest(context, {
      parameters: { [name]: [value] },
      message: `The \`${name}\` query parameter value [${value}] ${why}`,
    })
  }
  const time = (name: string) => {
    const value = query.get(name)
    if (value === null) return undefined
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) || Number.isNaN(Date.parse(value))) {
      refuse(name, 'is not a valid RFC3339 date-time: YYYY-MM-DDTHH:mm:ssZ')
    }
    return Date.parse(value)
  }
  const id = (name: string) => {
    const value = query.get(name)
    if (value !== null && !/^[0-9]{1,19}$/.test(value)) refuse(name, 'does not match ^[0-9]{1,19}$')
    return value === null ? undefined : BigInt(value)
  }
  const size = Number(query.get('max_results') ?? 10)
  if (!Number.isInteger(size) || size < 5 || size > 100) refuse('max_results', 'is not between 5 and 100')
  const [start, end, since, until] = [time('start_time'), time('end_time'), id('since_id'), id('until_id')]
  const exclude = (query.get('exclude') ?? '').split(',').filter(Boolean)
  if (exclude.some((value) => value !== 'replies' && value !== 'retweets'))
    refuse('exclude', 'is not one of [replies,retweets]')
  const keep = (post: XPost) =>
    (start === undefined || post.createdAt >= start) &&
    (end === undefined || post.createdAt < end) &&
    (since === undefined || BigInt(post.id) > since) &&
    (until === undefined || BigInt(post.id) < until) &&
    !(exclude.includes('replies') && post.parentId)
  const token = query.get('pagination_token')
  const from = token === null ? 0 : (offsetOf(token) ?? refuse('pagination_token', 'is not valid'))
  return { size, keep, from }
}

const pageToken = (offset: number) => `7140${offset.toString(32).padStart(8, '0')}`

function offsetOf(token: string): number | undefined {
  return /^7140[0-9a-v]{8}$/.test(token) ? Number.parseInt(token.slice(4), 32) : undefined
}
