import { crossSite } from '../kit/message.ts'
import type { Route } from '../kit/server.ts'
import { postDraft } from './publish/progress.ts'
import type { Privacy, TikTok } from './state.ts'

const privacies = ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY']

/** Stands for the app on the user's phone: posts a draft from the inbox, with `privacy_level` (public). */
export function inboxRoute(tiktok: TikTok): Route {
  return {
    method: 'POST',
    path: '/inbox/:publish_id',
    name: 'POST /inbox/:publish_id',
    run(request) {
      if (crossSite(request)) return { status: 403, body: 'not from another site' }
      const draft = tiktok.state.publications[request.params.publish_id!]
      const privacy = request.form().get('privacy_level') ?? 'PUBLIC_TO_EVERYONE'
      if (draft?.use !== 'inbox' || (draft.stage !== 'inbox' && draft.stage !== 'complete'))
        return { status: 404, body: 'There is no such draft.' }
      if (!privacies.includes(privacy)) return { status: 400, body: 'privacy_level is unknown.' }
      draft.info.privacy_level = privacy as Privacy
      postDraft(tiktok, draft, tiktok.clock.now())
      return { status: 303, headers: { location: '/' } }
    },
  }
}
