import type { SimResponse } from '../../kit/server.ts'
import { checkActor } from '../actors.ts'
import type { Call } from '../calls.ts'
import { blankValue, invalidValue, notFound } from '../errors.ts'
import { readBody } from '../schema.ts'
import type { LinkedIn } from '../state.ts'
import { postUrn } from '../urns.ts'
import { readCommentary } from './commentary.ts'
import { updateRequest } from './schema.ts'

/** POST /rest/posts/{urn} as PARTIAL_UPDATE: a new commentary. Polls can't be edited. */
export function updatePost(context: LinkedIn, call: Call): SimResponse {
  const urn = postUrn(call.request.params.urn!)
  const { commentary } = readBody(call.request, updateRequest).patch.$set
  const post = context.state.posts.find((one) => one.urn === urn)
  if (!post) throw notFound()
  checkActor(call, post.author)
  if (post.kind === 'poll') throw invalidValue('patch', 'polls cannot be edited')
  if (commentary.trim() === '' && !post.content && !post.reshareOf) throw blankValue('commentary')
  const { pieces, lost } = readCommentary(context, commentary)
  Object.assign(post, { commentary, pieces, cut: lost !== '', modifiedAt: context.clock.now() })
  return { status: 204 }
}

/** DELETE /rest/posts/{urn}: 204 also for what is gone already. Its content stays refused for a while. */
export function deletePost(context: LinkedIn, call: Call): SimResponse {
  const urn = postUrn(call.request.params.urn!)
  const post = context.state.posts.find((one) => one.urn === urn)
  if (post) {
    checkActor(call, post.author)
    context.state.posts = context.state.posts.filter((one) => one !== post)
    context.state.comments = context.state.comments.filter((comment) => comment.post !== urn)
    context.state.deleted.push({ fingerprint: post.fingerprint, at: context.clock.now() })
  }
  return { status: 204 }
}
