import { randomBytes } from 'node:crypto'
import { type Asset, assetsPrefix } from '../domain/asset.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { arrivalMs, keptMs } from './lifetime.ts'

/** A pending asset. Its key is unguessable and chosen at once, so that every try to store its file writes the same object. */
export const newAsset = (
  asset: Pick<Asset, 'user_id' | 'id' | 'source' | 'created_at'> &
    Partial<Pick<Asset, 'filename' | 'declared_mime' | 'url'>>,
): Asset => ({
  v: 1,
  ...asset,
  status: 'pending',
  key: `${assetsPrefix}${randomBytes(24).toString('base64url')}`,
  arrives_by: asset.created_at + arrivalMs,
  expires_at: asset.created_at + keptMs,
  due: asset.created_at + lookAfterMs,
  claims: 0,
})
