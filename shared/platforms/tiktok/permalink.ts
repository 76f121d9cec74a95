import type { PostContext } from '../contract.ts'
import { readHandles } from './handles.ts'
import { filmOf } from './post-info.ts'

type Context = Pick<PostContext, 'network' | 'account' | 'handles' | 'media'>

/** The account's page, where a post stands whose own address isn't known; null without a name. */
export function profileUrl({ network, account, handles }: Context): string | null {
  const username = readHandles(handles).username ?? account.username
  return username ? `${network.hosts.web}/@${username}` : null
}

/** The address of a post (`/video/` seen in peers; TikTok leads from one to the other). */
export function permalink(context: Context, id: string): string | null {
  const profile = profileUrl(context)
  return profile && `${profile}/${filmOf(context.media) ? 'video' : 'photo'}/${id}`
}
