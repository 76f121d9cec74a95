import type { SimResponse } from '../../kit/server.ts'
import { organizationOf, roleOn } from '../actors.ts'
import type { Call } from '../calls.ts'
import { invalidUrnType, notFound } from '../errors.ts'
import type { Asset, AssetKind, LinkedIn } from '../state.ts'
import { assetStatus } from './status.ts'

/** GET /rest/images|videos|documents/{urn}: the status, and where the bytes are. */
export function viewAsset(context: LinkedIn, call: Call, kind: AssetKind): SimResponse {
  const urn = call.request.params.urn!
  if (!urn.startsWith(`urn:li:${kind}:`)) throw invalidUrnType()
  const asset = context.state.assets[urn]
  if (!asset) throw notFound()
  checkReader(context, call, asset)
  const status = assetStatus(context, asset)
  const { width, height, duration, file } = asset.media ?? {}
  return {
    status: 200,
    body: {
      id: urn,
      owner: asset.owner,
      status,
      ...(status === 'AVAILABLE' && {
        downloadUrl: `${context.url}/_media/${file}`,
        downloadUrlExpiresAt: context.clock.now() + 60 * 60_000,
      }),
      ...(status === 'AVAILABLE' &&
        duration !== undefined && {
          duration: Math.round(duration * 1000),
          aspectRatioWidth: width,
          aspectRatioHeight: height,
          ...(asset.thumbnail && { thumbnail: `${context.url}/_media/${asset.thumbnail}` }),
        }),
    },
  }
}

/** With w_member_social alone videos can be read, pictures and documents can't. */
function checkReader(context: LinkedIn, call: Call, asset: Asset): void {
  const { caller } = call
  const organization = organizationOf(asset.owner)
  const isOwn = organization ? roleOn(caller.account, organization) !== undefined : asset.owner === caller.urn
  if (!isOwn) throw call.denied()
  const isWriteOnly = caller.scopes.every(
    (scope) => scope !== 'r_member_social' && !scope.endsWith('_organization_social'),
  )
  if (isWriteOnly && asset.kind !== 'video' && !context.settings.member_image_reads) throw call.denied()
}
