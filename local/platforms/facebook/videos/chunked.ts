import { invalidParameter, objectMissing } from '../../meta/general-errors.ts'
import { type Parameters, text } from '../../meta/parameters.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import { sentFile } from '../sent-file.ts'
import type { Facebook, Video } from '../state.ts'
import { checkSize, forget, receive, receivedBytes } from './bytes.ts'
import { addVideo, videoStatus } from './video.ts'

/** `upload_phase=start`: the session, and which bytes to send first. Offsets go out as text. */
export function startUpload(facebook: Facebook, call: Call, pageId: string): unknown {
  const fileSize = wholeNumber(call.parameters, 'file_size')
  checkSize(fileSize)
  const video = addVideo(facebook, { pageId, use: 'video', fileSize })
  return { upload_session_id: video.uploadSessionId, video_id: video.id, ...offsets(facebook, video) }
}

/** `upload_phase=transfer`: exactly the next bytes, not more than asked for; the answer says which come next. */
export async function transferChunk(facebook: Facebook, call: Call, video: Video): Promise<unknown> {
  if (videoStatus(facebook, video) !== 'uploading') throw refusal('badVideo')
  const start = wholeNumber(call.parameters, 'start_offset')
  const received = receivedBytes(facebook, video)
  if (start !== received) throw refusal('wrongOffset', {}, offsets(facebook, video))
  const chunk = await sentFile(call.request, 'video_file_chunk')
  if (!chunk || chunk.length === 0) throw invalidParameter('The parameter video_file_chunk is required.')
  const asked = Math.min(facebook.settings.chunk_bytes, video.fileSize! - received)
  if (chunk.length > asked) throw refusal('badVideo')
  await receive(facebook, video, chunk)
  return offsets(facebook, video)
}

/** `upload_phase=cancel`. */
export function cancelUpload(facebook: Facebook, video: Video): unknown {
  if (video.finish) throw invalidParameter('The upload is finished.')
  forget(facebook, video)
  return { success: true }
}

export function uploadOf(facebook: Facebook, call: Call, pageId: string): Video {
  const session = text(call.parameters, 'upload_session_id')
  if (!session) throw invalidParameter('The parameter upload_session_id is required.')
  const video = Object.values(facebook.state.videos).find(
    (one) => one.uploadSessionId === session && one.pageId === pageId && one.use === 'video',
  )
  if (!video) throw objectMissing(session, 'post')
  return video
}

function offsets(facebook: Facebook, video: Video): { start_offset: string; end_offset: string } {
  const start = receivedBytes(facebook, video)
  const end = Math.min(start + facebook.settings.chunk_bytes, video.fileSize!)
  return { start_offset: String(start), end_offset: String(end) }
}

function wholeNumber(parameters: Parameters, name: string): number {
  const value = text(parameters, name)
  if (value === undefined) throw invalidParameter(`The parameter ${name} is required.`)
  if (!/^\d+$/.test(value)) throw invalidParameter(`Param ${name} must be an unsigned integer.`)
  return Number(value)
}
