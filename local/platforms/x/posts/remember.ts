import type { PastPost, SimAccount } from '../../kit/server.ts'
import { idAt } from '../snowflake.ts'
import type { XContext } from '../state.ts'

/** Posts of days gone by, among the others by their time. */
export function remember({ state }: XContext, account: SimAccount, past: PastPost[]): void {
  for (const { at, text, likes } of past) {
    const id = idAt(at, state.posts.length)
    state.posts.push({
      id,
      accountId: account.id,
      text: text.normalize('NFC'),
      media: [],
      conversationId: id,
      replySettings: 'everyone',
      createdAt: at,
      receivedAt: at,
      visibleAt: at,
      requestId: `remembered-${id}`,
      labels: {},
      likes,
    })
  }
  state.posts.sort((a, b) => a.createdAt - b.createdAt)
}
