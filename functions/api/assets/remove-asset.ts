import { removeAsset as route } from '../../../shared/api/assets.ts'
import { ownedAsset } from '../../../shared/assets/owned-asset.ts'
import { removeUnneeded } from '../../../shared/assets/remove-asset.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { keeping } from '../../../shared/runtime/services/keeping.ts'

export const handler = endpoint(route, keeping, async ({ params, caller }, services) => {
  const asset = await ownedAsset(services, { userId: caller.userId, id: params.id })
  const removal = await removeUnneeded(services, asset)
  if (!removal.removed)
    throw new AppError('asset_state_conflict', `The publish job ${removal.neededBy} still needs this asset.`)
  return { body: { status: 'deleted', message: 'The asset and its file are deleted.' } }
})
