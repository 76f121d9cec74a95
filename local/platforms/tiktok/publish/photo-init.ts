import type { Route } from '../../kit/server.ts'
import { checkScopes, userCall } from '../calls.ts'
import { invalidParams, TikTokError } from '../errors.ts'
import { checkOwnership } from '../media/ownership.ts'
import { parseBody } from '../parse.ts'
import { lists } from '../settings.ts'
import type { TikTok } from '../state.ts'
import { checkPendingShares } from './caps.ts'
import { createPublication } from './create.ts'
import { checkDirectPost } from './direct-rules.ts'
import { photos } from './schemas.ts'

/** Photo posts and photo drafts; their pictures are always pulled. */
export function photoInitRoute(tiktok: TikTok): Route {
  return userCall(tiktok, {
    method: 'POST',
    path: '/v2/post/publish/content/init/',
    scopes: ['video.publish', 'video.upload'],
    perMinute: 6,
    run(request, caller) {
      const body = parseBody(tiktok, request, photos)
      const { photo_images: urls, photo_cover_index } = body.source_info
      if (photo_cover_index >= urls.length)
        throw invalidParams(tiktok, 'The request source info is empty or incorrect [photo_cover_index]')
      const isDirect = body.post_mode === 'DIRECT_POST'
      checkScopes(tiktok, caller, [isDirect ? 'video.publish' : 'video.upload'])
      for (const url of urls) checkOwnership(tiktok, url)
      const info = { ...body.post_info, photo_cover_index, is_aigc: body.is_aigc }
      if (isDirect) checkDirectPost(tiktok, caller, info)
      else {
        if (lists(tiktok.settings.old_app_accounts, caller.account.username))
          throw new TikTokError('app_version_check_failed')
        checkPendingShares(tiktok, caller.account.id)
      }
      const use = isDirect ? 'direct' : 'inbox'
      return { publish_id: createPublication(tiktok, request, caller, { kind: 'photo', use, info, urls }).id }
    },
  })
}
