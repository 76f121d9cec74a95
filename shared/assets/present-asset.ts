import type { Asset } from '../domain/asset.ts'

const iso = (time: number) => new Date(time).toISOString()

/** An asset as its owner sees it. What is not there any more for its owner never gets here. */
export function presentAsset(asset: Asset) {
  const { media } = asset
  return {
    id: asset.id,
    status: asset.status as 'pending' | 'ready' | 'rejected',
    reason: asset.reason ?? null,
    source: asset.source,
    filename: asset.filename ?? null,
    kind: media?.kind ?? null,
    mime_type: media?.mime ?? null,
    bytes: media?.bytes ?? null,
    width: media?.width ?? null,
    height: media?.height ?? null,
    duration_seconds: media?.duration_s ?? null,
    created_at: iso(asset.created_at),
    expires_at: iso(asset.expires_at),
  }
}
