import * as z from 'zod'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { read } from './answers.ts'

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

/** X advises 5 MB and takes 8; with a thousand segments this reaches far beyond the largest video allowed. */
const segmentBytes = 4 * 1024 * 1024
const uploadTimeoutMs = 60_000
const maxRestarts = 2
const lifeSeconds = 86_400

const processing = z.object({
  state: z.string(),
  check_after_secs: z.number().optional(),
  // In no schema of X, but what it sends (seen in peers).
  error: z.object({ name: z.string().optional(), message: z.string().optional() }).optional(),
})

const uploadAnswer = z.object({
  data: z.object({
    id: z.string().regex(/^[0-9]{1,19}$/),
    expires_after_secs: z.number().optional(),
    /** Absent: ready now. */
    processing_info: processing.optional(),
  }),
})

type UploadState = z.infer<typeof uploadAnswer>['data']

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

// Only these two fields: specification 2.167 closed the schema and dropped what 2.166 had beside them.
async function sendPicture(context: PostContext, media: JobMedia): Promise<UploadState> {
  const multipart = new FormData()
  multipart.set('media', new Blob([await context.mediaBytes(media)], { type: media.mime }), 'media')
  multipart.set('media_category', 'tweet_image')
  return post(context, { path: '/2/media/upload', multipart })
}

const initialize = (context: PostContext, media: JobMedia): Promise<UploadState> =>
  post(context, {
    path: '/2/media/upload/initialize',
    json: {
      media_type: media.mime,
      total_bytes: media.bytes,
      media_category: media.kind === 'gif' ? 'tweet_gif' : 'tweet_video',
    },
  })

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

async function append(context: PostContext, media: JobMedia, upload: Upload): Promise<void> {
  const start = upload.segments * segmentBytes
  const bytes = await context.mediaBytes(media, start, Math.min(start + segmentBytes, media.bytes))
  const multipart = new FormData()
  multipart.set('media', new Blob([bytes], { type: 'application/octet-stream' }), 'segment')
  multipart.set('segment_index', String(upload.segments))
  await context.network.call({
    method: 'POST',
    url: `${context.network.hosts.api}/2/media/upload/${upload.id}/append`,
    route: 'POST /2/media/upload/:id/append',
    token: context.accessToken,
    multipart,
    timeoutMs: uploadTimeoutMs,
  })
}

const finalize = (context: PostContext, upload: Upload): Promise<UploadState> =>
  post(context, {
    path: `/2/media/upload/${upload.id}/finalize`,
    route: '/2/media/upload/:id/finalize',
  })

async function status(context: PostContext, upload: Upload): Promise<UploadState> {
  const answer = await context.network.call({
    method: 'GET',
    url: `${context.network.hosts.api}/2/media/upload`,
    route: 'GET /2/media/upload',
    query: { command: 'STATUS', media_id: upload.id },
    token: context.accessToken,
  })
  return read(uploadAnswer, answer).data
}

/** Notes what X says of the processing. @returns seconds to wait, undefined when it is done */
function settle(upload: Upload, { processing_info }: UploadState): number | undefined {
  if (processing_info?.state === 'failed') throw processingFailed(processing_info)
  const done = !processing_info || processing_info.state === 'succeeded'
  upload.stage = done ? 'processed' : 'processing'
  return done ? undefined : Math.max(1, processing_info.check_after_secs ?? 1)
}

/** `InvalidMedia` is about the file; any other failure is X's own and worth a new upload. */
function processingFailed({ error }: z.infer<typeof processing>): PlatformFailure {
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

const describe = (context: PostContext, upload: Upload, text: string) =>
  context.network.call({
    method: 'POST',
    url: `${context.network.hosts.api}/2/media/metadata`,
    route: 'POST /2/media/metadata',
    token: context.accessToken,
    json: { id: upload.id, metadata: { alt_text: { text } } },
  })

async function post(
  context: PostContext,
  request: { path: string; route?: string; json?: unknown; multipart?: FormData },
): Promise<UploadState> {
  const { path, route = path, ...body } = request
  const answer = await context.network.call({
    method: 'POST',
    url: `${context.network.hosts.api}${path}`,
    route: `POST ${route}`,
    token: context.accessToken,
    timeoutMs: uploadTimeoutMs,
    ...body,
  })
  return read(uploadAnswer, answer).data
}
