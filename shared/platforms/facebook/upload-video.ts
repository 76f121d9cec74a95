import * as z from 'zod'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphId, pageCall, pageOf } from './graph.ts'
import type { HeldVideo } from './handles.ts'

/** Facebook fetches the file, or receives a part of it, while we wait. */
const transferTimeoutMs = 60_000
/** Parts go on in the next look after this. */
const budgetMs = 20_000

const offset = z.coerce.number().int().min(0)
const offsets = z
  .object({ start_offset: offset, end_offset: offset })
  .transform(({ start_offset: start, end_offset: end }) => ({ start, end }))

const session = z.object({ upload_session_id: graphId, video_id: graphId }).and(offsets)
const upload = z.object({ video_id: graphId, upload_url: z.url() })
const success = z.object({ success: z.literal(true) })

/** Begins an upload: nothing is visible of it. */
export async function startVideo(context: PostContext, media: JobMedia): Promise<HeldVideo> {
  const edge = videoEdge(context)
  const answer = await pageCall(context, {
    method: 'POST',
    path: `/${pageOf(context)}/${edge}`,
    route: `POST /:page/${edge}`,
    form: { upload_phase: 'start', file_size: edge === 'videos' ? String(media.bytes) : undefined },
  })
  if (edge !== 'videos') {
    const { video_id, upload_url } = readAnswer(upload, answer)
    return { id: video_id, upload_url, sent: false }
  }
  const { upload_session_id, video_id, start, end } = readAnswer(session, answer)
  return { id: video_id, session: upload_session_id, next: { start, end }, sent: false }
}

export const videoEdge = ({ content }: Pick<PostContext, 'content'>) =>
  content.post_type === 'video' ? 'videos' : content.post_type === 'reel' ? 'video_reels' : 'video_stories'

/** Hands the file over, or as many parts of it as the time allows. */
export const sendVideo = (context: PostContext, media: JobMedia, video: HeldVideo): Promise<HeldVideo> =>
  video.upload_url ? sendAddress(context, media, video, video.upload_url) : sendParts(context, media, video)

/** rupload takes no proof, and the token in words of its own. */
async function sendAddress(
  { network, accessToken, mediaUrl }: PostContext,
  media: JobMedia,
  video: HeldVideo,
  uploadUrl: string,
): Promise<HeldVideo> {
  if (new URL(uploadUrl).origin !== new URL(network.hosts.rupload ?? '').origin) throw foreignHost()
  const answer = await network.call({
    method: 'POST',
    url: uploadUrl,
    route: 'POST /video-upload/:video',
    headers: { authorization: `OAuth ${accessToken}`, file_url: mediaUrl(media) },
    timeoutMs: transferTimeoutMs,
  })
  readAnswer(success, answer)
  return { ...video, sent: true }
}

const foreignHost = () =>
  new PlatformFailure({
    class: 'retry',
    userMessage: 'Facebook named an upload address that is not its own.',
    details: { message: 'foreign upload host' },
    row: 'foreign-upload-host',
  })

async function sendParts(context: PostContext, media: JobMedia, video: HeldVideo): Promise<HeldVideo> {
  const started = performance.now()
  let { next } = video
  while (next && next.start < next.end && performance.now() - started < budgetMs) {
    const multipart = new FormData()
    multipart.set('upload_phase', 'transfer')
    multipart.set('upload_session_id', video.session ?? '')
    multipart.set('start_offset', String(next.start))
    const bytes = await context.mediaBytes(media, next.start, next.end)
    multipart.set('video_file_chunk', new Blob([bytes], { type: 'application/octet-stream' }), 'part')
    const answer = await pageCall(context, {
      method: 'POST',
      path: `/${pageOf(context)}/videos`,
      route: 'POST /:page/videos',
      multipart,
      timeoutMs: transferTimeoutMs,
    })
    next = readAnswer(offsets, answer)
  }
  return { ...video, next, sent: next === undefined || next.start >= next.end }
}
