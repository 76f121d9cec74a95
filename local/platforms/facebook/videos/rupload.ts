import { Refusal, type Route, type SimRequest, type SimResponse } from '../../kit/server.ts'
import { GraphError } from '../../meta/graph-error.ts'
import { findToken } from '../call.ts'
import { bareUrl, fetchVideo } from '../fetch.ts'
import { type Facebook, idPattern, type Video } from '../state.ts'
import { grantOf } from '../tokens.ts'
import { checkSize, complete, receive, receivedBytes } from './bytes.ts'
import { videoStatus } from './video.ts'

/** rupload.facebook.com: the bytes of a reel or video story, from an offset or by address. Its refusals have their own shape. */
export function ruploadRoute(facebook: Facebook): Route {
  return {
    method: 'POST',
    path: `/video-upload/:version(v\\d+\\.\\d)/:video(${idPattern.video})`,
    name: 'POST /video-upload/:video',
    run: (request) => upload(facebook, request),
  }
}

async function upload(facebook: Facebook, request: SimRequest): Promise<SimResponse> {
  const video = ownUpload(facebook, request)
  if (request.fault('upload_failed')) {
    video.uploadFailed = true
    facebook.changed()
  }
  if (videoStatus(facebook, video) !== 'uploading')
    throw refused('ProcessingFailedError', 'Request processing failed', false)
  const fileUrl = request.headers.file_url
  if (fileUrl) await take(facebook, video, fileUrl)
  else await append(facebook, video, request)
  return { status: 200, body: { success: true, message: 'Upload successful.' } }
}

/** Only `Authorization: OAuth` counts here. */
function ownUpload(facebook: Facebook, request: SimRequest): Video {
  const unauthorized = (message: string) => refused('NotAuthorizedError', message, false, 401)
  const value = /^OAuth (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const video = facebook.state.videos[request.params.video!]
  try {
    const token = findToken(facebook, request, value)
    const mayPublish = grantOf(facebook, token).granted.includes('pages_manage_posts')
    if (!mayPublish || !video || video.pageId !== token.pageId || video.use === 'video')
      throw unauthorized('The video can not be uploaded with this token')
    return video
  } catch (error) {
    throw error instanceof GraphError ? unauthorized(error.words.message) : error
  }
}

async function take(facebook: Facebook, video: Video, fileUrl: string): Promise<void> {
  try {
    await complete(facebook, video, await fetchVideo(facebook, fileUrl))
    if (video.asset) video.asset = { ...video.asset, source: bareUrl(fileUrl) }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    throw refused('ProcessingFailedError', `Unable to fetch the file: ${error.words.message}`, false)
  }
}

async function append(facebook: Facebook, video: Video, request: SimRequest): Promise<void> {
  const [offset, size] = [header(request, 'offset'), header(request, 'file_size')]
  checkTotal(video, size)
  const received = receivedBytes(facebook, video)
  if (offset !== received)
    throw refused('OffsetInvalidError', `Request starting offset is invalid, expected ${received}`, true)
  if (request.raw.length > size - offset)
    throw refused('ProcessingFailedError', 'More bytes than file_size', false)
  video.fileSize = size
  const half = request.fault('partial_upload')
  const bytes = half ? request.raw.subarray(0, Math.floor(request.raw.length / 2)) : request.raw
  await receive(facebook, video, bytes)
  facebook.changed()
  if (video.uploadedBytes === undefined)
    throw refused('PartialRequestError', 'Partial request (did not match length of file)', true)
}

function checkTotal(video: Video, size: number): void {
  try {
    checkSize(size)
  } catch {
    throw refused('ProcessingFailedError', 'Invalid file_size', false)
  }
  if (video.fileSize !== undefined && video.fileSize !== size)
    throw refused('ProcessingFailedError', 'file_size differs from the one given before', false)
}

function header(request: SimRequest, name: string): number {
  const value = request.headers[name]
  if (!value || !/^\d+$/.test(value))
    throw refused('HeaderMissingError', `The header ${name} is required`, false)
  return Number(value)
}

function refused(type: string, message: string, retriable: boolean, status = 400): Refusal {
  return new Refusal({ status, body: { debug_info: { retriable, type, message } } })
}
