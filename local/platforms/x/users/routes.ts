import { avatarSvg } from '../../kit/accounts.ts'
import { Refusal, type Route, type SimResponse } from '../../kit/server.ts'
import { userCall } from '../calls.ts'
import { wantedFields } from '../fields.ts'
import { viewPost } from '../posts/view.ts'
import type { XContext } from '../state.ts'
import { viewUser } from './view.ts'

export function userRoutes(context: XContext): Route[] {
  return [
    userCall(context, {
      method: 'GET',
      path: '/2/users/me',
      scopes: ['tweet.read', 'users.read'],
      bucket: 'me',
      run(request, { account }): SimResponse {
        const wanted = wantedFields(context, request)
        const data = viewUser(context, account, wanted)
        const newest = data.most_recent_post_id ?? data.most_recent_tweet_id
        const expanded = wanted.expansions.some((name) => name.startsWith('most_recent_'))
        const post = expanded ? context.state.posts.find((one) => one.id === newest) : undefined
        const name = wanted.newer ? 'posts' : 'tweets'
        return {
          status: 200,
          body: { data, ...(post && { includes: { [name]: [viewPost(context, post, wanted)] } }) },
        }
      },
    }),
    {
      method: 'GET',
      path: '/profile_images/:id/:file',
      name: 'GET profile image',
      run({ params }) {
        const account = context.accounts.byId(params.id!)
        if (!account) throw new Refusal({ status: 404 })
        return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: avatarSvg(account) }
      },
    },
  ]
}
