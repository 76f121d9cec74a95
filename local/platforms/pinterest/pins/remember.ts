import type { PastPost, SimAccount } from '../../kit/server.ts'
import { idAt } from '../ids.ts'
import type { Pinterest } from '../state.ts'

/** No file of it is kept any more. */
const picture = { file: 'forgotten', mime: 'image/jpeg', bytes: 1, width: 1000, height: 1500 }

/** Pins of days gone by, among the others by their time; on the named board, else on the account's first. */
export function remember({ state }: Pinterest, account: SimAccount, past: PastPost[]): void {
  const own = Object.values(state.boards).find(({ ownerId }) => ownerId === account.id)
  for (const { at, text, likes, place = own?.id } of past) {
    if (place === undefined) throw new Error('the account has no board')
    const id = idAt(at, state.pins.length)
    state.pins.push({
      id,
      host: 'production',
      accountId: account.id,
      boardId: place,
      sectionId: null,
      title: null,
      description: text,
      link: null,
      altText: null,
      dominantColor: '#6e7874',
      parentPinId: null,
      isStandard: true,
      media: { kind: 'image', picture },
      sourceType: 'image_url',
      fetchedFrom: [],
      createdAt: at,
      receivedAt: at,
      listedAt: at,
      requestId: `remembered-${id}`,
      likes,
    })
  }
  state.pins.sort((a, b) => a.createdAt - b.createdAt)
}
