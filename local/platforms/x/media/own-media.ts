import type { Caller } from '../calls.ts'
import { invalidRequest } from '../problems.ts'
import { nextId } from '../snowflake.ts'
import type { XContext, XMedia } from '../state.ts'
import { categoryOf, mediaLifeMs } from './limits.ts'

export function newMedia(
  context: XContext,
  ownerId: string,
  about: Pick<XMedia, 'category' | 'mime' | 'coOwners'>,
): XMedia {
  const id = nextId(context)
  const { kind, key } = categoryOf(context, about.category)
  return {
    ...about,
    id,
    key: `${key}_${id}`,
    ownerId,
    kind,
    totalBytes: 0,
    uploaded: false,
    expiresAt: context.clock.now() + mediaLifeMs,
  }
}

/** A medium of the caller that hasn't expired, or a refusal. */
export function ownMedia(context: XContext, id: string, { account }: Caller): XMedia {
  const media = context.state.media[id]
  const mine = media && [media.ownerId, ...media.coOwners].includes(account.id)
  if (!mine || media.expiresAt <= context.clock.now()) {
    throw invalidRequest(context, { parameters: { id: [id] }, message: 'Your media IDs are invalid.' })
  }
  return media
}
