import { invalidParameter } from '../../meta/general-errors.ts'
import { text } from '../../meta/parameters.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import { bareUrl, fetchVideo } from '../fetch.ts'
import { readMessage } from '../posts/feed.ts'
import { readPublication } from '../posts/publication.ts'
import { oneOf } from '../read.ts'
import { sentFile } from '../sent-file.ts'
import type { Facebook, Video } from '../state.ts'
import { complete } from './bytes.ts'
import { cancelUpload, startUpload, transferChunk, uploadOf } from './chunked.ts'
import { addVideo, checkFinishable, finishVideo, videoPage } from './video.ts'

/** `POST /:page/videos`: by address, in one form, or in the four phases of a chunked upload. */
export async function postVideo(facebook: Facebook, call: Call): Promise<unknown> {
  const page = videoPage(facebook, call)
  const { parameters } = call
  const phase = oneOf(parameters, 'upload_phase', ['start', 'transfer', 'finish', 'cancel'])
  const fileUrl = text(parameters, 'file_url')
  if (phase && fileUrl) throw invalidParameter('Param file_url can not be used with upload_phase.')
  if (phase === 'start') return startUpload(facebook, call, page.id)
  if (phase === 'transfer') return transferChunk(facebook, call, uploadOf(facebook, call, page.id))
  if (phase === 'cancel') return cancelUpload(facebook, uploadOf(facebook, call, page.id))
  if (phase === 'finish') {
    const video = uploadOf(facebook, call, page.id)
    checkFinishable(facebook, video)
    return finish(facebook, call, video, () => ({ success: true }))
  }
  const bytes = fileUrl ? await fetchVideo(facebook, fileUrl) : await sentFile(call.request, 'source')
  if (!bytes) throw refusal('badVideo')
  // Refused before anything is kept.
  readWords(facebook, call)
  const video = addVideo(facebook, { pageId: page.id, use: 'video' })
  await complete(facebook, video, bytes)
  if (video.asset && fileUrl) video.asset = { ...video.asset, source: bareUrl(fileUrl) }
  return finish(facebook, call, video, () => ({ id: video.id }))
}

function readWords(facebook: Facebook, call: Call) {
  const { parameters } = call
  const publication = readPublication(facebook, parameters, 180)
  const description = readMessage(parameters, 'description')
  return { publication, description, title: text(parameters, 'title') ?? '' }
}

function finish<T>(facebook: Facebook, call: Call, video: Video, answer: () => T): T {
  const { publication, description, title } = readWords(facebook, call)
  const { published, scheduledAt } = publication
  Object.assign(video, { description, title })
  const state = published ? 'PUBLISHED' : scheduledAt === undefined ? 'DRAFT' : 'SCHEDULED'
  return finishVideo(facebook, call, { video, state, scheduledAt, answer })
}
