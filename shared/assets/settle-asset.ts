import type { Asset } from '../domain/asset.ts'
import type { JobMedia } from '../domain/publish-job.ts'
import { changeAsset, getAsset } from '../storage/assets.ts'
import { keptMs, rejectedKeptMs } from './lifetime.ts'
import type { AssetServices } from './services.ts'

/** Its file stands under its key: jobs may use it. @returns undefined when it was deleted meanwhile */
export async function markReady(
  services: AssetServices,
  asset: Asset,
  media: JobMedia,
): Promise<Asset | undefined> {
  const expires_at = services.now() + keptMs
  const done = await changeAsset(services.table, asset, {
    to: 'ready',
    set: { media, expires_at, due: expires_at },
    if: '#status = :pending',
    values: { pending: 'pending' },
  })
  if (done) return done
  const now = await getAsset(services.table, asset)
  if (now?.status === 'ready') return now
  // Whoever deleted it may have done so before this file was written.
  if (!now || now.status === 'gone') await services.bucket.remove(asset.key)
  return undefined
}

/** @param reason a sentence for its owner */
export async function markRejected(services: AssetServices, asset: Asset, reason: string): Promise<void> {
  const expires_at = services.now() + rejectedKeptMs
  await changeAsset(services.table, asset, {
    to: 'rejected',
    set: { reason, expires_at, due: expires_at },
  })
}
