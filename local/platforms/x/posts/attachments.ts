import { processingState } from '../media/processing.ts'
import { forbidden, invalidMediaIds, invalidRequest } from '../problems.ts'
import type { XContext, XMedia } from '../state.ts'

const attachable = ['tweet_image', 'tweet_gif', 'tweet_video', 'amplify_video']

/** The media of a new post: present, own, fresh, processed, and a mix that X allows. */
export function attachmentsOf(context: XContext, ids: string[], accountId: string): XMedia[] {
  const media = ids.map((id) => context.state.media[id])
  const usable = media.filter((one) => one !== undefined && isUsable(context, one, accountId)) as XMedia[]
  if (usable.length < ids.length || new Set(ids).size < ids.length) throw invalidMediaIds(context, ids)
  const unready = usable.filter(
    (one) => processingState(context, one)?.state !== 'succeeded' && one.processing,
  )
  if (unready.length > 0) {
    throw invalidRequest(context, {
      parameters: { 'media.media_ids': unready.map((one) => one.id) },
      message: 'Your media has not finished processing.',
    })
  }
  const moving = usable.filter((one) => one.kind !== 'image')
  if (moving.length > 0 && usable.length > 1) {
    throw invalidRequest(context, {
      parameters: { 'media.media_ids': ids },
      message: 'You may attach up to 4 photos, or 1 GIF, or 1 video.',
    })
  }
  const longest = context.settings.video_max_seconds
  if (usable.some((one) => one.kind === 'video' && (one.durationMs ?? 0) > longest * 1000)) {
    throw forbidden(
      `This user is not allowed to post a video longer than ${Math.floor(longest / 60)} minutes.`,
    )
  }
  return usable
}

function isUsable(context: XContext, media: XMedia, accountId: string): boolean {
  return (
    media.uploaded &&
    media.expiresAt > context.clock.now() &&
    attachable.includes(media.category) &&
    [media.ownerId, ...media.coOwners].includes(accountId)
  )
}
