import { z } from 'zod'
import { avatarSvg } from '../../kit/accounts.ts'
import type { Route } from '../../kit/server.ts'
import { userCall } from '../calls.ts'
import { fieldsOf, parseBody } from '../parse.ts'
import type { Publication, TikTok } from '../state.ts'
import { videoFields, viewVideo } from './view.ts'

const listing = z.strictObject({ cursor: z.int().optional(), max_count: z.int().min(1).max(20).default(10) })
const query = z.strictObject({
  filters: z.strictObject({ video_ids: z.array(z.string()).min(1).max(20) }),
})

/** A user's own public videos: listed newest first, or asked for by id. */
export function videoRoutes(tiktok: TikTok): Route[] {
  const call = { method: 'POST', scopes: ['video.list'], perMinute: 600 } as const
  return [
    userCall(tiktok, {
      ...call,
      path: '/v2/video/list/',
      run(request, { account }) {
        const fields = fieldsOf(tiktok, request, videoFields)
        const { cursor, max_count } = parseBody(tiktok, request, listing)
        const all = publicVideos(tiktok, account.id).filter(
          ({ endedAt }) => cursor === undefined || endedAt! < cursor,
        )
        const page = all.slice(0, max_count)
        return {
          videos: page.map((one) => viewVideo(tiktok, one, fields)),
          cursor: page.at(-1)?.endedAt ?? cursor ?? 0,
          has_more: all.length > page.length,
        }
      },
    }),
    userCall(tiktok, {
      ...call,
      path: '/v2/video/query/',
      run(request, { account }) {
        const fields = fieldsOf(tiktok, request, videoFields)
        const { video_ids } = parseBody(tiktok, request, query).filters
        const found = publicVideos(tiktok, account.id).filter(({ postId }) => video_ids.includes(postId!))
        return { videos: found.map((one) => viewVideo(tiktok, one, fields)) }
      },
    }),
    {
      method: 'GET',
      path: '/covers/:file',
      name: 'GET cover',
      run({ params }) {
        const id = params.file!.replace(/\.svg$/, '')
        const post = Object.values(tiktok.state.publications).find(({ postId }) => postId === id)
        const account = post && tiktok.accounts.byId(post.accountId)
        if (!account) return { status: 404 }
        return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: avatarSvg(account) }
      },
    },
  ]
}

function publicVideos({ state, settings, clock }: TikTok, accountId: string): Publication[] {
  const shownUntil = clock.now() - settings.listing_lag_ms
  return Object.values(state.publications)
    .filter((one) => one.accountId === accountId && (one.kind === 'video' || settings.photos_in_video_list))
    .filter(({ publicAt, removedAt }) => publicAt !== undefined && publicAt <= shownUntil && !removedAt)
    .sort((a, b) => b.endedAt! - a.endedAt!)
}
