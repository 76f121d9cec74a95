import type { XContext, XPost } from '../state.ts'

/** Where people see a post: the path is that of x.com. */
export function permalinkOf(context: XContext, post: XPost): string {
  const username = context.accounts.byId(post.accountId)?.username ?? 'i'
  return `${context.url}/${username}/status/${post.id}`
}
