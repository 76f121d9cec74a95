import type { SimRequest } from '../../kit/server.ts'
import type { Caller } from '../calls.ts'
import { inlineMetrics } from '../insights/metrics.ts'
import type { Pin, Pinterest } from '../state.ts'
import { timestamp } from '../timestamp.ts'
import { viewMedia } from './media-view.ts'

const creativeTypes = { image: 'REGULAR', carousel: 'CAROUSEL', video: 'VIDEO' } as const

export const creativeType = (pin: Pin) => creativeTypes[pin.media.kind]

/** Pin of the specification. There is no permalink in it. */
export function viewPin(pinterest: Pinterest, { url }: SimRequest, pin: Pin, caller: Caller) {
  const owner = pinterest.state.boards[pin.boardId]?.ownerId ?? pin.accountId
  return {
    id: pin.id,
    created_at: timestamp(pinterest, pin.createdAt),
    link: pin.link,
    title: pin.title,
    description: pin.description,
    alt_text: pin.altText,
    dominant_color: pin.dominantColor,
    board_id: pin.boardId,
    board_section_id: pin.sectionId,
    board_owner: { username: pinterest.accounts.byId(owner)?.username ?? '' },
    creative_type: creativeType(pin),
    is_owner: pin.accountId === caller.account.id,
    is_standard: pin.isStandard,
    is_product: false,
    has_been_promoted: false,
    parent_pin_id: pin.parentPinId,
    pin_metrics: url.searchParams.get('pin_metrics') === 'true' ? inlineMetrics(pin) : null,
    ...(pin.aiDisclosures && { ai_disclosures: { values: pin.aiDisclosures } }),
    media: viewMedia(pinterest, pin.media),
  }
}
