import { getAsset as route } from '../../../shared/api/assets.ts'
import { ownedAsset } from '../../../shared/assets/owned-asset.ts'
import { presentAsset } from '../../../shared/assets/present-asset.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { linking } from '../../../shared/runtime/services/linking.ts'

const downloadSeconds = 15 * 60

export const handler = endpoint(route, linking, async ({ params, caller }, services) => {
  const asset = await ownedAsset(services, { userId: caller.userId, id: params.id })
  const download_url =
    asset.status === 'ready'
      ? await services.links.download(asset.key, asset.filename ?? asset.id, {
          seconds: downloadSeconds,
          now: services.now(),
        })
      : null
  return { body: { ...presentAsset(asset), download_url } }
})
