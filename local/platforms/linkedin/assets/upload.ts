import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest, type SimResponse } from '../../kit/server.ts'
import { traced } from '../calls.ts'
import { expiredUploadUrl, refusal } from '../errors.ts'
import type { Asset, AssetKind, LinkedIn } from '../state.ts'
import { accept } from './accept.ts'
import { judgeImage } from './image.ts'
import { partRanges } from './initialize.ts'
import type { VideoParts } from './parts.ts'

type Take = (request: SimRequest, asset: Asset) => Promise<SimResponse> | SimResponse

/** The upload host. Its URLs are signed: an Authorization header is taken or left. */
export function uploadRoutes(context: LinkedIn, parts: VideoParts): Route[] {
  const route = (tail: string, kind: AssetKind, take: Take): Route => ({
    method: 'PUT',
    path: `/dms-uploads/sp/:id/${tail}/:part(\\d+)`,
    name: `PUT /dms-uploads ${tail}`,
    run: (request) => traced(context, () => take(request, assetOf(context, request, kind))),
  })
  const takeWhole: Take = async (request, asset) => {
    await accept(context, asset, request.raw, request)
    return { status: 201 }
  }
  return [
    route('uploaded-image', 'image', takeWhole),
    route('uploaded-document', 'document', takeWhole),
    route('uploaded-video', 'video', (request, asset) => takePart(context, request, asset, parts)),
    route('thumbnail', 'video', (request, asset) => takeThumbnail(context, request, asset)),
    route('captions', 'video', (request, asset) => {
      if (!/\d\d:\d\d:\d\d,\d{3} --> /.test(request.raw.toString('utf8'))) throw badUpload('no SRT')
      asset.captions = true
      return { status: 201 }
    }),
  ]
}

function assetOf(context: LinkedIn, request: SimRequest, kind: AssetKind): Asset {
  const asset = context.state.assets[`urn:li:${kind}:${request.params.id}`]
  if (!asset || asset.signature !== request.url.searchParams.get('ut'))
    throw new Refusal({ status: 403, body: 'Forbidden' })
  if (request.headers['content-length'] === undefined)
    throw refusal({ status: 411, message: 'Content-Length is missing' })
  const isOver = context.clock.now() >= asset.urlExpiresAt || request.fault('upload_url_expired')
  if (isOver || asset.uploadedAt !== undefined) throw expiredUploadUrl(kind)
  if (request.raw.length === 0) throw badUpload('the body is empty')
  return asset
}

function takePart(context: LinkedIn, request: SimRequest, asset: Asset, parts: VideoParts): SimResponse {
  if (request.headers['content-type'] !== 'application/octet-stream')
    throw badUpload('the content type is not application/octet-stream')
  const index = Number(request.params.part)
  const range = partRanges(asset.fileSizeBytes ?? 0)[index]
  if (!range) throw badUpload('there is no such part')
  const length = range[1] - range[0] + 1
  if (request.raw.length !== length) throw badUpload(`${request.raw.length} bytes, not ${length}`)
  const etag = newEtag()
  const kept = request.fault('lost_part') ? newEtag() : etag
  parts.put(asset.urn, index, { etag: kept, bytes: request.raw })
  return { status: 200, headers: { etag: context.settings.quoted_etags ? `"${etag}"` : etag } }
}

function takeThumbnail(context: LinkedIn, request: SimRequest, asset: Asset): SimResponse {
  const verdict = judgeImage(request.raw, context.settings.image_max_bytes)
  if ('fault' in verdict) throw badUpload(verdict.fault)
  asset.thumbnail = `${asset.urn.slice(asset.urn.lastIndexOf(':') + 1)}.thumbnail`
  context.files.put(asset.thumbnail, verdict.mime, request.raw)
  return { status: 201 }
}

const newEtag = () => `/ambry-video/signedId/${randomBytes(48).toString('base64url')}`

// The upload host's own words are recorded nowhere.
const badUpload = (why: string) => refusal({ status: 400, message: `Bad upload [${why}]` })
