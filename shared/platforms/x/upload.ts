import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import {
  append,
  describe,
  finalize,
  initialize,
  segmentBytes,
  sendPicture,
  status,
  type UploadState,
} from './upload-calls.ts'

/** How far the upload of one file has come; what prepare hands back to itself. */
export const uploadProgress = z.object({
  id: z.string(),
  stage: z.enum(['sending', 'processing', 'processed', 'ready']),
  /** Segments X took. */
  segments: z.number(),
  /** Uploads of this file given up before. */
  restarts: z.number(),
  /** X drops what was not posted by then; ms. */
  expires_at: z.number(),
})

export type Upload = z.infer<typeof uploadProgress>

const maxRestarts = 2
const lifeSeconds = 86_400

export interface Advance {
  upload: Upload
  /** Look again after this many seconds; absent when the file can be posted. */
  seconds?: number
}

/**
 * Takes one file as far as it goes now: sent, processed, described. Nothing of it is public, so it may be
 * called at any time and starts a new upload when X no longer knows the old one.
 */
export async function advance(
  context: PostContext,
  media: JobMedia,
  held: Upload | undefined,
  isTimeUp: () => boolean,
): Promise<Advance> {
  const upload = { ...(held ?? (await begin(context, media, 0))) }
  try {
    if (upload.stage === 'sending') {
      if (!(await sendSegments(context, media, upload, isTimeUp))) return { upload, seconds: 1 }
      const wait = settle(upload, await finalize(context, upload))
      if (wait !== undefined) return { upload, seconds: wait }
    } else if (upload.stage === 'processing') {
      const wait = settle(upload, await status(context, upload))
      if (wait !== undefined) return { upload, seconds: wait }
    }
  } catch (error) {
    if (!isLost(error) || upload.restarts >= maxRestarts) throw error
    return { upload: await begin(context, media, upload.restarts + 1), seconds: 1 }
  }
  if (upload.stage === 'processed') {
    // X describes pictures and GIFs; videos have subtitles instead.
    if (media.alt_text && media.kind !== 'video') await describe(context, upload, media.alt_text)
    upload.stage = 'ready'
  }
  return { upload }
}

/** A refusal of an upload in progress: it ended, or a segment that X already had was not welcome twice. */
const isLost = (error: unknown): boolean =>
  error instanceof PlatformFailure &&
  ['rejected', 'invalid', 'recreate'].includes(error.failure.class) &&
  error.failure.row !== 'media-refused'

/** Pictures go in one request, films and GIFs in segments: X processes those afterwards. */
async function begin(context: PostContext, media: JobMedia, restarts: number): Promise<Upload> {
  const asked = context.network.now()
  const state = media.kind === 'image' ? await sendPicture(context, media) : await initialize(context, media)
  return {
    id: state.id,
    stage: media.kind === 'image' ? 'processed' : 'sending',
    segments: 0,
    restarts,
    expires_at: asked + (state.expires_after_secs ?? lifeSeconds) * 1000,
  }
}

/** @returns whether all are sent */
async function sendSegments(
  context: PostContext,
  media: JobMedia,
  upload: Upload,
  isTimeUp: () => boolean,
): Promise<boolean> {
  const total = Math.ceil(media.bytes / segmentBytes)
  while (upload.segments < total) {
    if (isTimeUp()) return false
    await append(context, media, upload)
    upload.segments += 1
  }
  return true
}

/** Notes what X says of the processing. @returns seconds to wait, undefined when it is done */
function settle(upload: Upload, { processing_info }: UploadState): number | undefined {
  if (processing_info?.state === 'failed') throw processingFailed(processing_info)
  const done = !processing_info || processing_info.state === 'succeeded'
  upload.stage = done ? 'processed' : 'processing'
  return done ? undefined : Math.max(1, processing_info.check_after_secs ?? 1)
}

/** `InvalidMedia` is about the file; any other failure is X's own and worth a new upload. */
function processingFailed({ error }: NonNullable<UploadState['processing_info']>): PlatformFailure {
  const isRefused = error?.name === 'InvalidMedia'
  return new PlatformFailure({
    class: isRefused ? 'rejected' : 'recreate',
    userMessage: `X could not process the file${error?.message ? `: ${error.message}` : ''}.`,
    details: {
      ...(error?.name ? { platform_code: error.name } : {}),
      ...(error?.message ? { message: error.message.slice(0, 300) } : {}),
    },
    row: isRefused ? 'media-refused' : 'media-processing-failed',
  })
}
