import type { PastPost, SimAccount } from '../kit/server.ts'
import { type Instagram, newId, newShortcode } from './state.ts'

/** Posts of days gone by, among the others by their time. No file of them is kept any more. */
export function remember({ state }: Instagram, account: SimAccount, past: PastPost[]): void {
  for (const { at, text, likes } of past) {
    const id = newId('media', state.media)
    state.media[id] = {
      id,
      accountId: account.id,
      containerId: `remembered-${id}`,
      shortcode: newShortcode(at),
      mediaType: 'IMAGE',
      productType: 'FEED',
      caption: text,
      stripAt: false,
      sharedToFeed: true,
      children: [],
      publishedAt: at,
      receivedAt: at,
      listedAt: at,
      requestId: `remembered-${id}`,
      likes,
    }
  }
  const byTime = Object.entries(state.media).sort(([, a], [, b]) => a.publishedAt - b.publishedAt)
  state.media = Object.fromEntries(byTime)
}
