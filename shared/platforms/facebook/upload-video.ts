import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphId, pageCall, pageOf } from './graph.ts'
import type { HeldVideo } from './handles.ts'
import { readVideo } from './video-state.ts'

/** Facebook fetches the file, or receives a part of it, while we wait. */
const transferTimeoutMs = 60_000
/** Parts go on in the next look after this. */
const budgetMs = 20_000

const offset = z.coerce.number().check(z.int(), z.minimum(0))
const offsets = z.pipe(
  z.object({ start_offset: offset, end_offset: offset }),
  z.transform(({ start_offset: start, end_offset: end }) => ({ start, end })),
)

const session = z.intersection(z.object({ upload_session_id: graphId, video_id: graphId }), offsets)
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

/** Once more by its address is refused for a video that is there: what it says of itself decides. */
async function sendAddress(
  context: PostContext,
  media: JobMedia,
  video: HeldVideo,
  uploadUrl: string,
): Promise<HeldVideo> {
  try {
    await postAddress(context, media, uploadUrl)
  } catch (error) {
    if (!isRow(error, 'upload-processing')) throw error
    const { stage } = await readVideo(context, video.id)
    if (stage === 'uploading' || stage === 'failed') throw error
  }
  return { ...video, sent: true }
}

/** rupload takes no proof, and the token in words of its own. */
async function postAddress(
  { network, accessToken, mediaUrl }: PostContext,
  media: JobMedia,
  uploadUrl: string,
): Promise<void> {
  if (new URL(uploadUrl).origin !== new URL(network.hosts.rupload ?? '').origin) throw foreignHost()
  const answer = await network.call({
    method: 'POST',
    url: uploadUrl,
    route: 'POST /video-upload/:video',
    headers: { authorization: `OAuth ${accessToken}`, file_url: mediaUrl(media) },
    timeoutMs: transferTimeoutMs,
  })
  readAnswer(success, answer)
}

const isRow = (error: unknown, row: string): boolean =>
  error instanceof PlatformFailure && error.failure.row === row

const foreignHost = () =>
  new PlatformFailure({
    class: 'retry',
    userMessage: 'Facebook named an upload address that is not its own.',
    details: { message: 'foreign upload host' },
    row: 'foreign-upload-host',
  })

async function sendParts(context: PostContext, media: JobMedia, video: HeldVideo): Promise<HeldVideo> {
  const started = performance.now()
  let next = video.next ?? { start: 0, end: 0 }
  while (next.start < next.end && performance.now() - started < budgetMs) {
    try {
      next = await sendPart(context, media, { ...video, next })
    } catch (error) {
      if (!mayHaveArrived.some((row) => isRow(error, row))) throw error
      next = await afterArrived(context, media, { ...video, next }, error)
    }
  }
  return { ...video, next, sent: next.start >= next.end }
}

/** What a part is refused with that came before: not at its place, or, the last one, as a broken film. */
const mayHaveArrived = ['upload-chunk-offset', 'video-broken']

type Part = { start: number; end: number }
type Going = HeldVideo & { next: Part }

/** @returns the part that comes next */
async function sendPart(context: PostContext, media: JobMedia, { session, next }: Going): Promise<Part> {
  const multipart = new FormData()
  multipart.set('upload_phase', 'transfer')
  multipart.set('upload_session_id', session ?? '')
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
  return readAnswer(offsets, answer)
}

/** A part arrived though its answer was lost: on from where Facebook is. */
async function afterArrived(
  context: PostContext,
  media: JobMedia,
  { id, next }: Going,
  refusal: unknown,
): Promise<Part> {
  const { received } = await readVideo(context, id)
  if (received === undefined || received <= next.start || received > media.bytes) throw refusal
  return { start: received, end: Math.min(received + next.end - next.start, media.bytes) }
}
