import type { PostContext } from '../contract.ts'

/** The post that step `index` answers: a thread is a chain. */
export function parentOf(context: PostContext, index: number): string | undefined {
  if (index === 0) return undefined
  const parent = context.steps[index - 1]?.post_id
  if (!parent) throw new Error(`step ${index} has no parent yet`)
  return parent
}

/** X returns no URL. The username-free form redirects (seen in every peer). */
export function postUrl({ network, account }: PostContext, id: string): string {
  return account.username
    ? `${network.hosts.web}/${account.username}/status/${id}`
    : `${network.hosts.web}/i/web/status/${id}`
}
