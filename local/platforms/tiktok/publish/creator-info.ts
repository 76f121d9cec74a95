import { z } from 'zod'
import type { Route } from '../../kit/server.ts'
import { userCall } from '../calls.ts'
import { parseBody } from '../parse.ts'
import type { TikTok } from '../state.ts'
import { checkCreator } from './caps.ts'
import { creatorOf } from './creator.ts'

/** What the post form must show, and whether the creator may post now. */
export function creatorInfoRoute(tiktok: TikTok): Route {
  return userCall(tiktok, {
    method: 'POST',
    path: '/v2/post/publish/creator_info/query/',
    scopes: ['video.publish'],
    perMinute: 20,
    soft: true,
    run(request, { account, clientKey }) {
      parseBody(tiktok, request, z.strictObject({}))
      checkCreator(tiktok, account, clientKey)
      const creator = creatorOf(tiktok, account)
      return {
        creator_avatar_url: tiktok.accounts.avatarUrl(account),
        creator_username: account.username,
        creator_nickname: account.name,
        privacy_level_options: creator.privacyOptions,
        comment_disabled: creator.commentDisabled,
        duet_disabled: creator.duetDisabled,
        stitch_disabled: creator.stitchDisabled,
        max_video_post_duration_sec: creator.maxSeconds,
      }
    },
  })
}
