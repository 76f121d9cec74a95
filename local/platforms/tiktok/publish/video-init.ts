import type { Route, SimRequest } from '../../kit/server.ts'
import { type Caller, userCall } from '../calls.ts'
import { checkOwnership } from '../media/ownership.ts'
import { parseBody } from '../parse.ts'
import type { PostInfo, TikTok } from '../state.ts'
import { planUpload, uploadUrl } from '../upload/plan.ts'
import { checkPendingShares } from './caps.ts'
import { createPublication } from './create.ts'
import { checkDirectPost } from './direct-rules.ts'
import { directVideo, inboxVideo, type VideoSource } from './schemas.ts'

/** Videos, posted directly or sent to the inbox as a draft. */
export function videoInitRoutes(tiktok: TikTok): Route[] {
  return [
    userCall(tiktok, {
      method: 'POST',
      path: '/v2/post/publish/video/init/',
      scopes: ['video.publish'],
      perMinute: 6,
      run(request, caller) {
        const { post_info, source_info } = parseBody(tiktok, request, directVideo)
        const source = checkedSource(tiktok, source_info)
        checkDirectPost(tiktok, caller, post_info)
        return begin(tiktok, request, caller, { use: 'direct', info: post_info, source })
      },
    }),
    userCall(tiktok, {
      method: 'POST',
      path: '/v2/post/publish/inbox/video/init/',
      scopes: ['video.upload'],
      perMinute: 6,
      run(request, caller) {
        const { post_info = {}, source_info } = parseBody(tiktok, request, inboxVideo)
        const source = checkedSource(tiktok, source_info)
        checkPendingShares(tiktok, caller.account.id)
        return begin(tiktok, request, caller, { use: 'inbox', info: post_info, source })
      },
    }),
  ]
}

type Source = ReturnType<typeof checkedSource>

function checkedSource(tiktok: TikTok, source: VideoSource) {
  if (source.source === 'FILE_UPLOAD') return { upload: planUpload(tiktok, source), urls: [] }
  checkOwnership(tiktok, source.video_url)
  return { upload: undefined, urls: [source.video_url] }
}

function begin(
  tiktok: TikTok,
  request: SimRequest,
  caller: Caller,
  { use, info, source }: { use: 'direct' | 'inbox'; info: PostInfo; source: Source },
) {
  const { id, upload } = createPublication(tiktok, request, caller, { kind: 'video', use, info, ...source })
  return { publish_id: id, ...(upload && { upload_url: uploadUrl(tiktok, upload) }) }
}
