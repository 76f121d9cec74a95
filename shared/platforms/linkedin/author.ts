import type { PostContext } from '../contract.ts'
import { personUrn } from './urn.ts'

/** Who posts: the target's URN; it must own the media, too. */
export const authorOf = ({ target, account }: Pick<PostContext, 'target' | 'account'>): string =>
  target?.id ?? personUrn(account.id)

export const postUrl = ({ network }: Pick<PostContext, 'network'>, urn: string): string =>
  `${network.hosts.web}/feed/update/${urn}/`
