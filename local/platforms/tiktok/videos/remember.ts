import type { PastPost, SimAccount } from '../../kit/server.ts'
import { idAt } from '../ids.ts'
import type { TikTok } from '../state.ts'

/** Public videos of days gone by, made in the app. */
export function remember({ state, apps }: TikTok, account: SimAccount, past: PastPost[]): void {
  for (const { at, text, likes } of past) {
    const postId = idAt(at, Object.keys(state.publications).length)
    const id = `remembered-${postId}`
    state.publications[id] = {
      id,
      accountId: account.id,
      clientKey: apps[0]!.clientId,
      kind: 'video',
      use: 'direct',
      info: { title: text, privacy_level: 'PUBLIC_TO_EVERYONE' },
      stage: 'complete',
      urls: [],
      downloaded: 0,
      media: [],
      script: {},
      logId: id,
      createdAt: at,
      committedAt: at,
      endedAt: at,
      postId,
      publicAt: at,
      likes,
    }
  }
}
