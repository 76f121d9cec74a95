import type { PastPost, SimAccount } from '../../kit/server.ts'
import { pagesOf } from '../accounts.ts'
import { type Facebook, newNumber } from '../state.ts'

/** Posts of days gone by: of the named Page, else of the person's first. */
export function remember({ state, apps }: Facebook, account: SimAccount, past: PastPost[]): void {
  for (const { at, text, likes, place = pagesOf(account)[0]?.id } of past) {
    if (place === undefined) throw new Error('the account has no Page')
    const isTaken = (one: string) => Object.keys(state.posts).some((id) => id.endsWith(one))
    const id = `${place}_${newNumber('12200', isTaken)}`
    state.posts[id] = {
      id,
      pageId: place,
      clientId: apps[0]!.clientId,
      kind: 'text',
      message: text,
      photoIds: [],
      createdAt: at,
      updatedAt: at,
      effect: { liveAt: at, listedAt: at, receivedAt: at, requestId: `remembered-${id}` },
      likes,
    }
  }
}
