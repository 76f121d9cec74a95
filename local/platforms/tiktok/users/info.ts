import type { Route } from '../../kit/server.ts'
import { checkScopes, userCall } from '../calls.ts'
import { openIdOf, unionIdOf } from '../ids.ts'
import { fieldsOf } from '../parse.ts'
import type { TikTok } from '../state.ts'

const fieldsByScope: Record<string, string[]> = {
  'user.info.basic': [
    'open_id',
    'union_id',
    'avatar_url',
    'avatar_url_100',
    'avatar_large_url',
    'display_name',
  ],
  'user.info.profile': [
    'username',
    'bio_description',
    'is_verified',
    'profile_deep_link',
    'profile_web_link',
  ],
  'user.info.stats': ['follower_count', 'following_count', 'likes_count', 'video_count'],
}
const known = Object.values(fieldsByScope).flat()

/** GET /v2/user/info/: the asked fields, each behind its scope. */
export function userInfoRoute(tiktok: TikTok): Route {
  return userCall(tiktok, {
    method: 'GET',
    path: '/v2/user/info/',
    scopes: ['user.info.basic'],
    perMinute: 600,
    run(request, caller) {
      const fields = fieldsOf(tiktok, request, known)
      for (const [scope, names] of Object.entries(fieldsByScope))
        if (fields.some((field) => names.includes(field))) checkScopes(tiktok, caller, [scope])
      const { account, clientKey } = caller
      const avatar = tiktok.accounts.avatarUrl(account)
      const videos = Object.values(tiktok.state.publications).filter(
        (one) => one.accountId === account.id && one.kind === 'video' && one.publicAt !== undefined,
      )
      const all: Record<string, unknown> = {
        open_id: openIdOf(account.id, clientKey),
        union_id: unionIdOf(account.id),
        avatar_url: avatar,
        avatar_url_100: avatar,
        avatar_large_url: avatar,
        display_name: account.name,
        username: account.username,
        bio_description: `${account.name} on the simulated TikTok`,
        is_verified: false,
        profile_deep_link: `${tiktok.url}/@${account.username}`,
        profile_web_link: `${tiktok.url}/@${account.username}`,
        follower_count: 1200,
        following_count: 80,
        likes_count: 5400,
        video_count: videos.length,
      }
      return { user: Object.fromEntries(fields.map((field) => [field, all[field]])) }
    },
  })
}
