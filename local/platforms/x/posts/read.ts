import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { appCall } from '../calls.ts'
import { wantedFields } from '../fields.ts'
import { invalidRequest, notFound } from '../problems.ts'
import type { XContext } from '../state.ts'
import { timeline } from './timeline.ts'
import { viewIncludes, viewPost } from './view.ts'

const scopes = ['tweet.read', 'users.read']

export function readRoutes(context: XContext): Route[] {
  return [
    appCall(context, {
      method: 'GET',
      path: '/2/users/:id/tweets',
      scopes,
      bucket: 'timeline',
      run: (request) => timeline(context, request),
    }),
    appCall(context, {
      method: 'GET',
      path: '/2/tweets',
      scopes,
      bucket: 'lookup',
      run: (request) => lookup(context, request),
    }),
    appCall(context, {
      method: 'GET',
      path: '/2/tweets/:id(\\d{1,19})',
      name: 'GET /2/tweets/:id',
      scopes,
      bucket: 'lookup-one',
      run: (request) => lookupOne(context, request),
    }),
  ]
}

function lookup(context: XContext, request: SimRequest): SimResponse {
  const wanted = wantedFields(context, request, ['ids'])
  const given = request.url.searchParams.get('ids') ?? ''
  const ids = given.split(',')
  if (ids.length > 100 || ids.some((id) => !/^[0-9]{1,19}$/.test(id))) {
    throw invalidRequest(context, {
      parameters: { ids: [given] },
      message: `The \`ids\` query parameter value [${given}] is not 1 to 100 ids`,
    })
  }
  const found = context.state.posts.filter((post) => ids.includes(post.id))
  const missing = ids.filter((id) => found.every((post) => post.id !== id))
  const body: Record<string, unknown> = {}
  if (found.length > 0) body.data = found.map((post) => viewPost(context, post, wanted))
  const includes = viewIncludes(context, found, wanted)
  if (includes) body.includes = includes
  if (missing.length > 0) body.errors = missing.map((id) => notFound(context, 'tweet', 'ids', id))
  return { status: 200, body }
}

function lookupOne(context: XContext, request: SimRequest): SimResponse {
  const wanted = wantedFields(context, request)
  const id = request.params.id!
  const post = context.state.posts.find((one) => one.id === id)
  if (!post) return { status: 200, body: { errors: [notFound(context, 'tweet', 'id', id)] } }
  const includes = viewIncludes(context, [post], wanted)
  return { status: 200, body: { data: viewPost(context, post, wanted), ...(includes && { includes }) } }
}
