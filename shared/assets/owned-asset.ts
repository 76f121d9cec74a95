import { type Asset, isThere } from '../domain/asset.ts'
import { AppError } from '../domain/errors.ts'
import { getAsset } from '../storage/assets.ts'
import type { Table } from '../storage/table.ts'

/** @throws AppError `asset_not_found`, also for one of somebody else or one that is being removed */
export async function ownedAsset(
  { table }: { table: Table },
  ref: { userId: string; id: string },
): Promise<Asset> {
  const asset = await getAsset(table, { user_id: ref.userId, id: ref.id })
  if (!asset || !isThere(asset.status)) throw new AppError('asset_not_found')
  return asset
}
