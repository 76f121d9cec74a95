import { z } from 'zod'
import type { SimResponse } from '../../kit/server.ts'
import { checkActor } from '../actors.ts'
import type { Call } from '../calls.ts'
import { assetNotUpdated, expiredUploadUrl, invalidAssetId, invalidValue } from '../errors.ts'
import { readBody } from '../schema.ts'
import type { LinkedIn } from '../state.ts'
import { accept } from './accept.ts'
import { partRanges } from './initialize.ts'
import type { VideoParts } from './parts.ts'

const finalizeRequest = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string()),
  }),
})

/** Puts the parts together: every etag, in order, without quotes. */
export async function finalizeVideo(context: LinkedIn, call: Call, parts: VideoParts): Promise<SimResponse> {
  const asked = readBody(call.request, finalizeRequest).finalizeUploadRequest
  const asset = context.state.assets[asked.video]
  if (asset?.kind !== 'video') throw invalidAssetId('video')
  checkActor(call, asset.owner)
  if (asset.uploadedAt !== undefined) throw assetNotUpdated()
  if (context.clock.now() >= asset.urlExpiresAt) throw expiredUploadUrl('video')
  if (asked.uploadToken !== context.settings.upload_token) throw invalidValue('uploadToken', 'it is another')
  const uploaded = parts.of(asset.urn)
  const expected = partRanges(asset.fileSizeBytes ?? 0).map((_, index) => uploaded.get(index))
  const fits =
    expected.length === asked.uploadedPartIds.length &&
    expected.every((part, index) => part?.etag === asked.uploadedPartIds[index])
  if (!fits) throw invalidValue('uploadedPartIds', 'not the etags of all parts in their order')
  const bytes = Buffer.concat(expected.flatMap((part) => part?.bytes ?? []))
  parts.drop(asset.urn)
  await accept(context, asset, bytes, call.request)
  return { status: 200 }
}
