import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { read } from './answers.ts'

/** X advises 5 MB and takes 8; with a thousand segments this reaches far beyond the largest video allowed. */
export const segmentBytes = 4 * 1024 * 1024
const timeoutMs = 60_000

const processing = z.object({
  state: z.string(),
  check_after_secs: z.optional(z.number()),
  // In no schema of X, but what it sends (seen in peers).
  error: z.optional(z.object({ name: z.optional(z.string()), message: z.optional(z.string()) })),
})

const uploadAnswer = z.object({
  data: z.object({
    id: z.string().check(z.regex(/^[0-9]{1,19}$/)),
    expires_after_secs: z.optional(z.number()),
    /** Absent: ready now. */
    processing_info: z.optional(processing),
  }),
})

/** What X says of an upload. */
export type UploadState = z.infer<typeof uploadAnswer>['data']

/** A picture in one request. Only these two fields: 2.167 closed the schema and dropped what 2.166 had beside them. */
export async function sendPicture(context: PostContext, media: JobMedia): Promise<UploadState> {
  const multipart = new FormData()
  multipart.set('media', new Blob([await context.mediaBytes(media)], { type: media.mime }), 'media')
  multipart.set('media_category', 'tweet_image')
  return post(context, { path: '/2/media/upload', multipart })
}

/** Begins an upload in segments. */
export const initialize = (context: PostContext, media: JobMedia): Promise<UploadState> =>
  post(context, {
    path: '/2/media/upload/initialize',
    json: {
      media_type: media.mime,
      total_bytes: media.bytes,
      media_category: media.kind === 'gif' ? 'tweet_gif' : 'tweet_video',
    },
  })

/** Sends the segment after those that X has. */
export async function append(
  context: PostContext,
  media: JobMedia,
  { id, segments }: { id: string; segments: number },
): Promise<void> {
  const start = segments * segmentBytes
  const bytes = await context.mediaBytes(media, start, Math.min(start + segmentBytes, media.bytes))
  const multipart = new FormData()
  multipart.set('media', new Blob([bytes], { type: 'application/octet-stream' }), 'segment')
  multipart.set('segment_index', String(segments))
  await context.network.call({
    method: 'POST',
    url: `${context.network.hosts.api}/2/media/upload/${id}/append`,
    route: 'POST /2/media/upload/:id/append',
    token: context.accessToken,
    multipart,
    timeoutMs,
  })
}

/** Says that all segments are sent. */
export const finalize = (context: PostContext, { id }: { id: string }): Promise<UploadState> =>
  post(context, {
    path: `/2/media/upload/${id}/finalize`,
    route: '/2/media/upload/:id/finalize',
  })

/** How far the processing is. */
export async function status(context: PostContext, { id }: { id: string }): Promise<UploadState> {
  const answer = await context.network.call({
    method: 'GET',
    url: `${context.network.hosts.api}/2/media/upload`,
    route: 'GET /2/media/upload',
    query: { command: 'STATUS', media_id: id },
    token: context.accessToken,
  })
  return read(uploadAnswer, answer).data
}

/** The alternative text of a picture; after the upload, before the post. */
export const describe = (context: PostContext, { id }: { id: string }, text: string) =>
  context.network.call({
    method: 'POST',
    url: `${context.network.hosts.api}/2/media/metadata`,
    route: 'POST /2/media/metadata',
    token: context.accessToken,
    json: { id, metadata: { alt_text: { text } } },
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
    timeoutMs,
    ...body,
  })
  return read(uploadAnswer, answer).data
}
