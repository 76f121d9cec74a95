import type { Asset, AssetSource } from '../domain/asset.ts'
import { UnreadableMediaError } from '../publishing/measured-media.ts'
import { createAsset } from '../storage/assets.ts'
import { newAsset } from './new-asset.ts'
import type { AssetServices } from './services.ts'
import { markReady, markRejected } from './settle-asset.ts'
import { measureFile, storeFile } from './store-file.ts'

/**
 * Makes an asset of a file of this machine: measured like any other, ready at once. Repeatable with the same id: one
 * id has one file, and a try that was cut short is finished by the next.
 * @returns the asset, `ready`, or `rejected` with the reason
 */
export async function createReadyAsset(
  services: AssetServices,
  file: { user_id: string; id: string; source: AssetSource; path: string; filename?: string },
): Promise<Asset> {
  const { user_id, id, source, path, filename } = file
  const fresh = newAsset({
    user_id,
    id,
    source,
    created_at: services.now(),
    ...(filename ? { filename } : {}),
  })
  const asset = await createAsset(services.table, fresh)
  if (asset.status !== 'pending') return asset
  try {
    const media = await measureFile(path, asset.key)
    await storeFile(services.bucket, path, media)
    return (await markReady(services, asset, media)) ?? { ...asset, status: 'removing' }
  } catch (error) {
    if (!(error instanceof UnreadableMediaError)) throw error
    await markRejected(services, asset, error.reason)
    return { ...asset, status: 'rejected', reason: error.reason }
  }
}
