import type { Asset, LinkedIn } from '../state.ts'

export type AssetStatus = 'WAITING_UPLOAD' | 'PROCESSING' | 'AVAILABLE' | 'PROCESSING_FAILED'

/** Where an asset is at this moment of the simulator's clock. */
export function assetStatus(context: LinkedIn, asset: Asset): AssetStatus {
  if (asset.uploadedAt === undefined) return 'WAITING_UPLOAD'
  if (asset.readyAt === undefined || context.clock.now() < asset.readyAt) return 'PROCESSING'
  return asset.failure ? 'PROCESSING_FAILED' : 'AVAILABLE'
}
