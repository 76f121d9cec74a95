import type { LinkedIn, Post } from '../state.ts'
import { writeLittleText } from './little-text.ts'

/** Where people see a post: the path is that of www.linkedin.com. */
export const permalinkOf = (context: LinkedIn, urn: string) => `${context.url}/feed/update/${urn}`

/** A post as reads show it. */
export function viewPost(post: Post): Record<string, unknown> {
  return {
    id: post.urn,
    author: post.author,
    commentary: writeLittleText(post.pieces),
    visibility: post.visibility,
    distribution: { targetEntities: [], thirdPartyDistributionChannels: [], ...post.distribution },
    lifecycleState: post.lifecycleState,
    lifecycleStateInfo: { isEditedByAuthor: post.modifiedAt > post.createdAt },
    isReshareDisabledByAuthor: post.reshareDisabled,
    createdAt: post.createdAt,
    lastModifiedAt: post.modifiedAt,
    ...(post.lifecycleState === 'PUBLISHED' && { publishedAt: post.createdAt }),
    ...(post.content && { content: post.content }),
    ...(post.reshareOf && { reshareContext: { parent: post.reshareOf, root: post.reshareOf } }),
  }
}
