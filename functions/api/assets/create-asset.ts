import { createAsset as route } from '../../../shared/api/assets.ts'
import { acceptAsset } from '../../../shared/assets/accept-asset.ts'
import { uploadSeconds } from '../../../shared/assets/lifetime.ts'
import { presentAsset } from '../../../shared/assets/present-asset.ts'
import { type Asset, uploadKey } from '../../../shared/domain/asset.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { type Uploading, uploading } from '../../../shared/runtime/services/uploading.ts'

export const handler = endpoint(route, uploading, async ({ body, caller, idempotencyKey }, services) => {
  const { asset, replayed } = await acceptAsset(services, {
    userId: caller.userId,
    filename: body.filename ?? undefined,
    mime: body.mime_type ?? undefined,
    url: body.url ?? undefined,
    ...(idempotencyKey ? { idempotency: { routeId: route.id, key: idempotencyKey, body } } : {}),
  })
  return {
    body: { ...presentAsset(asset), upload: await uploadLink(services, asset, body) },
    headers: {
      location: `/api/v1/assets/${asset.id}`,
      ...(replayed ? { 'idempotency-replayed': 'true' } : {}),
    },
  }
})

/** Of a pending upload, signed for when it was announced: asked for again, it is the same. */
async function uploadLink(
  { links, now }: Uploading,
  asset: Asset,
  { bytes, sha256 }: { bytes?: number | null | undefined; sha256?: string | null | undefined },
) {
  const ends = asset.created_at + uploadSeconds * 1000
  if (asset.source !== 'upload' || asset.status !== 'pending' || now() >= ends) return null
  const file = {
    mime: asset.declared_mime!,
    bytes: bytes!,
    ...(sha256 ? { sha256: Buffer.from(sha256, 'hex') } : {}),
  }
  const link = await links.upload(uploadKey(asset), file, {
    seconds: uploadSeconds,
    now: asset.created_at,
  })
  return { ...link, expires_at: new Date(ends).toISOString() }
}
