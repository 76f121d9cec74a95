import type { Caller } from '../calls.ts'
import { pictureOf } from '../media/picture-source.ts'
import { statusOf } from '../media/status.ts'
import { coverMissing, invalidRequest, mediaMissing, mediaNotReady, notPermitted } from '../problems.ts'
import type { Host, Picture, PinMedia, Pinterest } from '../state.ts'
import type { MediaSource } from './schema.ts'

type VideoSource = Extract<MediaSource, { source_type: 'video_id' }>

/** An uploaded film and its cover: a picture by address, one in the request, or a moment of the film. */
export async function sourceVideo(
  pinterest: Pinterest,
  source: VideoSource,
  { account, host }: Caller,
): Promise<PinMedia> {
  // Reported as unavailable there; in which words is unknown.
  if (host === 'sandbox') throw notPermitted()
  checkCover(source)
  const upload = pinterest.state.uploads[source.media_id]
  if (upload?.ownerId !== account.id || upload.host !== host) throw mediaMissing()
  const status = statusOf(pinterest, upload)
  if (status !== 'succeeded' || !upload.film) throw mediaNotReady(status)
  return {
    kind: 'video',
    film: upload.film,
    uploadId: upload.id,
    cover: await coverOf(pinterest, source, host),
    keyFrameSeconds: source.cover_image_key_frame_time,
    readyAt: pinterest.clock.now() + pinterest.settings.video_pin_processing_ms,
  }
}

function checkCover(source: VideoSource): void {
  const { cover_image_url, cover_image_data, cover_image_content_type, cover_image_key_frame_time } = source
  const isHalf = (cover_image_data === undefined) !== (cover_image_content_type === undefined)
  const ways = [cover_image_url, cover_image_data, cover_image_key_frame_time]
  const given = ways.filter((way) => way !== undefined).length
  if (given === 0 || isHalf) throw coverMissing()
  if (given > 1) throw invalidRequest('Invalid request: media_source: more than one cover image was given')
}

async function coverOf(pinterest: Pinterest, source: VideoSource, host: Host): Promise<Picture | undefined> {
  const { cover_image_url: url, cover_image_data: data, cover_image_content_type: content_type } = source
  if (url !== undefined) return pictureOf(pinterest, { url }, host)
  if (data !== undefined && content_type) return pictureOf(pinterest, { content_type, data }, host)
  return undefined
}
