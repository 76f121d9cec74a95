import type { Route, SimResponse } from '../../kit/server.ts'
import { type Call, restRoute } from '../calls.ts'
import { illegalArgument } from '../errors.ts'
import type { AssetKind, LinkedIn } from '../state.ts'
import { finalizeVideo } from './finalize.ts'
import { initializeSimple, initializeVideo } from './initialize.ts'
import { videoParts } from './parts.ts'
import { uploadRoutes } from './upload.ts'
import { viewAsset } from './view.ts'

type Action = (call: Call) => SimResponse | Promise<SimResponse>

const writers = ['w_member_social', 'w_organization_social']
const resources = { image: 'partnerApiImages', video: 'partnerApiVideos', document: 'partnerApiDocuments' }

/** Images, videos and documents: initialize, upload, finalize, status. */
export function assetRoutes(context: LinkedIn): Route[] {
  const parts = videoParts()
  const actions = (kind: AssetKind, known: Record<string, Action>) =>
    restRoute(context, {
      method: 'POST',
      path: `/rest/${kind}s`,
      permission: `${resources[kind]}.ACTION-initializeUpload`,
      restliMethod: 'ACTION',
      parameters: ['action'],
      scopes: writers,
      run(call) {
        const action = known[call.query.text('action') ?? '']
        if (!action) throw illegalArgument('[there is no such action]')
        return action(call)
      },
    })
  const status = (kind: AssetKind) =>
    restRoute(context, {
      method: 'GET',
      path: `/rest/${kind}s/:urn`,
      permission: `${resources[kind]}.GET`,
      restliMethod: 'GET',
      scopes: [...writers, 'r_member_social', 'r_organization_social'],
      run: (call) => viewAsset(context, call, kind),
    })
  return [
    actions('image', { initializeUpload: (call) => initializeSimple(context, call, 'image') }),
    actions('document', { initializeUpload: (call) => initializeSimple(context, call, 'document') }),
    actions('video', {
      initializeUpload: (call) => initializeVideo(context, call),
      finalizeUpload: (call) => finalizeVideo(context, call, parts),
    }),
    status('image'),
    status('document'),
    status('video'),
    ...uploadRoutes(context, parts),
  ]
}
