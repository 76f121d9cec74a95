import type { Call } from '../calls.ts'
import { notFound } from '../errors.ts'
import type { LinkedIn, Post } from '../state.ts'
import { postUrn } from '../urns.ts'

/** The post in the path, if people can see it. */
export function livePost(context: LinkedIn, call: Call): Post {
  const urn = postUrn(call.request.params.urn!)
  const post = context.state.posts.find((one) => one.urn === urn && one.lifecycleState === 'PUBLISHED')
  if (!post) throw notFound()
  return post
}
