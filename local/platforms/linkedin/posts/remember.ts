import type { PastPost, SimAccount } from '../../kit/server.ts'
import { idAt, personUrn } from '../ids.ts'
import type { LinkedIn } from '../state.ts'
import { readCommentary } from './commentary.ts'

/** Posts of days gone by, among the others by their time: of the named organization, else of the person. */
export function remember(context: LinkedIn, account: SimAccount, past: PastPost[]): void {
  const { state, apps } = context
  for (const { at, text, likes, place } of past) {
    const id = idAt(at, state.posts.length)
    const { pieces } = readCommentary(context, text)
    state.posts.push({
      urn: `urn:li:share:${id}`,
      author: place ?? personUrn(account, apps[0]!.clientId),
      kind: 'text',
      commentary: text,
      pieces,
      cut: false,
      media: [],
      visibility: 'PUBLIC',
      distribution: { feedDistribution: 'MAIN_FEED' },
      lifecycleState: 'PUBLISHED',
      reshareDisabled: false,
      createdAt: at,
      modifiedAt: at,
      receivedAt: at,
      findableAt: at,
      requestId: `remembered-${id}`,
      fingerprint: `remembered-${id}`,
      likes,
    })
  }
  state.posts.sort((a, b) => a.createdAt - b.createdAt)
}
