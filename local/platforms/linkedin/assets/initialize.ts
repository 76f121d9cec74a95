import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SimResponse } from '../../kit/server.ts'
import { checkActor } from '../actors.ts'
import type { Call } from '../calls.ts'
import { invalidValue } from '../errors.ts'
import { assetId } from '../ids.ts'
import { readBody } from '../schema.ts'
import type { Asset, AssetKind, LinkedIn } from '../state.ts'

const partBytes = 4_194_304

const simpleRequest = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) })

const videoRequest = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner: z.string(),
    fileSizeBytes: z.int(),
    uploadCaptions: z.boolean().optional(),
    uploadThumbnail: z.boolean().optional(),
  }),
})

/** A picture or document: one URL for the whole file. */
export function initializeSimple(context: LinkedIn, call: Call, kind: 'image' | 'document'): SimResponse {
  const { owner } = readBody(call.request, simpleRequest).initializeUploadRequest
  checkActor(call, owner)
  const asset = newAsset(context, kind, owner)
  return {
    status: 200,
    body: {
      value: {
        uploadUrlExpiresAt: asset.urlExpiresAt,
        uploadUrl: uploadUrl(context, asset, `uploaded-${kind}/0`),
        [kind]: asset.urn,
      },
    },
  }
}

/** A video: one URL for each part of 4 MiB, bytes counted inclusively. */
export function initializeVideo(context: LinkedIn, call: Call): SimResponse {
  const asked = readBody(call.request, videoRequest).initializeUploadRequest
  checkActor(call, asked.owner)
  const { video_min_bytes, video_max_bytes } = context.settings
  const { fileSizeBytes } = asked
  if (fileSizeBytes < video_min_bytes || fileSizeBytes > video_max_bytes)
    throw invalidValue('fileSizeBytes', `${fileSizeBytes}, not ${video_min_bytes} to ${video_max_bytes}`)
  const asset = newAsset(context, 'video', asked.owner, fileSizeBytes)
  return {
    status: 200,
    body: {
      value: {
        uploadUrlsExpireAt: asset.urlExpiresAt,
        video: asset.urn,
        uploadInstructions: partRanges(fileSizeBytes).map(([firstByte, lastByte], index) => ({
          uploadUrl: uploadUrl(context, asset, `uploaded-video/${index}`),
          lastByte,
          firstByte,
        })),
        uploadToken: context.settings.upload_token,
        ...(asked.uploadCaptions && { captionsUploadUrl: uploadUrl(context, asset, 'captions/0') }),
        ...(asked.uploadThumbnail && { thumbnailUploadUrl: uploadUrl(context, asset, 'thumbnail/0') }),
      },
    },
  }
}

/** First and last byte of each part. */
export function partRanges(fileSizeBytes: number): [first: number, last: number][] {
  return Array.from({ length: Math.ceil(fileSizeBytes / partBytes) }, (_, index) => [
    index * partBytes,
    Math.min((index + 1) * partBytes, fileSizeBytes) - 1,
  ])
}

function newAsset(context: LinkedIn, kind: AssetKind, owner: string, fileSizeBytes?: number): Asset {
  const urn = `urn:li:${kind}:${assetId(kind)}`
  const asset: Asset = {
    urn,
    kind,
    owner,
    signature: randomBytes(24).toString('base64url'),
    urlExpiresAt: context.clock.now() + context.settings.upload_url_life_ms,
    fileSizeBytes,
  }
  context.state.assets[urn] = asset
  return asset
}

function uploadUrl(context: LinkedIn, asset: Asset, tail: string): string {
  const id = asset.urn.slice(asset.urn.lastIndexOf(':') + 1)
  return `${context.url}/dms-uploads/sp/${id}/${tail}?cn=uploads&sync=0&v=beta&ut=${asset.signature}`
}
