import { z } from 'zod'
import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { type Caller, userCall } from '../calls.ts'
import { parse } from '../parse.ts'
import { invalidRequest } from '../problems.ts'
import type { XContext, XMedia } from '../state.ts'
import { acceptBytes, viewUpload } from './accept.ts'
import { uploadBody } from './body.ts'
import { categoryOf, chunkCeiling } from './limits.ts'
import { newMedia, ownMedia } from './own-media.ts'

const mediaTypes =
  `video/mp4 video/webm video/mp2t video/quicktime text/srt text/vtt image/jpeg image/gif image/bmp image/png
  image/webp image/pjpeg image/tiff model/gltf-binary model/vnd.usdz+zip`.split(/\s+/)
const categories = 'amplify_video tweet_gif tweet_image tweet_video dm_gif dm_image dm_video subtitles'.split(
  ' ',
)
const largestTotal = 17_179_869_184

// InitializeMediaUploadRequest of specification 2.167; it marks nothing as required, the live API needs all three.
const initializeRequest = z.strictObject({
  media_type: z.enum(mediaTypes),
  total_bytes: z.int().min(0).max(largestTotal),
  media_category: z.enum(categories),
  shared: z.boolean().optional(),
  additional_owners: z.array(z.string().regex(/^[0-9]{1,19}$/)).optional(),
})

/** initialize, append, finalize. Segments wait in memory: an upload in progress doesn't survive a restart. */
export function chunkedRoutes(context: XContext): Route[] {
  const segments = new Map<string, Map<number, Buffer>>()
  const call = (
    path: string,
    run: (request: SimRequest, caller: Caller) => Promise<SimResponse> | SimResponse,
  ) => userCall(context, { method: 'POST', path, scopes: ['media.write'], bucket: 'chunks', run })
  return [
    call('/2/media/upload/initialize', (request, caller) => {
      const media = initialize(context, request, caller)
      segments.set(media.id, new Map())
      const { id, media_key, expires_after_secs } = viewUpload(context, media)
      return { status: 200, body: { data: { id, media_key, expires_after_secs } } }
    }),
    call('/2/media/upload/:id/append', async (request, caller) => {
      const media = openUpload(context, request, caller)
      await append(context, request, media, segments.get(media.id) ?? new Map())
      return { status: 200, body: { data: { expires_at: Math.floor(media.expiresAt / 1000) } } }
    }),
    call('/2/media/upload/:id/finalize', async (request, caller) => {
      const media = openUpload(context, request, caller)
      const bytes = assembled(context, media, segments.get(media.id) ?? new Map())
      await acceptBytes(context, media, bytes, request)
      segments.delete(media.id)
      return { status: 200, body: { data: viewUpload(context, media) } }
    }),
  ]
}

function initialize(context: XContext, request: SimRequest, { account }: Caller): XMedia {
  const asked = parse(context, initializeRequest, request.json())
  const { maxBytes } = categoryOf(context, asked.media_category)
  if (asked.total_bytes > maxBytes)
    throw invalidRequest(context, { message: `File size exceeds ${maxBytes} bytes.` })
  const media = newMedia(context, account.id, {
    category: asked.media_category,
    mime: asked.media_type,
    coOwners: asked.additional_owners ?? [],
  })
  media.totalBytes = asked.total_bytes
  context.state.media[media.id] = media
  return media
}

function openUpload(context: XContext, request: SimRequest, caller: Caller): XMedia {
  const media = ownMedia(context, request.params.id!, caller)
  if (media.uploaded) throw invalidRequest(context, { message: 'The upload is already finalized.' })
  return media
}

async function append(
  context: XContext,
  request: SimRequest,
  media: XMedia,
  segments: Map<number, Buffer>,
): Promise<void> {
  const { media: chunk, values } = await uploadBody(context, request, {
    required: ['media', 'segment_index'],
    optional: [],
  })
  const index = Number(values.segment_index)
  const refuse = (message: string) => invalidRequest(context, { message })
  if (!/^\d+$/.test(values.segment_index!) || index > 999)
    throw refuse('$.segment_index: is not between 0 and 999')
  if (chunk.length === 0) throw refuse('$.media: is empty')
  if (chunk.length > chunkCeiling) throw refuse(`Segment size exceeds ${chunkCeiling} bytes.`)
  if (segments.has(index) && !context.settings.repeats_segments)
    throw refuse('$.segment_index: was already sent')
  const others = [...segments].reduce((sum, [key, bytes]) => (key === index ? sum : sum + bytes.length), 0)
  if (others + chunk.length > media.totalBytes) throw refuse('The segments exceed total_bytes.')
  segments.set(index, chunk)
}

function assembled(context: XContext, media: XMedia, segments: Map<number, Buffer>): Buffer {
  const parts = [...segments].sort(([a], [b]) => a - b)
  const gap = parts.findIndex(([index], position) => index !== position)
  if (parts.length === 0 || gap >= 0) {
    throw invalidRequest(context, {
      message: `Segments do not add up to provided total file size: segment ${Math.max(gap, 0)} is missing.`,
    })
  }
  const bytes = Buffer.concat(parts.map(([, part]) => part))
  if (bytes.length !== media.totalBytes) {
    throw invalidRequest(context, { message: 'Segments do not add up to provided total file size.' })
  }
  return bytes
}
