import type { SimRequest } from '../../kit/server.ts'
import { invalidRequest } from '../problems.ts'
import type { XContext, XMedia } from '../state.ts'
import { decodePicture } from './image.ts'
import { gifLimits, mediaLifeMs } from './limits.ts'
import { processingState } from './processing.ts'
import { measureFilm } from './video.ts'

/** Takes the complete bytes of an upload: pictures are judged at once, films and GIFs while they are processed. */
export async function acceptBytes(
  context: XContext,
  media: XMedia,
  bytes: Buffer,
  request: SimRequest,
): Promise<void> {
  const verdict = await judge(media, bytes)
  if (verdict && media.kind === 'image') throw invalidRequest(context, { message: verdict })
  const now = context.clock.now()
  media.uploaded = true
  media.totalBytes = bytes.length
  media.expiresAt = now + mediaLifeMs
  context.files.put(media.id, media.mime, bytes)
  if (media.kind === 'video' || media.kind === 'gif') {
    const scripted = request.fault('processing_failed')
    const slow = request.fault('slow_processing')?.ms
    const message = scripted ? String(scripted.message ?? 'Internal error') : verdict
    media.processing = {
      startedAt: now,
      endsAt: now + (typeof slow === 'number' ? slow : context.settings.processing_ms),
      failure: message ? { code: 1, name: String(scripted?.name ?? 'InvalidMedia'), message } : undefined,
    }
  }
}

/** Measures the bytes into `media`; what is wrong comes as a sentence. */
async function judge(media: XMedia, bytes: Buffer): Promise<string | undefined> {
  if (media.kind === 'subtitles') return undefined
  if (media.kind === 'video') {
    const verdict = await measureFilm(bytes)
    if ('fault' in verdict) return verdict.fault
    Object.assign(media, verdict.film)
    return undefined
  }
  const picture = await decodePicture(bytes)
  if (!picture) return 'media type unrecognized.'
  if (media.mime !== 'application/octet-stream' && media.mime !== picture.mime)
    return 'media type does not match the bytes.'
  const { width, height, mime, frames } = picture
  Object.assign(media, { width, height, mime })
  if (media.kind === 'image') return undefined
  if (mime !== 'image/gif') return 'Unsupported image format'
  const tooLarge = width > gifLimits.width || height > gifLimits.height
  if (tooLarge || frames > gifLimits.frames || width * height * frames > gifLimits.pixels)
    return 'GIF is too large'
  return undefined
}

/** What upload, finalize and STATUS tell about a medium. */
export function viewUpload(context: XContext, media: XMedia): Record<string, unknown> {
  const info = processingState(context, media)
  const ready = !info || info.state === 'succeeded'
  return {
    id: media.id,
    media_key: media.key,
    size: media.totalBytes,
    expires_after_secs: Math.max(0, Math.ceil((media.expiresAt - context.clock.now()) / 1000)),
    ...(media.kind === 'image' && { image: { image_type: media.mime, w: media.width, h: media.height } }),
    ...(media.kind === 'video' && ready && { video: { video_type: media.mime } }),
    ...(info && { processing_info: info }),
  }
}
