import type { Armed, Finding, FoundPost, PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { armedUpload } from './handles.ts'
import { listVideos, type VideoRow } from './list-videos.ts'
import { matchingRows, wordsOf } from './match.ts'
import { photoOptions } from './options.ts'
import { permalink } from './permalink.ts'
import { filmOf } from './post-info.ts'
import { failureOf, readStatus } from './status.ts'

// Clocks differ by up to two minutes.
const aheadMs = 120_000

/**
 * A film's last piece was sent to an upload that has a name, so TikTok is asked by it. Photos are named only by the
 * answer that was lost.
 */
export function find(context: PostContext, armed: Armed): Promise<Finding> {
  const film = filmOf(context.media)
  return film ? findUpload(context, armed, film.bytes) : findPhotos(context, armed)
}

async function findUpload(context: PostContext, armed: Armed, bytes: number): Promise<Finding> {
  const upload = armedUpload(context.handles)
  const state = await readStatus(context, upload.publish_id)
  const post: FoundPost = { id: upload.publish_id, created_at: armed.armed_at }
  switch (state.status) {
    case 'PUBLISH_COMPLETE':
    case 'SEND_TO_USER_INBOX':
      return { kind: 'live', posts: [post], exact: true }
    case 'PROCESSING_UPLOAD':
      // Incomplete: the piece did not come in. Sent once more to the same upload it can't post twice; another
      // upload is for prepare, which waits until this one has expired.
      return { kind: 'seen', posts: (state.uploaded_bytes ?? 0) >= bytes ? [post] : [], exact: true }
    case 'FAILED':
      // Nothing was posted. What another try may mend is tried again; else `confirm` tells the reason.
      return failureOf(context, state).class === 'retry'
        ? { kind: 'dead' }
        : { kind: 'seen', posts: [post], exact: true }
    default:
      return { kind: 'seen', posts: [post], exact: true }
  }
}

async function findPhotos(context: PostContext, { armed_at }: Armed): Promise<Finding> {
  const words = wordsOf(context.content)
  if (!words || !isPublic(context)) return hidden
  const listed = await listVideos(context, armed_at - aheadMs).catch(unlessScopeMissing)
  const rows = matchingRows(words, listed)
  if (rows.length === 0) return hidden
  return {
    kind: 'seen',
    posts: rows.map(({ id, create_time, share_url }) => ({
      id,
      url: share_url?.split('?')[0] || (permalink(context, id) ?? undefined),
      created_at: create_time,
    })),
  }
}

/** An app that may not list posts still publishes: what it can't see, it can't tell. */
function unlessScopeMissing(error: unknown): VideoRow[] {
  if (error instanceof PlatformFailure && error.failure.row === 'scope-missing') return []
  throw error
}

const isPublic = ({ content }: PostContext): boolean =>
  content.post_type !== 'draft' &&
  photoOptions().parse(content.options).privacy_level === 'PUBLIC_TO_EVERYONE'

/** Lists show public posts, after moderation, and of photos perhaps none: not being listed says nothing. */
const hidden: Finding = {
  kind: 'unknown',
  failure: {
    class: 'unknown',
    userMessage: 'TikTok does not show whether it took the photos.',
    details: { message: 'no publish_id' },
    row: 'photos-not-shown',
  },
}
