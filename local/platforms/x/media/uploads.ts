import { z } from 'zod'
import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { type Caller, userCall } from '../calls.ts'
import { parse } from '../parse.ts'
import { invalidRequest } from '../problems.ts'
import type { XContext } from '../state.ts'
import { acceptBytes, viewUpload } from './accept.ts'
import { uploadBody } from './body.ts'
import { chunkedRoutes } from './chunked.ts'
import { categoryOf, longestAltText } from './limits.ts'
import { newMedia, ownMedia } from './own-media.ts'

const scopes = ['media.write']
const oneShotCategories = ['tweet_image', 'dm_image', 'subtitles']

/** All media calls: one-shot, chunked, status, alt text. */
export function mediaRoutes(context: XContext): Route[] {
  return [
    userCall(context, {
      method: 'POST',
      path: '/2/media/upload',
      scopes,
      bucket: 'upload',
      run: (request, caller) => oneShot(context, request, caller),
    }),
    userCall(context, {
      method: 'GET',
      path: '/2/media/upload',
      scopes,
      bucket: 'media-status',
      run: (request, caller) => status(context, request, caller),
    }),
    userCall(context, {
      method: 'POST',
      path: '/2/media/metadata',
      scopes,
      bucket: 'metadata',
      run: (request, caller) => describe(context, request, caller),
    }),
    ...chunkedRoutes(context),
  ]
}

async function oneShot(context: XContext, request: SimRequest, { account }: Caller): Promise<SimResponse> {
  const { media: bytes, values } = await uploadBody(context, request, {
    required: ['media', 'media_category'],
    optional: ['additional_owners'],
  })
  const category = values.media_category!
  // Specification 2.167 lists video and GIF here too, 2.166 does not: only the chunked form is sure.
  if (!oneShotCategories.includes(category)) {
    throw invalidRequest(context, {
      message: `$.media_category: is not one of [${oneShotCategories.join(',')}]`,
    })
  }
  const { maxBytes } = categoryOf(context, category)
  if (bytes.length > maxBytes)
    throw invalidRequest(context, { message: `File size exceeds ${maxBytes} bytes.` })
  const coOwners = (values.additional_owners ?? '').split(',').filter(Boolean)
  const media = newMedia(context, account.id, { category, mime: 'application/octet-stream', coOwners })
  await acceptBytes(context, media, bytes, request)
  context.state.media[media.id] = media
  return { status: 200, body: { data: viewUpload(context, media) } }
}

function status(context: XContext, request: SimRequest, caller: Caller): SimResponse {
  const query = request.url.searchParams
  for (const [name, value] of query) {
    if (name !== 'media_id' && !(name === 'command' && value === 'STATUS')) {
      throw invalidRequest(context, {
        parameters: { [name]: [value] },
        message: `The query parameter [${name}] is not valid`,
      })
    }
  }
  const id = query.get('media_id') ?? ''
  const media = ownMedia(context, id, caller)
  if (!media.uploaded)
    throw invalidRequest(context, { parameters: { media_id: [id] }, message: 'The upload is not finalized.' })
  return { status: 200, body: { data: viewUpload(context, media) } }
}

/** The other names of CreateMediaMetadataMetadata; what stands in them is not looked at. */
const otherMetadata = [
  'allow_download_status',
  'audience_policy',
  'content_expiration',
  'domain_restrictions',
  'found_media_origin',
  'geo_restrictions',
  'management_info',
  'preview_image',
  'sensitive_media_warning',
  'shared_info',
  'sticker_info',
  'upload_source',
]

/** Specification 2.167 leaves these objects open; a name it doesn't have is refused, so that slips are seen. */
const metadataRequest = z.strictObject({
  id: z.string().regex(/^[0-9]{1,19}$/),
  metadata: z
    .strictObject({
      ...Object.fromEntries(otherMetadata.map((name) => [name, z.unknown().optional()])),
      alt_text: z.strictObject({ text: z.string().max(longestAltText) }).optional(),
    })
    .optional(),
})

function describe(context: XContext, request: SimRequest, caller: Caller): SimResponse {
  const { id, metadata } = parse(context, metadataRequest, request.json())
  const media = ownMedia(context, id, caller)
  if (!media.uploaded)
    throw invalidRequest(context, { parameters: { id: [id] }, message: 'The upload is not finalized.' })
  if (metadata?.alt_text) media.altText = metadata.alt_text.text
  return { status: 200, body: { data: { id, associated_metadata: metadata ?? {} } } }
}
