import type { Schema } from '../../client/open-api.ts'
import type { NetworkContract, Post } from './contract.ts'
import type { Files } from './files.ts'

interface Own {
  connectionId: string
  /** Words that no other post has. */
  text: string
  files: Files
  /** Instead of those of the table. */
  options?: Record<string, unknown>
}

/** What is sent to publish a post of the table. */
export function bodyOf({ place }: NetworkContract, post: Post, { connectionId, text, files, options }: Own) {
  const own = typeof post.options === 'function' ? post.options(text) : post.options
  return {
    connection_id: connectionId,
    ...(post.text === null ? {} : { text_content: text }),
    assets: (post.files ?? []).map((name) => files[name]),
    platform_specific_options: {
      post_type: post.type,
      ...(place ? { [place.option]: place.id } : {}),
      ...own,
      ...options,
    } as Schema<'PlatformOptions'>,
  }
}
